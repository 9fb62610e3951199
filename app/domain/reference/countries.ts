import { fold } from "../text";
import data from "./countries.json";
import type { Names, Option, ReferenceLanguage } from "./language";

export interface Country {
  /** ISO 3166 alpha-2, upper case. */
  readonly iso2: string;
  readonly iso3: string;
  readonly name: Names;
  /** Shorter names, only in the languages where one is usual. */
  readonly short?: Partial<Names>;
  readonly region: string;
  /** UN M49 subregion, in English; empty where the UN gives none. */
  readonly subregion: string;
  /** The point that stands for the country (`point` names it), in degrees. */
  readonly lat: number;
  readonly lon: number;
  readonly point: string;
  readonly officialLanguages: readonly string[];
  /** ISO 639 code → share of people who can use the language, in per cent. */
  readonly languages: Readonly<Record<string, number>>;
  readonly neighbours: readonly string[];
  /** IANA names; the first stands for the country. */
  readonly timeZones: readonly string[];
  readonly weekend: string;
  /** Side of the Mediterranean, null for countries on neither. */
  readonly side: "europe" | "mena" | null;
  readonly groups: readonly string[];
}

/** Every country of the reference data, by alpha-2 code. */
// A JSON import is typed by its literal rows, each with other language keys; the reference test checks the shape.
export const countries = data.countries as unknown as readonly Country[];

const byCode: ReadonlyMap<string, Country> = new Map(
  countries.map((entry) => [entry.iso2, entry]),
);

/** The country with this alpha-2 code (upper case), or undefined. */
export function country(code: string): Country | undefined {
  return byCode.get(code);
}

/** The name to show, the short one where it exists; an unknown code is shown as it is. */
export function countryName(code: string, language: ReferenceLanguage): string {
  const entry = byCode.get(code);
  return entry ? (entry.short?.[language] ?? entry.name[language]) : code;
}

/**
 * Reads what somebody wrote for a country: an alpha-2 code, or a name or short name in any of the three languages.
 *
 * @returns the alpha-2 code, or null if the text names no country
 */
export function findCountry(text: string): string | null {
  return byText.get(lookupKey(text)) ?? null;
}

/** Whether the two countries share a land border. */
export function areNeighbours(a: Country, b: Country): boolean {
  return listsNeighbour(a, b) || listsNeighbour(b, a);
}

/** Countries for a select menu, in the alphabetical order of the language. */
export function countryOptions(language: ReferenceLanguage): Option[] {
  const collator = new Intl.Collator(language);
  return countries
    .map((entry) => ({
      value: entry.iso2,
      label: countryName(entry.iso2, language),
    }))
    .sort((a, b) => collator.compare(a.label, b.label));
}

/** The source of the borders still names two countries by codes that were withdrawn, and gives them no list of their own. */
const FORMER_CODES: Readonly<Record<string, string>> = { CD: "ZR", TL: "TP" };

function listsNeighbour({ neighbours }: Country, { iso2 }: Country): boolean {
  return (
    neighbours.includes(iso2) || neighbours.includes(FORMER_CODES[iso2] ?? iso2)
  );
}

const byText: ReadonlyMap<string, string> = new Map(
  // Codes last, so that a code wins over a name of the same letters.
  [
    ...countries.flatMap(nameEntries),
    ...countries.map(({ iso2 }) => [fold(iso2), iso2] as const),
  ],
);

function nameEntries({ iso2, name, short }: Country) {
  return [...Object.values(name), ...Object.values(short ?? {})].map(
    (text) => [lookupKey(text), iso2] as const,
  );
}

/** Keyboards type the straight apostrophe, the data carries the curly one. */
function lookupKey(text: string): string {
  return fold(text).replace(/[‘’ʼ]/g, "'");
}
