import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { FilterTabs } from "~/components/table.tsx";
import { GRID_VIEWS } from "~/domain/reporting/sector-grid.ts";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { BalanceTable } from "~/features/reports/balance-table.tsx";
import { EmptyFigure, FigurePage } from "~/features/reports/figure-page.tsx";
import { HeatMap } from "~/features/reports/heat-map.tsx";
import { gridView, sectorFigures } from "~/features/reports/sectors.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "reports", "sectors.title");

export const loader = loaderFor(
  "/cohorts/:cohortId/figures/sectors",
  async ({ ctx, params, url }) =>
    reply(
      await sectorFigures(
        ctx,
        readId(params.cohortId),
        gridView(url.searchParams),
      ),
    ),
);

export default function Sectors() {
  const t = useTranslations("reports.sectors");
  const all = useTranslations("reports");
  const { cohort, view, grid, balance } = useLoaderData<typeof loader>();
  const here = `/cohorts/${cohort.id}`;
  if (balance.length === 0)
    return (
      <EmptyFigure figure="sectors" cohort={cohort} to={`${here}/enrolments`} />
    );
  const total = (key: (typeof GRID_VIEWS)[number]) =>
    balance.reduce((sum, row) => sum + row[key], 0);
  return (
    <FigurePage
      figure="sectors"
      cohort={cohort}
      file={`sectors.csv?show=${view}`}
    >
      <FilterTabs
        name="show"
        current={view}
        label={t("show")}
        options={GRID_VIEWS.map((value) => ({
          value,
          label: t(`view.${value}`),
          count: total(value),
        }))}
      />
      <p className="mb-3">{t(`text.${view}`)}</p>
      <HeatMap cohortId={cohort.id} view={view} grid={grid} />
      <p className="mt-2 mb-8 text-sm text-muted">{t("shades")}</p>
      <BalanceTable balance={balance} />
      <p className="print:hidden">
        <ButtonLink to={`${here}/figures/balance.csv`} small download>
          {all("csv")}
        </ButtonLink>
      </p>
    </FigurePage>
  );
}
