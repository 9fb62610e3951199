import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { EmptyFigure, FigurePage } from "~/features/reports/figure-page.tsx";
import { FlowSums, FlowTable } from "~/features/reports/flow-table.tsx";
import { MapLegend } from "~/features/reports/map-legend.tsx";
import { MapPicture } from "~/features/reports/map-picture.tsx";
import { mapFigures } from "~/features/reports/map.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "reports", "map.title");

export const loader = loaderFor(
  "/cohorts/:cohortId/figures/map",
  async ({ ctx, params }) =>
    reply(await mapFigures(ctx, readId(params.cohortId))),
);

export default function PairMap() {
  const t = useTranslations("reports.map");
  const { cohort, flows } = useLoaderData<typeof loader>();
  if (flows.length === 0)
    return (
      <EmptyFigure
        figure="map"
        cohort={cohort}
        to={`/cohorts/${cohort.id}/runs`}
      />
    );
  return (
    <FigurePage figure="map" cohort={cohort} file="map.csv">
      <MapPicture cohortId={cohort.id} cohortName={cohort.name} flows={flows} />
      <MapLegend flows={flows} />
      <div className="mt-6 mb-3">
        <FlowSums flows={flows} />
        <p className="text-sm text-muted">{t("counted")}</p>
      </div>
      <FlowTable cohortId={cohort.id} flows={flows} />
    </FigurePage>
  );
}
