import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { MENTEE_COLUMNS, MENTOR_COLUMNS } from "~/domain/roster/columns.ts";
import { fold } from "~/domain/text.ts";

/** Column of the file → column of ours; "" leaves it out. */
export type Mapping = Readonly<Record<string, string>>;

/** The column that the platform knows beyond those of a match file. */
export const EMAIL = "email";

/** What a column of a file can be, in the order of the description of files. */
export function importColumns(
  role: EnrolmentRole,
): readonly { name: string; required: boolean }[] {
  const [id, name, ...rest] =
    role === "mentor" ? MENTOR_COLUMNS : MENTEE_COLUMNS;
  const columns = [id, name, { name: EMAIL, required: false }, ...rest];
  return columns.filter((column) => column !== undefined);
}

/**
 * What each column of a file probably is: what the programme's last import said, else its name in
 * any of the three languages; what nothing fits is left out. No two columns mean the same.
 */
export function guessMapping(
  header: readonly string[],
  role: EnrolmentRole,
  remembered: Mapping,
): Mapping {
  const known = new Set(importColumns(role).map(({ name }) => name));
  const taken = new Set<string>();
  const mapping: Record<string, string> = {};
  for (const written of header.map((text) => text.trim())) {
    if (written === "" || Object.hasOwn(mapping, written)) continue;
    const guess = Object.hasOwn(remembered, written)
      ? remembered[written]
      : COLUMN_OF.get(columnKey(written));
    const free =
      guess !== undefined && known.has(guess) && !taken.has(guess) ? guess : "";
    mapping[written] = free;
    if (free !== "") taken.add(free);
  }
  return mapping;
}

function columnKey(text: string): string {
  return fold(text).replace(/[\s_\-.’']+/gu, " ");
}

/** How people head these columns. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  id: ["no", "nr", "number", "code", "identifiant", "numéro", "المعرف", "رقم"],
  name: [
    "full name",
    "person",
    "nom",
    "nom complet",
    "nom et prénom",
    "الاسم",
    "الاسم الكامل",
  ],
  email: [
    "e mail",
    "mail",
    "email address",
    "courriel",
    "adresse électronique",
    "adresse e mail",
    "البريد",
    "البريد الإلكتروني",
  ],
  organisation: [
    "organization",
    "company",
    "cluster",
    "entreprise",
    "structure",
    "المؤسسة",
    "الشركة",
  ],
  country: ["pays", "البلد", "الدولة"],
  sectors: ["sector", "nace", "secteur", "secteurs", "القطاع", "القطاعات"],
  languages: ["language", "langue", "langues", "اللغة", "اللغات"],
  markets: [
    "market",
    "target markets",
    "marché",
    "marchés",
    "marchés visés",
    "الأسواق",
    "الأسواق المستهدفة",
  ],
  time_zone: [
    "timezone",
    "zone",
    "fuseau",
    "fuseau horaire",
    "المنطقة الزمنية",
  ],
  availability: [
    "times",
    "disponibilité",
    "disponibilités",
    "الأوقات",
    "أوقات التفرغ",
  ],
  offers: [
    "offer",
    "topics",
    "expertise",
    "apports",
    "offres",
    "العروض",
    "الخبرات",
  ],
  needs: ["need", "besoin", "besoins", "الاحتياجات"],
  capacity: ["places", "mentees", "capacité", "السعة", "الأماكن"],
  mentors_wanted: ["mentors", "mentors souhaités", "عدد المُرشِدين"],
};

const COLUMN_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([column, words]) =>
    [column, ...words].map((word) => [columnKey(word), column] as const),
  ),
);
