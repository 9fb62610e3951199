import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card, Notice, Page } from "~/components/page.tsx";
import { Bar, When } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { DownloadRun } from "~/features/matching/download-run.tsx";
import {
  Comparison,
  Figures,
  Unmatched,
} from "~/features/matching/run-result.tsx";
import { MorePlaces } from "~/features/matching/run-insights.tsx";
import { runPage } from "~/features/matching/run-page.server.ts";
import { Failure, Proof } from "~/features/matching/run-proof.tsx";
import { RunRatings } from "~/features/matching/run-ratings.tsx";
import { RunState } from "~/features/matching/run-state.tsx";
import { RunWishes } from "~/features/matching/run-wishes.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "matching", "run_title");

const REFRESH_SECONDS = 2;

export const loader = loaderFor("/runs/:runId", async ({ ctx, params }) => {
  const page = await runPage(ctx, readId(params.runId));
  const isUnderWay = ["queued", "running"].includes(page.run.state);
  return reply(page, 200, isUnderWay ? { Refresh: `${REFRESH_SECONDS}` } : {});
});

/** Without scripts the page renews itself as long as the run is under way. */
export const headers: HeadersFunction = ({ loaderHeaders }) => {
  const refresh = loaderHeaders.get("Refresh");
  return new Headers(refresh ? { Refresh: refresh } : undefined);
};

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Run() {
  const t = useTranslations("matching");
  const data = useLoaderData<typeof loader>();
  const { run, cohort, outcome } = data;
  const isUnderWay = run.state === "queued" || run.state === "running";
  return (
    <Page
      title={t("run_title")}
      lead={
        <span className="flex flex-wrap items-center gap-3">
          <RunState state={run.state} />
          <When at={run.createdAt} />
          {data.author && <bdi>{data.author}</bdi>}
        </span>
      }
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: `/cohorts/${cohort.id}`, label: cohort.name },
        { to: `/cohorts/${cohort.id}/runs`, label: t("title") },
      ]}
      actions={
        outcome && (
          <ButtonLink to={`/cohorts/${cohort.id}/pairings`} look="main">
            {t("proposals")}
          </ButtonLink>
        )
      }
    >
      {isUnderWay && <Progress run={run} />}
      {run.state === "failed" && (
        <Notice look="danger" role="alert">
          <Failure failure={run.failure} />
        </Notice>
      )}
      {run.state === "cancelled" && <Notice>{t("cancelled_text")}</Notice>}
      {!isUnderWay && !outcome && (
        <ButtonLink to={`/cohorts/${cohort.id}/runs`} look="main">
          {t("again")}
        </ButtonLink>
      )}
      {outcome && <Result data={data} outcome={outcome} />}
    </Page>
  );
}

function Result(props: { data: Data; outcome: NonNullable<Data["outcome"]> }) {
  const { data, outcome } = props;
  const { run, cohort } = data;
  return (
    <div className="grid items-start gap-x-6 lg:grid-cols-2">
      <div>
        <Figures data={data} outcome={outcome} />
        <RunWishes wishes={outcome.wishes} />
        <RunRatings rated={outcome.rated} />
        <Unmatched
          cohortId={cohort.id}
          rows={outcome.unmatched}
          remedies={outcome.insights?.remedies ?? []}
        />
        {outcome.insights && (
          <MorePlaces cohortId={cohort.id} places={outcome.insights.places} />
        )}
      </div>
      <div>
        <Proof data={data} outcome={outcome} />
        <Comparison outcome={outcome} />
        <DownloadRun
          runId={run.id}
          cohortId={cohort.id}
          pairs={outcome.pairs}
        />
      </div>
    </div>
  );
}

const PHASES = ["waiting", "score", "solve", "prove", "check", "save"] as const;
const UNUSUAL_SECONDS = 180;

function Progress({ run }: { run: Data["run"] }) {
  const t = useTranslations("matching");
  const at = PHASES.indexOf(run.phase);
  return (
    <Card title={t("phases")}>
      <ol className="mb-5 grid gap-2">
        {PHASES.map((phase, index) => (
          <li
            key={phase}
            aria-current={index === at ? "step" : undefined}
            className={`flex flex-wrap items-center gap-3 ${index === at ? "font-semibold" : index > at ? "text-muted" : ""}`}
          >
            <span aria-hidden="true" className="w-5 text-center">
              {index < at ? "✓" : index === at ? "●" : "○"}
            </span>
            {t(`phase.${phase}`)}
            {index === at && run.of > 0 && (
              <>
                <Bar value={run.done} of={run.of} />
                <span className="font-normal">
                  {t("progress", { done: run.done, of: run.of })}
                </span>
              </>
            )}
          </li>
        ))}
      </ol>
      <p role="status">{t("elapsed", { seconds: Math.round(run.seconds) })}</p>
      <p className="mb-4 text-sm text-muted">
        {run.seconds > UNUSUAL_SECONDS ? t("slow") : t("refreshes")}
      </p>
      <DeedForm action={`/runs/${run.id}/cancel`}>
        <Button look="danger" small>
          {t("cancel")}
        </Button>
      </DeedForm>
    </Card>
  );
}
