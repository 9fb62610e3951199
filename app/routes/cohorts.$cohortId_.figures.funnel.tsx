import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { EmptyFigure, FigurePage } from "~/features/reports/figure-page.tsx";
import { FunnelTable, FunnelWords } from "~/features/reports/funnel-table.tsx";
import { funnelFigures } from "~/features/reports/funnel.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "reports", "funnel.title");

export const loader = loaderFor(
  "/cohorts/:cohortId/figures/funnel",
  async ({ ctx, params }) =>
    reply(await funnelFigures(ctx, readId(params.cohortId))),
);

export default function Funnel() {
  const t = useTranslations("reports.funnel");
  const { cohort, funnel } = useLoaderData<typeof loader>();
  if (funnel[0]?.reached === 0)
    return (
      <EmptyFigure
        figure="funnel"
        cohort={cohort}
        to={`/cohorts/${cohort.id}/invite`}
      />
    );
  return (
    <FigurePage figure="funnel" cohort={cohort} file="funnel.csv">
      <FunnelWords funnel={funnel} />
      <Card>
        <FunnelTable funnel={funnel} />
      </Card>
      <p className="text-sm text-muted">{t("text")}</p>
    </FigurePage>
  );
}
