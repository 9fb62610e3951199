import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card, EmptyState, Facts, Notice, Page } from "~/components/page.tsx";
import { Bar, When } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { pairHome } from "~/features/sessions/queries.server.ts";
import {
  Attendance,
  Confirmation,
  PairingStatusBadge,
} from "~/features/sessions/session-pieces.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "sessions", "title");

export const loader = loaderFor("/pairs/:pairingId", ({ ctx, params }) =>
  pairHome(ctx, readId(params.pairingId)),
);

type Home = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PairHome() {
  const t = useTranslations("sessions");
  const home = useLoaderData<typeof loader>();
  const { pair } = home;
  const isParty = pair.side !== null;
  const mayLog =
    isParty && (pair.status === "active" || pair.status === "on_hold");
  return (
    <Page
      width="narrow"
      title={t.rich("pair.title", {
        mentor: pair.mentor.name,
        mentee: pair.mentee.name,
      })}
      lead={
        pair.side === null
          ? undefined
          : t(`pair.as_${pair.side}` as "pair.as_mentor")
      }
      crumbs={
        isParty
          ? [{ to: "/pairs", label: t("pairs.title") }]
          : [{ to: `/cohorts/${pair.cohortId}`, label: pair.cohortName }]
      }
      actions={
        mayLog && (
          <ButtonLink to={`/pairs/${pair.id}/sessions/new`} look="main">
            {t("pair.log")}
          </ButtonLink>
        )
      }
    >
      {!isParty && <Notice>{t("pair.as_coordinator")}</Notice>}
      <Summary home={home} />
      <h2 className="mb-3 text-xl">{t("pair.timeline")}</h2>
      {home.sessions.length === 0 ? (
        <EmptyState title={t("pair.none")}>
          {isParty ? t("pair.none_hint") : t("pair.none_coordinator")}
        </EmptyState>
      ) : (
        <ol className="grid gap-4 border-s-2 border-line ps-4 sm:ps-6">
          {home.sessions.map((session, index) => (
            <TimelineEntry
              key={session.id}
              session={session}
              number={home.sessions.length - index}
              linked={isParty}
            />
          ))}
        </ol>
      )}
    </Page>
  );
}

function Summary({ home }: { home: Home }) {
  const t = useTranslations("sessions.pair");
  const { pair } = home;
  return (
    <Card>
      <Facts
        items={[
          { term: t("mentor"), value: <Person person={pair.mentor} /> },
          { term: t("mentee"), value: <Person person={pair.mentee} /> },
          {
            term: t("status"),
            value: <PairingStatusBadge status={pair.status} />,
          },
          {
            term: t("since"),
            value: pair.startedAt && <When at={pair.startedAt} dateOnly />,
          },
          {
            term: t("sessions_held"),
            value: (
              <span className="flex flex-wrap items-center gap-3">
                {t("of_planned", {
                  held: home.held,
                  planned: pair.sessionsPlanned,
                })}
                <Bar value={home.held} of={pair.sessionsPlanned} />
              </span>
            ),
          },
          {
            term: t("hours"),
            value: t("hours_value", {
              hours: Math.round(home.minutes / 6) / 10,
            }),
          },
        ]}
      />
      {pair.side !== null && pair.mentee.goals && (
        <div className="mt-5 border-t border-line pt-4">
          <h2 className="text-base">{t("goals")}</h2>
          <p dir="auto" className="mt-1 whitespace-pre-line">
            {pair.mentee.goals}
          </p>
        </div>
      )}
    </Card>
  );
}

function Person({ person }: { person: Home["pair"]["mentor"] }) {
  return (
    <>
      <Link to={`/people/${person.personId}`}>
        <bdi>{person.name}</bdi>
      </Link>
      {person.organisation && (
        <>
          {" · "}
          <Link to={`/organisations/${person.organisationId}`}>
            <bdi>{person.organisation}</bdi>
          </Link>
        </>
      )}
    </>
  );
}

function TimelineEntry(props: {
  session: Home["sessions"][number];
  number: number;
  linked: boolean;
}) {
  const t = useTranslations("sessions");
  const terms = useTranslations("terms.session_form");
  const { session, number, linked } = props;
  const title = number === 1 ? t("pair.kickoff") : t("pair.number", { number });
  return (
    <li className="rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="text-lg">
          {linked ? (
            <Link to={`/sessions/${session.id}`} className="inline-block py-1">
              {title}
            </Link>
          ) : (
            title
          )}
        </h3>
        <Confirmation session={session} />
      </div>
      <p>
        <When at={session.startsAt} timeZone={session.timeZone} zoned /> ·{" "}
        {t("view.minutes", { minutes: session.minutes })}
      </p>
      <p className="text-muted">
        {terms(session.form)}
        {(session.eventName || session.place) && (
          <>
            {" · "}
            <bdi>
              {[session.eventName, session.place].filter(Boolean).join(", ")}
            </bdi>
          </>
        )}
        {" · "}
        <Attendance {...session} />
      </p>
      {session.nextStep && (
        <p dir="auto" className="mt-2 whitespace-pre-line">
          <span className="font-semibold">{t("field.next_step")}: </span>
          {session.nextStep}
        </p>
      )}
      {linked && session.mayConfirm && (
        <div className="mt-3">
          <ButtonLink to={`/sessions/${session.id}`} look="agree" small>
            {t("view.confirm")}
          </ButtonLink>
        </div>
      )}
    </li>
  );
}
