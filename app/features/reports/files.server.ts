import { countryName } from "~/domain/reference/countries.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import { FLOW_STATES } from "~/domain/reporting/pair-flows.ts";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import type { Context } from "~/lib/context.ts";
import { csvFile } from "~/lib/csv-file.server.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { funnelFigures } from "./funnel.server.ts";
import { everyLoad } from "./load.server.ts";
import { readLoadQuery } from "./load-query.ts";
import { mapFigures } from "./map.server.ts";
import { gridView, sectorFigures } from "./sectors.server.ts";

/** What a file is asked for with. */
interface Asked {
  readonly ctx: Context;
  readonly cohortId: string;
  readonly params: URLSearchParams;
  readonly locale: Locale;
}

type Cell = string | number | null;

interface Sheet {
  readonly cohort: { readonly name: string };
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const SHEETS = {
  map: mapSheet,
  sectors: sectorsSheet,
  balance: balanceSheet,
  funnel: funnelSheet,
  load: loadSheet,
} as const;

/**
 * A table of figures as a file for a spreadsheet, in the reader's language.
 *
 * @param file  such as `map.csv`
 * @throws {NotFoundError} if there is no such file, or the cohort is not in the actor's programmes
 */
export async function figureFile(
  file: string | undefined,
  asked: Asked,
): Promise<Response> {
  const names = Object.keys(SHEETS) as (keyof typeof SHEETS)[]; // its own keys
  const name = names.find((each) => `${each}.csv` === file);
  if (!name) throw new NotFoundError();
  const { cohort, header, rows } = await SHEETS[name](asked);
  const t = translator(asked.locale, "reports");
  return csvFile(`${cohort.name} ${t(`files.${name}`)}`, header, rows);
}

async function mapSheet({ ctx, cohortId, locale }: Asked): Promise<Sheet> {
  const t = translator(locale, "reports");
  const { cohort, flows } = await mapFigures(ctx, cohortId);
  return {
    cohort,
    header: [
      t("map.from"),
      t("map.to"),
      ...FLOW_STATES.map((state) => t(`state.${state}`)),
      t("total"),
    ],
    rows: flows.map((flow) => [
      flow.from && countryName(flow.from, locale),
      flow.to && countryName(flow.to, locale),
      ...FLOW_STATES.map((state) => flow[state]),
      flow.total,
    ]),
  };
}

async function sectorsSheet(asked: Asked): Promise<Sheet> {
  const { ctx, cohortId, params, locale } = asked;
  const t = translator(locale, "reports");
  const view = gridView(params);
  const { cohort, grid } = await sectorFigures(ctx, cohortId, view);
  return {
    cohort,
    header: [
      `${t("sectors.sector")} (${t(`sectors.view.${view}`)})`,
      ...grid.countries.map((code) =>
        code === null ? t("not_stated") : countryName(code, locale),
      ),
      t("total"),
    ],
    rows: [
      ...grid.rows.map(({ sector, counts, total }) => [
        sectorText(sector, locale),
        ...counts,
        total,
      ]),
      [t("total"), ...grid.totals, grid.total],
    ],
  };
}

async function balanceSheet({ ctx, cohortId, locale }: Asked): Promise<Sheet> {
  const t = translator(locale, "reports");
  const { cohort, balance } = await sectorFigures(ctx, cohortId, "demand");
  return {
    cohort,
    header: [
      t("sectors.sector"),
      t("sectors.mentees"),
      t("sectors.places"),
      t("sectors.pairs"),
      t("sectors.difference"),
    ],
    rows: balance.map(({ sector, demand, supply, pairs }) => [
      sectorText(sector, locale),
      demand,
      supply,
      pairs,
      supply - demand,
    ]),
  };
}

function sectorText(sector: string | null, locale: Locale): string {
  return sector === null
    ? translator(locale, "reports")("not_stated")
    : sectorName(sector, locale);
}

async function funnelSheet({ ctx, cohortId, locale }: Asked): Promise<Sheet> {
  const t = translator(locale, "reports");
  const { cohort, funnel } = await funnelFigures(ctx, cohortId);
  const percent = (share: number | null) =>
    share === null ? null : Math.round(share * 1_000) / 10;
  return {
    cohort,
    header: [
      t("funnel.step"),
      t("funnel.mentees"),
      `${t("funnel.of_all")} (%)`,
      `${t("funnel.of_previous")} (%)`,
      t("funnel.days"),
    ],
    rows: funnel.map((row) => [
      t(`funnel.steps.${row.step}`),
      row.reached,
      percent(row.ofAll),
      percent(row.ofPrevious),
      row.medianDays === null ? null : Math.round(row.medianDays * 10) / 10,
    ]),
  };
}

async function loadSheet(asked: Asked): Promise<Sheet> {
  const { ctx, cohortId, params, locale } = asked;
  const t = translator(locale, "reports");
  const { cohort, rows } = await everyLoad(
    ctx,
    cohortId,
    readLoadQuery(params),
  );
  return {
    cohort,
    header: [
      t("load.mentor"),
      t("load.organisation"),
      t("load.country"),
      t("load.standing"),
      t("load.capacity"),
      t("load.live"),
      t("load.proposed"),
      t("load.free"),
      t("load.ended"),
      t("load.sessions"),
      t("load.last"),
    ],
    rows: rows.map((row) => [
      row.name,
      row.organisation,
      row.country && countryName(row.country, locale),
      t(`load.word.${row.word}`),
      row.capacity,
      row.live,
      row.proposed,
      row.free,
      row.ended,
      row.sessionsHeld,
      row.lastSession?.slice(0, 10) ?? null,
    ]),
  };
}
