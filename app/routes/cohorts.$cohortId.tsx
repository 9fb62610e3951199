import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Page } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { Attention } from "~/features/programmes/attention.tsx";
import {
  Checklist,
  CohortPlaces,
  JoinLink,
} from "~/features/programmes/cohort-places.tsx";
import { useDays } from "~/features/programmes/days.ts";
import { NextStep, PhaseChange } from "~/features/programmes/next-step.tsx";
import { PhaseBar } from "~/features/programmes/phase-bar.tsx";
import { cohortHome } from "~/features/programmes/queries.server.ts";
import { Tiles } from "~/features/programmes/tiles.tsx";
import { HomeFigures, ShortFunnel } from "~/features/reports/home-figures.tsx";
import { homeFigures } from "~/features/reports/home-figures.server.ts";
import { readId } from "~/lib/ids.ts";
import { titled } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  titled(matches, data?.overview.name ?? "");

export const loader = loaderFor(
  "/cohorts/:cohortId",
  async ({ ctx, params }) => {
    const id = readId(params.cohortId);
    const [home, figures] = await Promise.all([
      cohortHome(ctx, id),
      homeFigures(ctx, id),
    ]);
    return reply({ ...home, figures });
  },
);

export default function CohortHome() {
  const t = useTranslations("programmes");
  const days = useDays();
  const data = useLoaderData<typeof loader>();
  const { overview, figures } = data;
  const { startsOn, endsOn } = overview;
  return (
    <Page
      title={<bdi>{overview.name}</bdi>}
      lead={startsOn && endsOn && <bdi>{days(startsOn, endsOn)}</bdi>}
      crumbs={[
        { to: "/programmes", label: t("title") },
        {
          to: `/programmes/${overview.programmeId}`,
          label: overview.programmeName,
        },
      ]}
      actions={
        <ButtonLink to={`/cohorts/${overview.id}/edit`}>
          {t("edit_cohort")}
        </ButtonLink>
      }
    >
      <PhaseBar state={overview.state} dates={data.phases} />
      <NextStep cohortId={overview.id} action={data.action} />
      <CohortPlaces
        cohortId={overview.id}
        state={overview.state}
        hasMeetings={overview.hasMeetings}
      />
      {overview.funnel.active === 0 && overview.state !== "closed" && (
        <Checklist overview={overview} />
      )}
      <Tiles overview={overview} sessionsPlanned={data.plan.sessionsPlanned} />
      <div className="grid items-start gap-x-6 lg:grid-cols-2">
        <div>
          <Attention items={data.attention} />
          <JoinLink
            link={data.joinLink}
            isOpen={data.plan.openApplications}
            state={overview.state}
          />
        </div>
        <ShortFunnel cohortId={overview.id} funnel={figures.funnel} />
      </div>
      <HomeFigures cohort={overview} figures={figures} />
      <PhaseChange
        cohortId={overview.id}
        next={data.next}
        blockers={data.blockers}
        previous={data.previous}
        returnBlockers={data.returnBlockers}
      />
    </Page>
  );
}
