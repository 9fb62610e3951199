import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import {
  ChoiceField,
  SelectField,
  TextArea,
  TextField,
  TickField,
} from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { SESSION_FORMS } from "~/domain/session/lifecycle.ts";

interface SessionFormProps {
  state?: SubmissionResult | null | undefined;
  values: Record<string, unknown>;
  events: readonly { id: string; name: string; startsOn: string }[];
  zones: readonly string[];
  /** A correction carries the version it was made from; a new log its own key. */
  hidden: Readonly<Record<string, string>>;
  withRating: boolean;
  back: string;
  submit: string;
}

/** Everything about a session on one page: the first half is enough, the second stays between the two. */
export function SessionForm(props: SessionFormProps) {
  const t = useTranslations("sessions.field");
  const terms = useTranslations("terms.session_form");
  const forms = useTranslations("forms");
  return (
    <Card>
      <Form state={props.state} values={props.values} id="session">
        {Object.entries(props.hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <WhenFields zones={props.zones} />
        <ChoiceField
          name="form"
          type="radio"
          label={t("form")}
          options={SESSION_FORMS.filter(
            (form) => form !== "event" || props.events.length > 0,
          ).map((form) => ({ value: form, label: terms(form) }))}
        />
        {props.events.length > 0 && (
          <SelectField
            name="eventId"
            label={t("event")}
            optional
            options={props.events.map((event) => ({
              value: event.id,
              label: `${event.name} (${event.startsOn})`,
            }))}
          />
        )}
        <TextField name="place" label={t("place")} optional maxLength={200} />
        <fieldset>
          <legend className="font-semibold">{t("attended")}</legend>
          <TickField
            name="mentorAttended"
            optional
            label={t("mentor_attended")}
          />
          <TickField
            name="menteeAttended"
            optional
            label={t("mentee_attended")}
          />
        </fieldset>
        <ChoiceField
          name="status"
          type="radio"
          label={t("status")}
          options={[
            { value: "held", label: t("held") },
            { value: "no_show", label: t("no_show") },
          ]}
        />
        <fieldset className="grid gap-5 border-t border-line pt-5">
          <legend className="sr-only">{t("private")}</legend>
          <p className="text-muted">{t("private")}</p>
          <TextArea name="topics" label={t("topics")} optional rows={3} />
          <TextArea name="decisions" label={t("decisions")} optional rows={3} />
          <TextArea name="nextStep" label={t("next_step")} optional rows={2} />
        </fieldset>
        {props.withRating && <RatingField />}
        <div className="flex flex-wrap gap-3">
          <Button>{props.submit}</Button>
          <ButtonLink to={props.back}>{forms("cancel")}</ButtonLink>
        </div>
      </Form>
    </Card>
  );
}

function WhenFields({ zones }: { zones: readonly string[] }) {
  const t = useTranslations("sessions.field");
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField name="date" type="date" label={t("date")} />
        <TextField name="time" type="time" label={t("time")} />
        <TextField
          name="durationMinutes"
          type="number"
          inputMode="numeric"
          min={5}
          max={720}
          step={5}
          label={t("duration")}
        />
      </div>
      <ChoiceField
        name="timeZone"
        type="radio"
        label={t("time_zone")}
        options={zones.map((zone) => ({
          value: zone,
          label: zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone,
        }))}
      />
    </>
  );
}

function RatingField() {
  const t = useTranslations("sessions");
  const ratings = ["5", "4", "3", "2", "1"] as const;
  return (
    <SelectField
      name="rating"
      label={t("field.rating")}
      hint={t("field.rating_hint")}
      optional
      options={ratings.map((value) => ({ value, label: t(`rating.${value}`) }))}
    />
  );
}
