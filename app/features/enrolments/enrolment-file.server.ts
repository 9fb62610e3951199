import {
  wordsIn,
  type Answer,
  type Question,
} from "~/domain/question/question.ts";
import {
  availabilityCell,
  languagesCell,
  topicsCell,
} from "~/domain/roster/write-cells.ts";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { csvFile, eachRow } from "~/lib/csv-file.server.ts";
import type { enrolmentExport } from "./list.server.ts";
import { answerKey, type CohortAnswers } from "./question-answers.server.ts";

type Row = Awaited<ReturnType<typeof enrolmentExport>>["rows"][number];

/** Columns as the import knows them, and what only the platform knows behind. */
const HEADER = [
  "id",
  "role",
  "state",
  "name",
  "email",
  "organisation",
  "country",
  "sectors",
  "languages",
  "offers",
  "needs",
  "markets",
  "time_zone",
  "availability",
  "capacity",
  "mentors_wanted",
  "pages_done",
  "submitted_at",
  "tags",
] as const;

/** The people of a cohort as a file; lists are written as the import reads them. */
export function enrolmentFile(
  cohortName: string,
  rows: readonly Row[],
  locale: Locale,
  own?: CohortAnswers,
): Response {
  const t = translator(locale, "enrolments");
  const fileName = `${cohortName} ${t("export.file")}`;
  const asked = own?.questions ?? [];
  return csvFile(
    fileName,
    [...HEADER, ...asked.map(({ label }) => wordsIn(label, locale))],
    eachRow(rows, (row) => [
      ...cellsOf(row),
      ...asked.map((question) =>
        answerCell(
          question,
          own?.answers.get(answerKey(row.id, question.id)),
          locale,
        ),
      ),
    ]),
  );
}

/** An answer as a spreadsheet reads it: options in words, yes and no as the file's own words. */
function answerCell(
  question: Question,
  answer: Answer | undefined,
  locale: Locale,
): string | number | null {
  if (answer === undefined) return null;
  if (typeof answer === "number") return answer;
  if (typeof answer === "boolean") return answer ? "yes" : "no";
  if (question.kind === "text" && typeof answer === "string") return answer;
  const ids = typeof answer === "string" ? [answer] : answer;
  return question.options
    .filter(({ id }) => ids.includes(id))
    .map(({ label }) => wordsIn(label, locale))
    .join("; ");
}

function cellsOf(row: Row): (string | number | null)[] {
  const topics = topicsCell(row.topics ?? []);
  return [
    row.importKey ?? row.id,
    row.role,
    row.state,
    row.fullName,
    row.email,
    row.organisation,
    row.country,
    row.sectors.join("; "),
    languagesCell(row.languages),
    ...bySide(row, topics, topics),
    (row.markets ?? []).join("; "),
    row.timeZone,
    availabilityCell(row.availability ?? []),
    ...bySide(row, row.capacity, row.mentorsWanted),
    row.done,
    row.submittedAt?.toISOString() ?? null,
    row.tags.join("; "),
  ];
}

/** Two columns of which one belongs to mentors and the other to mentees. */
function bySide<T>(row: Row, mentor: T, mentee: T): [T | null, T | null] {
  return row.role === "mentor" ? [mentor, null] : [null, mentee];
}
