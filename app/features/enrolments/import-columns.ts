import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { MENTEE_COLUMNS, MENTOR_COLUMNS } from "~/domain/roster/columns.ts";
import { fold } from "~/domain/text.ts";
import {
  guessQuestion,
  questionTarget,
  type ImportQuestion,
} from "./import-questions.ts";

/** Column of the file → column of ours; "" leaves it out. */
export type Mapping = Readonly<Record<string, string>>;

/** The column that the platform knows beyond those of a match file. */
export const EMAIL = "email";

/** Something that a column of a file can be. */
export interface ImportColumn {
  readonly name: string;
  readonly required: boolean;
  /** Of a question: its words, which stand for it. */
  readonly question?: ImportQuestion;
}

/** What a column of a file can be, in the order of the description of files; the cohort's questions last. */
export function importColumns(
  role: EnrolmentRole,
  questions: readonly ImportQuestion[] = [],
): readonly ImportColumn[] {
  const [id, name, ...rest] =
    role === "mentor" ? MENTOR_COLUMNS : MENTEE_COLUMNS;
  const asked = questions.map((question) => ({
    name: questionTarget(question),
    required: false,
    question,
  }));
  const email = { name: EMAIL, required: false };
  const columns = [id, name, email, ...rest, ...asked];
  return columns.filter((column) => column !== undefined);
}

/**
 * What each column of a file probably is: what the programme's last import said, else its name in
 * any of the three languages, or the words of a question; what nothing fits is left out. No two columns mean the same.
 */
export function guessMapping(
  header: readonly string[],
  role: EnrolmentRole,
  remembered: Mapping,
  questions: readonly ImportQuestion[] = [],
): Mapping {
  const columns = importColumns(role, questions);
  const known = new Set(columns.map(({ name }) => name));
  const taken = new Set<string>();
  const isFree = (name: string) => known.has(name) && !taken.has(name);
  const mapping: Record<string, string> = {};
  for (const written of header.map((text) => text.trim())) {
    if (written === "" || Object.hasOwn(mapping, written)) continue;
    const guesses = Object.hasOwn(remembered, written)
      ? [remembered[written]]
      : [COLUMN_OF.get(columnKey(written)), guessQuestion(written, questions)];
    const free = guesses.find((guess = "") => isFree(guess)) ?? "";
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
