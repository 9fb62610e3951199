import type { SubmissionResult } from "@conform-to/react";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { Card, EmptyState, Facts, Notice } from "~/components/page.tsx";
import { Bar, Day } from "~/components/values.tsx";
import { PersonField } from "~/features/matching/person-field.tsx";
import { type CohortMeetings, herePath } from "./cohort-meetings.tsx";

/** Why nothing can be done at the moment, if that is so. */
export function WhyClosed({ page }: { page: CohortMeetings }) {
  const t = useTranslations("first-meetings.cohort");
  const { isOpen, plan, cohort } = page;
  if (isOpen) return null;
  if (!plan?.isOn)
    return (
      <div className="mb-6">
        <EmptyState
          title={t("off.title")}
          action={
            cohort.state !== "closed" && (
              <ButtonLink to={`/cohorts/${cohort.id}/edit`}>
                {t("off.do")}
              </ButtonLink>
            )
          }
        >
          {t("off.text")}
        </EmptyState>
      </div>
    );
  const why = cohort.state === "matching" ? "over" : "state";
  return (
    <Notice title={t(`${why}.title`)}>
      <p>{t(`${why}.text`)}</p>
    </Notice>
  );
}

/** How people meet, and how far it is. */
export function MeetingFigures({ page }: { page: CohortMeetings }) {
  if (page.plan === null) return null;
  return (
    <div className="grid items-start gap-x-6 lg:grid-cols-2">
      <Plan page={page} />
      <Standing page={page} />
    </div>
  );
}

function Plan({ page }: { page: CohortMeetings }) {
  const t = useTranslations("first-meetings.cohort");
  const { plan, cohort } = page;
  if (plan === null) return null;
  const { event, ratedUntil } = plan;
  return (
    <Card
      title={t("plan")}
      actions={
        <Link to={`/cohorts/${cohort.id}/edit`} className="inline-block py-1">
          {t("settings")}
        </Link>
      }
    >
      <Facts
        items={[
          {
            term: t("where"),
            value: event ? (
              <Link to={`/events/${event.id}`} className="inline-block py-0.5">
                <bdi>{event.name}</bdi>
              </Link>
            ) : (
              t("video")
            ),
          },
          { term: t("per_mentee"), value: plan.perMentee },
          { term: t("per_mentor"), value: plan.perMentor },
          {
            term: t("until"),
            value: ratedUntil ? <Day on={ratedUntil} /> : t("until_matched"),
          },
        ]}
      />
    </Card>
  );
}

function Standing({ page }: { page: CohortMeetings }) {
  const t = useTranslations("first-meetings.cohort");
  const { drafts, sent, short, rated } = page.figures;
  const all = rated ? rated.given + rated.missing : 0;
  return (
    <Card title={t("standing")}>
      <Facts
        items={[
          { term: t("drafts"), value: drafts },
          { term: t("sent"), value: sent },
          { term: t("short"), value: short },
          {
            term: t("ratings"),
            value: rated ? (
              <span className="flex flex-wrap items-center gap-3">
                {t("ratings_of", { given: rated.given, all })}
                <Bar value={rated.given} of={all} />
              </span>
            ) : (
              0
            ),
          },
        ]}
      />
      <p className="mt-4 text-sm text-muted">{t("neutral")}</p>
    </Card>
  );
}

/** What can be done with all of them at once: propose, send, remind, and then match. */
export function MeetingDeeds({ page }: { page: CohortMeetings }) {
  const t = useTranslations("first-meetings.cohort");
  const { drafts, sent, rated } = page.figures;
  if (!page.isOpen) return null;
  const isNext = (deed: "send" | "propose" | "remind") =>
    deed === (drafts > 0 ? "send" : sent === 0 ? "propose" : "remind");
  const look = (deed: Parameters<typeof isNext>[0]) =>
    isNext(deed) ? "main" : "quiet";
  return (
    <Card>
      <div className="grid gap-5 lg:grid-cols-3">
        {drafts > 0 && (
          <DeedForm action={herePath(page)} fields={{ deed: "send" }}>
            <Button look={look("send")}>{t("send", { count: drafts })}</Button>
            <p className="mt-2 text-sm text-muted">{t("send_hint")}</p>
          </DeedForm>
        )}
        <DeedForm action={herePath(page)} fields={{ deed: "propose" }}>
          <Button look={look("propose")}>
            {t(drafts + sent > 0 ? "propose_again" : "propose")}
          </Button>
          <p className="mt-2 text-sm text-muted">{t("propose_hint")}</p>
        </DeedForm>
        {rated && rated.missing > 0 && (
          <DeedForm action={herePath(page)} fields={{ deed: "remind" }}>
            <Button look={look("remind")}>{t("remind")}</Button>
            <p className="mt-2 text-sm text-muted">{t("remind_hint")}</p>
          </DeedForm>
        )}
        {sent > 0 && drafts === 0 && (
          <p>
            <ButtonLink to={`/cohorts/${page.cohort.id}/runs`}>
              {t("run")}
            </ButtonLink>
          </p>
        )}
      </div>
    </Card>
  );
}

/** One more meeting of two whom the coordinator chooses. */
export function AddMeeting({
  page,
  state,
}: {
  page: CohortMeetings;
  state?: SubmissionResult | null;
}) {
  const t = useTranslations("first-meetings.cohort");
  if (!page.isOpen) return null;
  const { mentee, mentor } = page.choices;
  const isNarrowed = [mentee, mentor].some(
    ({ part, hasMore }) => hasMore || part !== "",
  );
  return (
    <Card id="add" title={t("add")}>
      <Form
        id="add-meeting"
        state={state}
        values={{
          mentee: mentee.chosen?.id,
          mentor: mentor.chosen?.id,
          menteeName: mentee.part,
          mentorName: mentor.part,
        }}
        action={`${herePath(page)}#add`}
        className="grid gap-4"
      >
        <input type="hidden" name="deed" value="add" />
        <div className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
          <PersonField side="mentee" label={t("mentee")} choices={mentee} />
          <PersonField side="mentor" label={t("mentor")} choices={mentor} />
          <Button look="quiet">{t("add_do")}</Button>
        </div>
        {isNarrowed && (
          <p>
            <Button look="bare" formMethod="get" formNoValidate>
              {t("narrow")}
            </Button>
          </p>
        )}
      </Form>
    </Card>
  );
}
