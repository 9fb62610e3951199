import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card, EmptyState, Notice, Page } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { When } from "~/components/values.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { Joiners } from "~/features/matching/joiners.tsx";
import { readLeftOutQuery } from "~/features/matching/left-out.server.ts";
import { runsPage } from "~/features/matching/preflight.server.ts";
import {
  Balance,
  LeftOut,
  MissingData,
} from "~/features/matching/preflight.tsx";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { RatingsBefore } from "~/features/matching/run-ratings.tsx";
import { RunState } from "~/features/matching/run-state.tsx";
import { Shortages } from "~/features/matching/shortages.tsx";
import { keepsSomething, WhatStays } from "~/features/matching/standing.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "matching", "title");

export const loader = loaderFor(
  "/cohorts/:cohortId/runs",
  async ({ ctx, params, url }) =>
    reply(
      await runsPage(
        ctx,
        readId(params.cohortId),
        readLeftOutQuery(url.searchParams),
      ),
    ),
);

export const action = actionFor(
  "/cohorts/:cohortId/runs",
  async ({ ctx, params }) =>
    goTo(`/runs/${await requestRun(ctx, readId(params.cohortId))}`),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Runs() {
  const t = useTranslations("matching");
  const runs = useTranslations("runs");
  const data = useLoaderData<typeof loader>();
  const { cohort } = data;
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
      ]}
      actions={
        <>
          <ButtonLink to={`/cohorts/${cohort.id}/criteria`}>
            {t("criteria")}
          </ButtonLink>
          <ButtonLink to={`/cohorts/${cohort.id}/what-if`}>
            {t("what_if")}
          </ButtonLink>
          <ButtonLink to={`/cohorts/${cohort.id}/runs/compare`}>
            {runs("compare.open")}
          </ButtonLink>
          <ButtonLink to={`/cohorts/${cohort.id}/pairings`}>
            {t("proposals")}
          </ButtonLink>
        </>
      }
    >
      <div className="grid items-start gap-x-6 lg:grid-cols-2">
        <Card title={data.blockers.length > 0 ? t("blocked") : t("ready")}>
          <Start data={data} />
          <Balance data={data} />
        </Card>
        <div>
          {data.joiners && (
            <Joiners cohortId={cohort.id} joiners={data.joiners} />
          )}
          <RatingsBefore rated={data.rated} cohortId={cohort.id} />
          <MissingData missing={data.missing} />
        </div>
        <Shortages
          by="sector"
          rows={data.sectorShortages}
          cohortId={cohort.id}
        />
        <Shortages
          by="market"
          rows={data.marketShortages}
          cohortId={cohort.id}
        />
      </div>
      <LeftOut leftOut={data.leftOut} />
      <RunList runs={data.runs} />
    </Page>
  );
}

function Start({ data }: { data: Data }) {
  const t = useTranslations("matching");
  const rest = useTranslations("runs.preflight");
  const { cohort, blockers, busy, standing } = data;
  if (blockers.length === 0)
    return (
      <DeedForm action={`/cohorts/${cohort.id}/runs`} className="mb-5">
        <WhatStays standing={standing} />
        <Button>
          {keepsSomething(standing) ? rest("start_rest") : t("start")}
        </Button>
        <p className="mt-2 text-sm text-muted">{t("start_hint")}</p>
      </DeedForm>
    );
  return (
    <Notice look="warning">
      <ul className="list-disc ps-5">
        {blockers.map((blocker) => (
          <li key={blocker}>
            {t(`blockers.${blocker}`, data.memory)}{" "}
            {blocker === "busy" && busy && (
              <Link to={`/runs/${busy}`}>{t("see_busy")}</Link>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function RunList({ runs }: { runs: Data["runs"] }) {
  const t = useTranslations("matching");
  return (
    <section>
      <h2 className="mb-3 text-xl">{t("runs")}</h2>
      {runs.length === 0 ? (
        <EmptyState title={t("runs_none")}>{t("runs_none_hint")}</EmptyState>
      ) : (
        <Table
          caption={t("runs")}
          rows={runs}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "when",
              head: t("column.when"),
              heading: true,
              cell: ({ id, createdAt }) => (
                <Link to={`/runs/${id}`} className="inline-block py-0.5">
                  <When at={createdAt} />
                </Link>
              ),
            },
            {
              key: "state",
              head: t("column.state"),
              cell: ({ state }) => <RunState state={state} />,
            },
            {
              key: "matched",
              head: t("column.matched"),
              numeric: true,
              cell: ({ matched, mentees }) =>
                matched === null
                  ? ""
                  : t("matched_of", { matched, of: mentees }),
            },
            {
              key: "criteria",
              head: t("column.criteria"),
              cell: ({ version }) => t("criteria_version", { version }),
            },
            {
              key: "by",
              head: t("column.by"),
              cell: ({ author }) => author && <bdi>{author}</bdi>,
            },
          ]}
        />
      )}
    </section>
  );
}
