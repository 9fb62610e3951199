import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PAIRING_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { country } from "~/domain/reference/countries.ts";
import { MAP_SIZE, mapPoint } from "~/domain/reporting/base-map.ts";
import {
  FUNNEL_STEPS,
  funnelOf,
  type Journey,
} from "~/domain/reporting/funnel.ts";
import {
  arcBetween,
  arcWidth,
  placeLabels,
} from "~/domain/reporting/map-drawing.ts";
import { loadWord, freePlaces } from "~/domain/reporting/mentor-load.ts";
import {
  COUNTED_STATUSES,
  countryShares,
  pairFlows,
} from "~/domain/reporting/pair-flows.ts";
import {
  GRID_VIEWS,
  type GridCount,
  sectorBalance,
  sectorGrid,
  shadeOf,
  SHADES,
} from "~/domain/reporting/sector-grid.ts";

/** Corners of the coast on the base map, read off the drawing itself. */
function drawnCorners(): [number, number][] {
  const svg = readFileSync("public/med-basemap.svg", "utf8");
  const land = /class="land" d="([^"]+)"/.exec(svg)?.[1] ?? "";
  return [...land.matchAll(/(-?\d+),(-?\d+)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
}

describe("the base map", () => {
  // places at the water's edge, from an atlas: degrees north and east
  test.each([
    ["Cape St. Vincent", 37.02, -8.99],
    ["Cape Bon", 37.08, 11.05],
    ["Cape Apostolos Andreas", 35.69, 34.59],
    ["Cape Passero", 36.69, 15.14],
    ["Cape Matapan", 36.39, 22.48],
    ["Ras ben Sakka", 37.35, 9.74],
  ])("has %s on its coast", (_, lat, lon) => {
    const point = mapPoint(lat, lon)!;
    const nearest = Math.min(
      ...drawnCorners().map(([x, y]) => Math.hypot(x - point.x, y - point.y)),
    );
    expect(nearest).toBeLessThan(2.5);
  });

  test("has the countries of both shores on it and those overseas not", () => {
    for (const code of "FR ES IT MA DZ TN LY EG PS JO LB TR GR PT".split(" ")) {
      const { lat, lon } = country(code)!;
      expect(mapPoint(lat, lon), code).not.toBeNull();
    }
    for (const code of ["CA", "SN", "IN"]) {
      const { lat, lon } = country(code)!;
      expect(mapPoint(lat, lon), code).toBeNull();
    }
  });

  test("keeps west left of east and north above south", () => {
    const [lisbon, beirut, paris] = ["PT", "LB", "FR"].map((code) => {
      const { lat, lon } = country(code)!;
      return mapPoint(lat, lon)!;
    });
    expect(lisbon!.x).toBeLessThan(paris!.x);
    expect(paris!.x).toBeLessThan(beirut!.x);
    expect(paris!.y).toBeLessThan(beirut!.y);
  });
});

describe("the drawing", () => {
  test("makes an arc thicker with each pair, and no thicker than its widest", () => {
    const widths = [1, 2, 5, 40].map((pairs) => arcWidth(pairs, 40));
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(new Set(widths).size).toBe(4);
    expect(arcWidth(40, 40)).toBe(arcWidth(6, 6));
    expect(arcWidth(1, 1)).toBe(arcWidth(1, 40));
  });

  test("bends the ways there and back to different sides, and each state on its own", () => {
    const [a, b] = [
      { x: 100, y: 100 },
      { x: 400, y: 300 },
    ];
    const lines = [
      arcBetween(a, b, 0, 2),
      arcBetween(a, b, 1, 2),
      arcBetween(b, a, 0, 2),
    ].map(({ line }) => line.match(/Q([\d.,-]+)/)![1]!);
    expect(new Set(lines).size).toBe(3);
  });

  test("puts labels on the map, where they cover neither each other nor a point if there is room", () => {
    const points = [
      { x: 880, y: 300, text: "Jordan 12" },
      { x: 866, y: 302, text: "Palestine 3" },
      { x: 450, y: 12, text: "Denmark 1" },
    ];
    const labels = placeLabels(points, 16);
    const boxes = labels.map(({ x, y, anchor }, index) => {
      const width = points[index]!.text.length * 16 * 0.58;
      const left =
        anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
      return { left, right: left + width, top: y - 14, bottom: y + 5 };
    });
    for (const box of boxes) {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(MAP_SIZE.width);
      expect(box.top).toBeGreaterThanOrEqual(0);
    }
    const [one, two] = boxes;
    const apart =
      one!.right <= two!.left ||
      two!.right <= one!.left ||
      one!.bottom <= two!.top ||
      two!.bottom <= one!.top;
    expect(apart).toBe(true);
  });
});

describe("flows of pairs", () => {
  test("tell pairs on the way, active and ended, and leave out what came to nothing", () => {
    const flows = pairFlows([
      { from: "FR", to: "MA", status: "proposed", pairs: 1 },
      { from: "FR", to: "MA", status: "mentor_accepted", pairs: 2 },
      { from: "FR", to: "MA", status: "on_hold", pairs: 1 },
      { from: "FR", to: "MA", status: "mentor_declined", pairs: 5 },
      { from: "PS", to: "PS", status: "completed", pairs: 7 },
      { from: null, to: "TN", status: "active", pairs: 1 },
      { from: "MA", to: "FR", status: "superseded", pairs: 1 },
    ]);
    expect(flows).toEqual([
      { from: "PS", to: "PS", on_the_way: 0, active: 0, ended: 7, total: 7 },
      { from: "FR", to: "MA", on_the_way: 3, active: 1, ended: 0, total: 4 },
      { from: null, to: "TN", on_the_way: 0, active: 1, ended: 0, total: 1 },
    ]);
    expect(countryShares(flows)).toEqual([
      { country: "PS", pairs: 7 },
      { country: "FR", pairs: 4 },
      { country: "MA", pairs: 4 },
      { country: "TN", pairs: 1 },
    ]);
  });

  test("add up to the pairs that are counted, whatever comes in", () => {
    const code = fc.constantFrom("FR", "MA", "PS", null);
    const counts = fc.array(
      fc.record({
        from: code,
        to: code,
        status: fc.constantFrom(...PAIRING_STATUSES),
        pairs: fc.integer({ min: 1, max: 9 }),
      }),
    );
    fc.assert(
      fc.property(counts, (rows) => {
        const flows = pairFlows(rows);
        const wanted = rows
          .filter(({ status }) => COUNTED_STATUSES.includes(status))
          .reduce((sum, { pairs }) => sum + pairs, 0);
        expect(flows.reduce((sum, { total }) => sum + total, 0)).toBe(wanted);
        for (const { on_the_way, active, ended, total } of flows)
          expect(on_the_way + active + ended).toBe(total);
      }),
    );
  });
});

describe("the grid of sectors and countries", () => {
  const counts: GridCount[] = [
    { view: "demand", sector: "10", country: "MA", count: 2 },
    { view: "demand", sector: "10.41", country: "TN", count: 1 },
    { view: "demand", sector: "62", country: "MA", count: 1 },
    { view: "demand", sector: null, country: null, count: 1 },
    { view: "supply", sector: "62", country: "FR", count: 4 },
    { view: "supply", sector: "digital", country: "FR", count: 1 },
  ];

  test("counts groups and classes in their division, and keeps its rows when the view changes", () => {
    const demand = sectorGrid(counts, "demand");
    expect(demand).toEqual({
      countries: ["MA", "TN", null],
      rows: [
        { sector: "10", counts: [2, 1, 0], total: 3 },
        { sector: "62", counts: [1, 0, 0], total: 1 },
        { sector: "digital", counts: [0, 0, 0], total: 0 },
        { sector: null, counts: [0, 0, 1], total: 1 },
      ],
      totals: [3, 1, 1],
      total: 5,
      most: 2,
    });
    const supply = sectorGrid(counts, "supply");
    const sectorsOf = (grid: typeof supply) =>
      grid.rows.map(({ sector }) => sector);
    expect(sectorsOf(supply)).toEqual(sectorsOf(demand));
    expect(supply.countries).toEqual(["FR"]);
    expect(supply.total).toBe(5);
    expect(sectorBalance(counts)[1]).toEqual({
      sector: "62",
      demand: 1,
      supply: 4,
      pairs: 0,
    });
  });

  test("has totals that agree by row, by column and in all", () => {
    const count = fc.record({
      view: fc.constantFrom(...GRID_VIEWS),
      sector: fc.constantFrom("10", "10.4", "C", "digital", null),
      country: fc.constantFrom("FR", "MA", null),
      count: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(count),
        fc.constantFrom(...GRID_VIEWS),
        (rows, view) => {
          const grid = sectorGrid(rows, view);
          const wanted = rows
            .filter((row) => row.view === view)
            .reduce((sum, row) => sum + row.count, 0);
          expect(grid.total).toBe(wanted);
          expect(grid.totals.reduce((a, b) => a + b, 0)).toBe(wanted);
          for (const { counts: cells, total } of grid.rows)
            expect(cells.reduce((a, b) => a + b, 0)).toBe(total);
          for (const { counts: cells } of grid.rows)
            for (const cell of cells)
              expect(cell).toBeLessThanOrEqual(grid.most);
        },
      ),
    );
  });

  test("shades nothing with nothing and the most with the strongest", () => {
    expect([0, 1, 5, 10].map((each) => shadeOf(each, 10))).toEqual([
      0,
      1,
      3,
      SHADES,
    ]);
    expect(shadeOf(1, 1)).toBe(SHADES);
  });
});

describe("the funnel", () => {
  const day = 86_400_000;

  test("counts everybody in each step they reached, with rates and median days", () => {
    const journeys: Journey[] = [
      { furthest: "enrolled", at: { enrolled: 0 } },
      { furthest: "accepted", at: { enrolled: 0, accepted: 2 * day } },
      {
        furthest: "proposed",
        at: { enrolled: 0, accepted: 5 * day, proposed: 6 * day },
      },
      {
        furthest: "met",
        at: { enrolled: 0, accepted: 4 * day, met: 40 * day },
      },
    ];
    const rows = funnelOf(journeys);
    expect(rows.map(({ reached }) => reached)).toEqual([
      4, 3, 2, 1, 1, 1, 1, 1,
    ]);
    expect(rows[1]).toEqual({
      step: "accepted",
      reached: 3,
      ofPrevious: 0.75,
      ofAll: 0.75,
      medianDays: 4,
    });
    expect(rows[2]?.medianDays).toBe(1);
    expect(rows[7]).toMatchObject({ ofPrevious: 1, ofAll: 0.25 });
    expect(rows[7]?.medianDays).toBeNull();
  });

  test("takes the middle of two medians and leaves out dates that run backwards", () => {
    const at = (enrolled: number, accepted: number): Journey => ({
      furthest: "accepted",
      at: { enrolled: enrolled * day, accepted: accepted * day },
    });
    const [, accepted] = funnelOf([at(0, 1), at(0, 4), at(9, 2)]);
    expect(accepted?.medianDays).toBe(2.5);
  });

  test("never widens, and an empty one divides by nothing", () => {
    expect(funnelOf([])[0]).toMatchObject({ reached: 0, ofAll: null });
    const journey = fc.record({
      furthest: fc.constantFrom(...FUNNEL_STEPS),
      at: fc.constant({}),
    });
    fc.assert(
      fc.property(fc.array(journey), (journeys) => {
        const reached = funnelOf(journeys).map((row) => row.reached);
        expect(reached).toEqual(reached.toSorted((a, b) => b - a));
        expect(reached[0]).toBe(journeys.length);
      }),
    );
  });
});

test("a mentor's load has the word that a coordinator would use", () => {
  const load = (over: Partial<Parameters<typeof loadWord>[0]>) => ({
    capacity: 2,
    live: 0,
    proposed: 0,
    ended: 0,
    isPaused: false,
    ...over,
  });
  expect(loadWord(load({}))).toBe("idle");
  expect(loadWord(load({ ended: 1 }))).toBe("free");
  expect(loadWord(load({ live: 1 }))).toBe("free");
  expect(loadWord(load({ live: 1, proposed: 1 }))).toBe("full");
  expect(loadWord(load({ live: 1, proposed: 2 }))).toBe("over");
  expect(loadWord(load({ isPaused: true }))).toBe("paused");
  expect(loadWord(load({ live: 3, isPaused: true }))).toBe("over");
  expect(freePlaces(load({ live: 1, proposed: 2 }))).toBe(1);
  expect(freePlaces(load({ capacity: 1, live: 2 }))).toBe(0);
});
