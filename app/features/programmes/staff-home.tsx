import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card, EmptyState } from "~/components/page.tsx";
import { mostUrgent } from "~/domain/cohort/next-action.ts";
import { CohortTable } from "./cohort-table.tsx";
import { EventLines } from "./event-lines.tsx";
import { NextStep } from "./next-step.tsx";
import type { homePage } from "./home.server.ts";

type HomeData = Awaited<ReturnType<typeof homePage>>;

/** A coordinator's programmes, each cohort with its one next action. */
export function MyProgrammes(props: {
  programmes: NonNullable<HomeData["programmes"]>;
  mayCreate: boolean;
}) {
  const t = useTranslations("home");
  const { programmes, mayCreate } = props;
  if (programmes.length === 0)
    return (
      <div className="mb-6">
        <EmptyState
          title={t("no_programmes")}
          action={
            mayCreate && (
              <ButtonLink look="main" to="/programmes/new">
                {t("new_programme")}
              </ButtonLink>
            )
          }
        >
          {mayCreate && t("no_programmes_text")}
        </EmptyState>
      </div>
    );
  const first = mostUrgent(programmes.flatMap(({ cohorts }) => cohorts));
  return (
    <>
      {first && (
        <NextStep
          cohortId={first.id}
          cohortName={first.name}
          action={first.action}
        />
      )}
      {programmes.map((programme) => (
        <ProgrammeCard key={programme.id} programme={programme} />
      ))}
    </>
  );
}

function ProgrammeCard({
  programme,
}: {
  programme: NonNullable<HomeData["programmes"]>[number];
}) {
  const programmesText = useTranslations("programmes");
  return (
    <Card
      title={
        <Link to={`/programmes/${programme.id}`}>
          <bdi>{programme.name}</bdi>
        </Link>
      }
    >
      {programme.cohorts.length > 0 ? (
        <CohortTable
          programmeName={programme.name}
          cohorts={programme.cohorts}
        />
      ) : (
        <p>
          {programmesText("no_cohorts")}.{" "}
          <Link to={`/programmes/${programme.id}/cohorts/new`}>
            {programmesText("new_cohort")}
          </Link>
        </p>
      )}
    </Card>
  );
}

export function MyEvents({
  events,
}: {
  events: NonNullable<HomeData["events"]>;
}) {
  const t = useTranslations("home");
  return (
    <Card title={t("events")}>
      {events.length > 0 ? (
        <EventLines events={events} />
      ) : (
        <p className="text-muted">{t("no_events")}</p>
      )}
    </Card>
  );
}

export function MyOrganisations({
  organisations,
}: {
  organisations: NonNullable<HomeData["organisations"]>;
}) {
  const t = useTranslations("home");
  const kinds = useTranslations("terms.organisation_kind");
  return (
    <Card title={t("organisations")}>
      <ul className="grid gap-2">
        {organisations.map((organisation) => (
          <li key={organisation.id}>
            <Link
              to={`/organisations/${organisation.id}`}
              className="inline-block py-1 font-semibold"
            >
              <bdi>{organisation.name}</bdi>
            </Link>{" "}
            <span className="text-muted">{kinds(organisation.kind)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const ADMIN_LINKS = [
  ["admin_accounts", "/admin/accounts"],
  ["admin_mail", "/admin/mail"],
  ["admin_audit", "/admin/audit"],
  ["admin_jobs", "/admin/jobs"],
] as const;

export function AdminLinks() {
  const t = useTranslations("home");
  return (
    <Card title={t("administration")}>
      <ul className="flex flex-wrap gap-2">
        {ADMIN_LINKS.map(([label, to]) => (
          <li key={to}>
            <ButtonLink to={to} small>
              {t(label)}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
