import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { ChoiceField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Facts, Notice } from "~/components/page.tsx";
import { Badge, Day, Hidden } from "~/components/values.tsx";
import { MEETING_RATINGS } from "~/domain/meeting/first-meeting.ts";
import { LanguageList, TopicList } from "~/features/enrolments/answers.tsx";
import {
  CountryName,
  SectorNames,
} from "~/features/organisations/sector-names.tsx";
import { ReasonText } from "~/features/pairings/explanation.tsx";
import type { ownMeetings } from "./own-page.server.ts";

type OwnMeetings = SerializeFrom<typeof ownMeetings>;
type Meeting = OwnMeetings["meetings"][number];

/** Where people meet, until when they can say how it was, and who reads it. */
export function MeetingsStanding({ page }: { page: OwnMeetings }) {
  const t = useTranslations("first-meetings");
  const { event, isOpen, until, place } = page;
  return (
    <Notice title={isOpen ? undefined : t("closed.title")}>
      {!isOpen && <p>{t("closed.text")}</p>}
      {isOpen && event && (
        <p>
          {t.rich("at_event", {
            event: () => (
              <Link to={`/events/${event.id}`}>
                <bdi>{event.name}</bdi>
              </Link>
            ),
            city: () => <bdi>{event.city}</bdi>,
            date: () => <Day on={event.startsOn} />,
          })}
        </p>
      )}
      {isOpen && place === "video" && <p>{t("by_video")}</p>}
      {isOpen && (
        <p>
          {until
            ? t.rich("until", { date: () => <Day on={until} /> })
            : t("until_matched")}
        </p>
      )}
      <p>{t("secret")}</p>
    </Notice>
  );
}

/** Whom one meets, why, when and where, and how it was. */
export function MeetingCard({
  page,
  meeting,
}: {
  page: OwnMeetings;
  meeting: Meeting;
}) {
  const t = useTranslations("first-meetings");
  return (
    <article
      id={`m-${meeting.id}`}
      className="mb-6 scroll-mt-4 rounded-card border border-line bg-surface p-4 sm:p-6"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-xl font-semibold">
          <bdi>{meeting.firstName}</bdi>
        </h2>
        {meeting.isThere && (
          <Badge tone={meeting.rating ? "good" : "warning"}>
            {t(meeting.rating ? "rate.answered" : "rate.open")}
          </Badge>
        )}
      </div>
      {meeting.organisation && (
        <p className="text-muted">
          <bdi>{meeting.organisation}</bdi>
        </p>
      )}
      {meeting.isThere ? (
        <>
          <Arrangement page={page} meeting={meeting} />
          <Why meeting={meeting} />
          <Who meeting={meeting} role={page.role} />
          <Rating page={page} meeting={meeting} />
        </>
      ) : (
        <p className="mt-3">{t("card.gone")}</p>
      )}
    </article>
  );
}

function Arrangement(props: { page: OwnMeetings; meeting: Meeting }) {
  const t = useTranslations("first-meetings.card");
  const { appointment, link, firstName } = props.meeting;
  const items = [
    {
      term: t("when"),
      value: appointment ? (
        <bdi className="font-semibold">{appointment}</bdi>
      ) : (
        t(props.page.place === "event" ? "no_time_event" : "no_time_video")
      ),
    },
  ];
  if (link)
    items.push({
      term: t("link"),
      value: (
        <a href={link} rel="noreferrer" className="inline-block py-1">
          {t("open_link")} <Hidden>{firstName}</Hidden>
        </a>
      ),
    });
  return (
    <div className="mt-3">
      <Facts items={items} />
    </div>
  );
}

function Why({ meeting }: { meeting: Meeting }) {
  const t = useTranslations("first-meetings.card");
  if (meeting.reasons.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 font-semibold">{t("why")}</h3>
      <ul className="mt-2 grid gap-2">
        {meeting.reasons.map((reason) => (
          <li
            key={reason.key}
            className="border-s-4 border-olive bg-olive-soft px-3 py-2"
          >
            <ReasonText reason={reason} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Who({
  meeting,
  role,
}: {
  meeting: Meeting;
  role: OwnMeetings["role"];
}) {
  const t = useTranslations("wishes.facts");
  const card = useTranslations("first-meetings.card");
  const items = [
    { term: t("country"), value: <CountryName code={meeting.country} /> },
    { term: t("sectors"), value: <SectorNames sectors={meeting.sectors} /> },
    {
      term: t("languages"),
      value: <LanguageList languages={meeting.languages} />,
    },
    { term: t(`topics.${role}`), value: <TopicList topics={meeting.topics} /> },
  ];
  if (meeting.goals)
    items.push({
      term: t(`goals.${role}`),
      value: (
        <p dir="auto" className="whitespace-pre-line">
          {meeting.goals}
        </p>
      ),
    });
  return (
    <details className="mt-4">
      <summary className="min-h-11 cursor-pointer py-2 font-semibold text-sea">
        {card.rich("more", { ...isolated, name: meeting.firstName })}
      </summary>
      <div className="mt-2">
        <Facts items={items} />
      </div>
    </details>
  );
}

function Rating({ page, meeting }: { page: OwnMeetings; meeting: Meeting }) {
  const t = useTranslations("first-meetings.rate");
  const { rating, id, firstName } = meeting;
  if (!meeting.mayRate) return <Said page={page} rating={rating} />;
  return (
    <div className="mt-5 border-t border-line pt-4">
      <Form
        id={`rate-${id}`}
        action={`/applications/${page.enrolmentId}/meetings`}
        values={{ rating: rating ?? undefined }}
        className="grid gap-3"
      >
        <input type="hidden" name="meeting" value={id} />
        <ChoiceField
          type="radio"
          name="rating"
          label={
            <>
              {t("title")} <Hidden>{firstName}</Hidden>
            </>
          }
          options={MEETING_RATINGS.map((value) => ({
            value,
            label: t(value),
            hint:
              value === "prefer" || value === "avoid"
                ? t(`${value}_hint`)
                : undefined,
          }))}
        />
        <p>
          <Button look={rating ? "quiet" : "main"}>
            {t("save")}{" "}
            <Hidden>{t.rich("for", { ...isolated, name: firstName })}</Hidden>
          </Button>
        </p>
      </Form>
    </div>
  );
}

/** Before and after there is something to say. */
function Said(props: { page: OwnMeetings; rating: Meeting["rating"] }) {
  const t = useTranslations("first-meetings.rate");
  const { page, rating } = props;
  const { event } = page;
  if (page.isOpen && event)
    return (
      <p className="mt-4 text-muted">
        {t.rich("not_yet", { date: () => <Day on={event.startsOn} /> })}
      </p>
    );
  return (
    <p className="mt-4">
      {rating ? (
        <>
          <span className="text-muted">{t("said")}</span>{" "}
          <span className="font-semibold">{t(rating)}</span>
        </>
      ) : (
        <span className="text-muted">{t("nothing_said")}</span>
      )}
    </p>
  );
}
