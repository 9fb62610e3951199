import {
  availabilityCell,
  languagesCell,
  topicsCell,
} from "~/domain/roster/write-cells.ts";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { csvFile } from "~/lib/csv-file.server.ts";
import type { enrolmentExport } from "./list.server.ts";

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
): Response {
  const t = translator(locale, "enrolments");
  const fileName = `${cohortName} ${t("export.file")}`;
  return csvFile(fileName, HEADER, rows.map(cellsOf));
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
