import { countryName } from "~/domain/reference/countries.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { csvFile, eachRow } from "~/lib/csv-file.server.ts";
import type { organisationExport } from "./list.server.ts";

type Row = Awaited<ReturnType<typeof organisationExport>>[number];

/** Organisations as a file for a spreadsheet, in the reader's language. */
export function organisationFile(
  rows: readonly Row[],
  locale: Locale,
): Response {
  const t = translator(locale, "organisations");
  const kinds = translator(locale, "terms");
  const header = [
    t("name"),
    t("kind"),
    t("country"),
    t("sectors"),
    t("website"),
    t("members"),
  ];
  return csvFile(
    t("title"),
    header,
    eachRow(rows, (row) => [
      row.name,
      kinds(`organisation_kind.${row.kind}`),
      row.country && countryName(row.country, locale),
      row.sectors.map((sector) => sectorName(sector, locale)).join("; "),
      row.website,
      row.members,
    ]),
  );
}
