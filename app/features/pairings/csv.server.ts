import { countryName } from "~/domain/reference/countries.ts";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import type { Context } from "~/lib/context.ts";
import { csvFile, eachRow } from "~/lib/csv-file.server.ts";
import type { PairingQuery } from "./filters.ts";
import { pairingRows } from "./list.server.ts";

/**
 * The list of pairings as a file for a spreadsheet, in the reader's language.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function pairingsCsv(
  ctx: Context,
  cohortId: string,
  query: PairingQuery,
  locale: Locale,
): Promise<Response> {
  const { cohort, rows } = await pairingRows(ctx, cohortId, query);
  const t = translator(locale, "pairings");
  const terms = translator(locale, "terms");
  const header = [
    t("column.mentee"),
    t("pair.facts.organisation"),
    t("pair.facts.country"),
    t("column.mentor"),
    t("pair.facts.organisation"),
    t("pair.facts.country"),
    t("column.score"),
    t("column.warnings"),
    t("column.status"),
    t("sent"),
  ];
  const lines = eachRow(rows, (row) => [
    ...[row.mentee, row.mentor].flatMap(({ name, organisation, country }) => [
      name,
      organisation,
      country && countryName(country, locale),
    ]),
    row.score === null ? null : row.score / 100,
    row.warnings,
    terms(`pairing_status.${row.status}`),
    row.sentAt && row.sentAt.toISOString().slice(0, 10),
  ]);
  return csvFile(cohort.name, header, lines);
}
