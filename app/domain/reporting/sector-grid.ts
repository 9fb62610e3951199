import { parseSector, sectorEntry } from "../reference/sectors.ts";

/** What the grid of sectors and countries can show. */
export const GRID_VIEWS = ["demand", "supply", "pairs"] as const;
export type GridView = (typeof GRID_VIEWS)[number];

/** So many people, places or pairs of one first sector and one country; null is not stated. */
export interface GridCount {
  readonly view: GridView;
  readonly sector: string | null;
  readonly country: string | null;
  readonly count: number;
}

/** One view of the grid. */
export interface SectorGrid {
  /** The most first. */
  readonly countries: readonly (string | null)[];
  readonly rows: readonly {
    readonly sector: string | null;
    /** One for each country. */
    readonly counts: readonly number[];
    readonly total: number;
  }[];
  /** One for each country. */
  readonly totals: readonly number[];
  readonly total: number;
  /** The largest single cell. */
  readonly most: number;
}

/** A sector with what is asked for, offered and joined in it. */
export interface SectorBalance extends Readonly<Record<GridView, number>> {
  readonly sector: string | null;
}

/** The entry under which somebody's first sector is counted: groups and classes of NACE count in their division. */
export function sectorGroup(entry: string | null): string | null {
  if (entry === null) return null;
  const parsed = parseSector(entry);
  return parsed.kind === "nace" && parsed.division !== null
    ? parsed.division
    : entry;
}

/** How an address names the first sector of those who state none. */
export const NO_SECTOR = "none";

/** A row of the grid as an address names it: what `sectorGroup` gives, `NO_SECTOR`, or empty for what makes no sense. */
export function askedSector(text: string): string {
  if (text === NO_SECTOR) return text;
  const entry = sectorEntry(text);
  return entry !== null && sectorGroup(entry) === entry ? entry : "";
}

/**
 * Demand, supply and pairs sector by sector, the sectors with the most mentees first, then the most places, then
 * in the order of their codes; "not stated" comes last.
 */
export function sectorBalance(counts: readonly GridCount[]): SectorBalance[] {
  const rows = new Map<
    string | null,
    { sector: string | null } & Record<GridView, number>
  >();
  for (const { view, sector: entry, count } of counts) {
    const sector = sectorGroup(entry);
    const row = rows.get(sector) ?? { sector, demand: 0, supply: 0, pairs: 0 };
    row[view] += count;
    rows.set(sector, row);
  }
  return [...rows.values()].sort(
    (a, b) =>
      Number(a.sector === null) - Number(b.sector === null) ||
      b.demand - a.demand ||
      b.supply - a.supply ||
      ((a.sector ?? "") < (b.sector ?? "") ? -1 : 1),
  );
}

/**
 * One view as a grid. Its rows are the sectors of all views in the order of `sectorBalance`, so that they stay in
 * their places when the view is changed; its columns are the countries that the view knows.
 */
export function sectorGrid(
  counts: readonly GridCount[],
  view: GridView,
): SectorGrid {
  const shown = counts.filter((each) => each.view === view && each.count > 0);
  const byCountry = new Map<string | null, number>();
  const cells = new Map<string, number>();
  for (const { sector, country, count } of shown) {
    byCountry.set(country, (byCountry.get(country) ?? 0) + count);
    const key = cellKey(sectorGroup(sector), country);
    cells.set(key, (cells.get(key) ?? 0) + count);
  }
  const countries = [...byCountry]
    .sort(
      ([a, many], [b, more]) =>
        Number(a === null) - Number(b === null) ||
        more - many ||
        ((a ?? "") < (b ?? "") ? -1 : 1),
    )
    .map(([country]) => country);
  const rows = sectorBalance(counts).map(({ sector, [view]: total }) => ({
    sector,
    counts: countries.map(
      (country) => cells.get(cellKey(sector, country)) ?? 0,
    ),
    total,
  }));
  return {
    countries,
    rows,
    totals: countries.map((country) => byCountry.get(country) ?? 0),
    total: rows.reduce((sum, { total }) => sum + total, 0),
    most: [...cells.values()].reduce((a, b) => Math.max(a, b), 0),
  };
}

function cellKey(sector: string | null, country: string | null): string {
  return `${sector ?? "~"} ${country ?? "~"}`;
}

/** How many shades a cell can have, besides none. */
export const SHADES = 5;

/** The shade of a cell, 0 (nothing) to `SHADES` (the most of its view), in equal steps. */
export function shadeOf(count: number, most: number): number {
  return count <= 0 ? 0 : Math.max(1, Math.ceil((SHADES * count) / most));
}
