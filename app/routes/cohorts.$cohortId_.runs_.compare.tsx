import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { askedRuns, comparePage } from "~/features/matching/compare.server.ts";
import {
  FiguresBeside,
  People,
  RunChooser,
} from "~/features/matching/compare.tsx";
import { CriteriaChanges } from "~/features/matching/criteria-changes.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "runs", "compare.title");

export const loader = loaderFor(
  "/cohorts/:cohortId/runs/compare",
  async ({ ctx, params, url }) =>
    reply(
      await comparePage(
        ctx,
        readId(params.cohortId),
        askedRuns(url.searchParams),
      ),
    ),
);

export default function CompareRuns() {
  const t = useTranslations("runs.compare");
  const matching = useTranslations("matching");
  const { cohort, runs, comparison } = useLoaderData<typeof loader>();
  const list = `/cohorts/${cohort.id}/runs`;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: `/cohorts/${cohort.id}`, label: cohort.name },
        { to: list, label: matching("title") },
      ]}
    >
      {comparison === null ? (
        <EmptyState
          title={t("none")}
          action={<ButtonLink to={list}>{matching("again")}</ButtonLink>}
        >
          {t("none_hint")}
        </EmptyState>
      ) : (
        <>
          <RunChooser
            runs={runs}
            before={comparison.before.id}
            after={comparison.after.id}
          />
          <div className="grid items-start gap-x-6 lg:grid-cols-2">
            <FiguresBeside {...comparison} />
            <CriteriaChanges {...comparison} />
          </div>
          <People
            comparison={comparison}
            file={`${list}/compare.csv?a=${comparison.before.id}&b=${comparison.after.id}`}
          />
        </>
      )}
    </Page>
  );
}
