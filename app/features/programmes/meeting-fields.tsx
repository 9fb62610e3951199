import { useTranslations } from "use-intl";
import { ChoiceField, SelectField, TextField } from "~/components/fields.tsx";
import { useViewer } from "~/components/viewer.ts";
import {
  MEETINGS_PER_MENTEE,
  MEETINGS_PER_MENTOR,
} from "~/domain/meeting/first-meeting.ts";
import { intlLocale } from "~/i18n/locales.ts";

/** What the plan of first meetings begins with. */
export const NEW_MEETINGS = {
  meetings: "off" as const,
  meetingsPerMentee: 3,
  meetingsPerMentor: 4,
  meetingsEvent: null,
  meetingsUntil: null,
};

/** An event that meetings can take place at. */
export interface MeetingEvent {
  readonly id: string;
  readonly name: string;
  /** ISO date. */
  readonly startsOn: string;
}

/** Whether people meet before they are matched: how many, where, and until when they say how it was. */
export function MeetingFields({ events }: { events: readonly MeetingEvent[] }) {
  const t = useTranslations("first-meetings.form");
  const { locale } = useViewer();
  const dated = ({ name, startsOn }: MeetingEvent) =>
    `${name} · ${new Intl.DateTimeFormat(intlLocale(locale), {
      dateStyle: "medium",
      timeZone: "UTC",
    }).format(new Date(`${startsOn}T12:00:00Z`))}`;
  return (
    <>
      <h2 className="mt-2 text-lg">{t("title")}</h2>
      <ChoiceField
        type="radio"
        name="meetings"
        label={t("mode")}
        hint={t("hint")}
        options={[
          { value: "off", label: t("off") },
          { value: "event", label: t("event"), hint: t("event_hint") },
          { value: "video", label: t("video"), hint: t("video_hint") },
        ]}
      />
      <SelectField
        name="meetingsEvent"
        label={t("which_event")}
        hint={t(events.length === 0 ? "no_event" : "which_event_hint")}
        options={events.map((event) => ({
          value: event.id,
          label: dated(event),
        }))}
        optional
      />
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField
          name="meetingsPerMentee"
          type="number"
          min={MEETINGS_PER_MENTEE.least}
          max={MEETINGS_PER_MENTEE.most}
          label={t("per_mentee")}
        />
        <TextField
          name="meetingsPerMentor"
          type="number"
          min={MEETINGS_PER_MENTOR.least}
          max={MEETINGS_PER_MENTOR.most}
          label={t("per_mentor")}
        />
      </div>
      <TextField
        name="meetingsUntil"
        type="date"
        label={t("until")}
        hint={t("until_hint")}
        optional
      />
    </>
  );
}
