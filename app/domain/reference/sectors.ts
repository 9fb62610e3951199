import { fold } from "../text";
import type { Names, OptionGroup, ReferenceLanguage } from "./language";
import data from "./sectors.json";

/** A section of NACE Rev. 2.1, by its letter. */
export interface Section extends Names {
  readonly code: string;
}

/** A division of NACE Rev. 2.1, by its two digits. */
export interface Division extends Names {
  readonly code: string;
  readonly section: string;
}

/** An EU industrial ecosystem and the divisions that belong to it. */
export interface Ecosystem extends Names {
  readonly id: string;
  readonly naceDivisions: readonly string[];
}

export const sections: readonly Section[] = data.sections;
export const divisions: readonly Division[] = data.divisions;
export const ecosystems: readonly Ecosystem[] = data.ecosystems;

const sectionOf: ReadonlyMap<string, Section> = new Map(
  sections.map((entry) => [entry.code, entry]),
);
const divisionOf: ReadonlyMap<string, Division> = new Map(
  divisions.map((entry) => [entry.code, entry]),
);
const ecosystemOf: ReadonlyMap<string, Ecosystem> = new Map(
  ecosystems.map((entry) => [entry.id, entry]),
);

/** An entry of a person's sectors taken apart. Unknown entries equal themselves and nothing else. */
export type ParsedSector =
  | {
      readonly kind: "nace";
      readonly path: readonly string[];
      readonly division: string | null;
    }
  | { readonly kind: "ecosystem"; readonly divisions: readonly string[] }
  | { readonly kind: "unknown" };

/**
 * Reads what somebody wrote for a sector: a NACE Rev. 2.1 code (section letter, dd, dd.d or dd.dd, of which only
 * the division must exist) or the id or name of an ecosystem in any of the three languages.
 *
 * @returns the canonical entry (code, or ecosystem id), or null if the text names no sector
 */
export function sectorEntry(text: string): string | null {
  const key = fold(text);
  const code = key.toUpperCase();
  if (sectionOf.has(code) || isNaceNumber(code)) return code;
  return ecosystemByText.get(key) ?? null;
}

/** Takes a canonical entry apart; `path` runs from the section down to the entry itself. */
export function parseSector(entry: string): ParsedSector {
  if (sectionOf.has(entry))
    return { kind: "nace", path: [entry], division: null };
  const ecosystem = ecosystemOf.get(entry);
  if (ecosystem)
    return { kind: "ecosystem", divisions: ecosystem.naceDivisions };
  const division = isNaceNumber(entry)
    ? divisionOf.get(entry.slice(0, 2))
    : undefined;
  if (!division) return { kind: "unknown" };
  const path = [division.section, division.code];
  if (entry.length >= 4) path.push(entry.slice(0, 4));
  if (entry.length === 5) path.push(entry);
  return { kind: "nace", path, division: division.code };
}

/** The name to show; a group or class, whose titles the data does not hold, is its code and the division's name. */
export function sectorName(entry: string, language: ReferenceLanguage): string {
  const exact =
    sectionOf.get(entry) ?? divisionOf.get(entry) ?? ecosystemOf.get(entry);
  if (exact) return exact[language];
  const division = isNaceNumber(entry)
    ? divisionOf.get(entry.slice(0, 2))
    : undefined;
  return division ? `${entry} ${division[language]}` : entry;
}

/** Sectors for a select menu: each section with itself and its divisions, in the order of the classification. */
export function sectorOptions(language: ReferenceLanguage): OptionGroup[] {
  return sections.map((section) => ({
    value: section.code,
    label: section[language],
    options: [
      section,
      ...divisions.filter((division) => division.section === section.code),
    ].map((entry) => ({
      value: entry.code,
      label: `${entry.code} ${entry[language]}`,
    })),
  }));
}

/** Ecosystems for a select menu, in the alphabetical order of the language. */
export function ecosystemOptions(language: ReferenceLanguage) {
  const collator = new Intl.Collator(language);
  return ecosystems
    .map((entry) => ({ value: entry.id, label: entry[language] }))
    .sort((a, b) => collator.compare(a.label, b.label));
}

const ecosystemByText: ReadonlyMap<string, string> = new Map(
  ecosystems.flatMap(({ id, en, fr, ar }) =>
    [id, en, fr, ar].map((text) => [fold(text), id] as const),
  ),
);

function isNaceNumber(code: string): boolean {
  return /^\d\d(\.\d\d?)?$/.test(code) && divisionOf.has(code.slice(0, 2));
}
