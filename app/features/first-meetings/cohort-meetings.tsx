import type { SubmissionResult } from "@conform-to/react";
import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { EmptyState } from "~/components/page.tsx";
import { Badge, Hidden, Score } from "~/components/values.tsx";
import { ReasonText } from "~/features/pairings/explanation.tsx";
import type { cohortMeetings } from "./cohort-page.server.ts";

export type CohortMeetings = SerializeFrom<typeof cohortMeetings>;
type Mentee = CohortMeetings["mentees"][number];
type Meeting = Mentee["meetings"][number];

/** Time, place and link of a meeting as they were typed and refused. */
export interface Arranging {
  meeting: string;
  form: SubmissionResult;
}

/** Where the deeds of the page are done, and the page of the list one is on. */
export function herePath({ cohort, page }: CohortMeetings): string {
  return `/cohorts/${cohort.id}/first-meetings${page > 1 ? `?page=${page}` : ""}`;
}

/** Everybody's meetings, mentee by mentee, a page at a time. */
export function MeetingList({
  page,
  refused,
}: {
  page: CohortMeetings;
  refused: Arranging | null;
}) {
  const t = useTranslations("first-meetings.cohort");
  if (page.plan === null) return null;
  return (
    <section id="list" className="scroll-mt-4">
      <h2 className="mb-4 text-xl">{t("list")}</h2>
      {page.mentees.length === 0 ? (
        <EmptyState title={t("list_none")} />
      ) : (
        page.mentees.map((mentee) => (
          <article
            key={mentee.id}
            className="mb-4 rounded-card border border-line bg-surface p-4"
          >
            <h3 className="font-semibold">
              <Link
                to={`/enrolments/${mentee.id}`}
                className="inline-block py-0.5"
              >
                <bdi>{mentee.name}</bdi>
              </Link>
              {mentee.organisation && (
                <span className="block text-sm font-normal text-muted">
                  <bdi>{mentee.organisation}</bdi>
                </span>
              )}
            </h3>
            <ul className="mt-2 divide-y divide-line">
              {mentee.meetings.map((meeting) => (
                <li key={meeting.id} id={`m-${meeting.id}`} className="py-3">
                  <OneMeeting
                    page={page}
                    mentee={mentee}
                    meeting={meeting}
                    refused={
                      refused?.meeting === meeting.id ? refused.form : null
                    }
                  />
                </li>
              ))}
            </ul>
          </article>
        ))
      )}
      <Pages page={page} />
    </section>
  );
}

interface Props {
  page: CohortMeetings;
  mentee: Mentee;
  meeting: Meeting;
  /** what was typed for this meeting and refused */
  refused: SubmissionResult | null;
}

function OneMeeting(props: Props) {
  const { page, meeting } = props;
  const t = useTranslations("first-meetings.cohort");
  const { isSent, appointment, link } = meeting;
  return (
    <div className="grid gap-x-6 gap-y-2 lg:grid-cols-[1fr_1fr_auto]">
      <div className="min-w-0">
        <Link
          to={`/enrolments/${meeting.mentorId}`}
          className="inline-block py-0.5"
        >
          <bdi>{meeting.mentor}</bdi>
        </Link>
        {meeting.organisation && (
          <span className="block text-sm text-muted">
            <bdi>{meeting.organisation}</bdi>
          </span>
        )}
        <span className="mt-1 flex flex-wrap gap-1.5">
          <Badge tone={isSent ? "good" : "plain"}>
            {t(isSent ? "is_sent" : "draft")}
          </Badge>
          <Score value={meeting.score} />
          {meeting.byHand && <Badge>{t("by_hand")}</Badge>}
          {!meeting.areThere && <Badge tone="warning">{t("left")}</Badge>}
        </span>
      </div>
      <div className="min-w-0 text-sm">
        <ul className="grid gap-1">
          {meeting.reasons.map((reason) => (
            <li key={reason.key}>
              <ReasonText reason={reason} />
            </li>
          ))}
        </ul>
        {appointment && (
          <p className="mt-1 font-semibold">
            <bdi>{appointment}</bdi>
          </p>
        )}
        {link && (
          <p className="truncate" dir="ltr">
            {link}
          </p>
        )}
      </div>
      {page.isOpen && <Deeds {...props} />}
    </div>
  );
}

function Deeds({ page, mentee, meeting, refused }: Props) {
  const t = useTranslations("first-meetings.cohort");
  const who = t("with", { mentee: mentee.name, mentor: meeting.mentor });
  return (
    <div className="flex flex-wrap items-start gap-2 lg:w-72">
      <details className="min-w-0 grow" open={refused !== null}>
        <summary className="min-h-9 cursor-pointer py-1.5 text-sm font-semibold text-sea">
          {t("arrange")} <Hidden>{who}</Hidden>
        </summary>
        <Form
          id={`arrange-${meeting.id}`}
          action={herePath(page)}
          state={refused}
          values={{ appointment: meeting.appointment, link: meeting.link }}
          className="mt-2 grid gap-3"
        >
          <input type="hidden" name="deed" value="arrange" />
          <input type="hidden" name="meeting" value={meeting.id} />
          <TextField
            name="appointment"
            label={t("appointment")}
            hint={t("appointment_hint")}
            maxLength={200}
            optional
          />
          <TextField
            name="link"
            type="url"
            label={t("link")}
            maxLength={500}
            optional
          />
          <p>
            <Button small look="quiet">
              {t("save")} <Hidden>{who}</Hidden>
            </Button>
          </p>
        </Form>
      </details>
      {!meeting.isSent && (
        <DeedForm
          action={herePath(page)}
          fields={{ deed: "drop", meeting: meeting.id }}
        >
          <Button small look="quiet">
            {t("drop")} <Hidden>{who}</Hidden>
          </Button>
        </DeedForm>
      )}
    </div>
  );
}

function Pages({ page }: { page: CohortMeetings }) {
  const t = useTranslations("first-meetings.cohort");
  const to = (number: number) => `${herePath({ ...page, page: number })}#list`;
  if (!page.hasMore && page.page === 1) return null;
  return (
    <nav aria-label={t("pages")} className="mb-6 flex flex-wrap gap-6">
      {page.page > 1 && (
        <Link to={to(page.page - 1)} className="py-2">
          {t("previous")}
        </Link>
      )}
      {page.hasMore && (
        <Link to={to(page.page + 1)} className="py-2">
          {t("next")}
        </Link>
      )}
    </nav>
  );
}
