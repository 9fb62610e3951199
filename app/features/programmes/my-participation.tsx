import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card } from "~/components/page.tsx";
import { Badge, When, type Tone } from "~/components/values.tsx";
import { answerDay, MyTurn, type Participation } from "./my-turn.tsx";

/** A mentor's or mentee's own home: one thing first, then everything that concerns them. */
export function MyParticipation({
  participation,
}: {
  participation: Participation;
}) {
  return (
    <>
      <MyTurn participation={participation} />
      <Proposals participation={participation} />
      <Pairs pairs={participation.pairs} />
      <Applications applications={participation.applications} />
    </>
  );
}

/** The first one is on top already; here are the others, and what was asked of somebody else. */
function Proposals({ participation }: { participation: Participation }) {
  const t = useTranslations("home");
  const others = participation.proposals.slice(1);
  const { awaited } = participation;
  if (others.length + awaited.length === 0) return null;
  return (
    <Card title={t("proposals")}>
      <ul className="grid gap-3">
        {others.map((proposal) => (
          <li key={proposal.id}>
            <Link to={`/proposals/${proposal.id}`} className="font-semibold">
              <bdi>{proposal.otherOrganisation ?? proposal.otherName}</bdi>
            </Link>
            {proposal.answerBy && (
              <span className="block text-sm text-muted">
                {t.rich("answer_by", answerDay(proposal.answerBy))}
              </span>
            )}
          </li>
        ))}
        {awaited.map((proposal) => (
          <li key={proposal.id}>
            <Link to={`/proposals/${proposal.id}`}>
              {t.rich("awaited", { ...isolated, name: proposal.otherName })}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Pairs({ pairs }: { pairs: Participation["pairs"] }) {
  const t = useTranslations("home");
  if (pairs.length === 0) return null;
  return (
    <Card title={t("pairs")}>
      <ul className="divide-y divide-line">
        {pairs.map((pair) => (
          <li key={pair.id} className="py-3 first:pt-0 last:pb-0">
            <PairLines pair={pair} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function PairLines({ pair }: { pair: Participation["pairs"][number] }) {
  const t = useTranslations("home");
  const terms = useTranslations("terms.pairing_status");
  const { confirmSessionId, nextSession, lastSession } = pair;
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Link to={`/pairs/${pair.id}`} className="py-1 text-lg font-semibold">
          <bdi>{pair.otherName}</bdi>
        </Link>
        {pair.status === "on_hold" && (
          <Badge tone="warning">{terms("on_hold")}</Badge>
        )}
      </div>
      <p className="text-muted">
        {pair.otherOrganisation && (
          <>
            <bdi>{pair.otherOrganisation}</bdi>
            {" · "}
          </>
        )}
        {t(pair.role === "mentor" ? "you_are_mentor" : "you_are_mentee")}
      </p>
      <p className="mt-1 text-sm">
        {pair.sessionsHeld > 0
          ? t("sessions", { count: pair.sessionsHeld })
          : t("no_session")}
        {" · "}
        {nextSession ? (
          <SessionDate label="next_session" at={nextSession} />
        ) : (
          lastSession && <SessionDate label="last_session" at={lastSession} />
        )}
      </p>
      {confirmSessionId && (
        <p className="mt-1">
          <Link to={`/sessions/${confirmSessionId}`} className="font-semibold">
            {t("to_confirm")}
          </Link>
        </p>
      )}
    </>
  );
}

function SessionDate(props: {
  label: "next_session" | "last_session";
  at: string;
}) {
  const t = useTranslations("home");
  return t.rich(props.label, {
    v: () => (
      <When
        at={props.at}
        zoned={props.label === "next_session"}
        dateOnly={props.label === "last_session"}
      />
    ),
    date: "",
  });
}

const TONES: Readonly<Record<string, Tone>> = {
  draft: "warning",
  submitted: "info",
  accepted: "good",
};

function Applications({
  applications,
}: {
  applications: Participation["applications"];
}) {
  const t = useTranslations("home");
  const states = useTranslations("terms.enrolment_state");
  const wishes = useTranslations("wishes.home");
  const meetings = useTranslations("first-meetings.home");
  if (applications.length === 0) return null;
  return (
    <Card title={t("applications")}>
      <ul className="divide-y divide-line">
        {applications.map((application) => (
          <li
            key={application.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 py-2"
          >
            <span className="min-w-0">
              <Link
                to={`/applications/${application.id}`}
                className="inline-block py-1"
              >
                <bdi>{application.programmeName}</bdi>
                {" · "}
                <bdi>{application.cohortName}</bdi>
              </Link>{" "}
              <span className="text-muted">
                {t(application.role === "mentor" ? "as_mentor" : "as_mentee")}
              </span>
              {application.wishes && (
                <Link
                  to={`/applications/${application.id}/wishes`}
                  className="block py-1"
                >
                  {wishes("given")}
                </Link>
              )}
              {application.meetings && (
                <Link
                  to={`/applications/${application.id}/meetings`}
                  className="block py-1"
                >
                  {meetings("link")}
                </Link>
              )}
            </span>
            <Badge tone={TONES[application.state] ?? "plain"}>
              {states(application.state)}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
