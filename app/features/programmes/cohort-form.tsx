import type { SubmissionResult } from "@conform-to/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { ChoiceField, TextField, TickField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import {
  MeetingFields,
  type MeetingEvent,
  NEW_MEETINGS,
} from "./meeting-fields.tsx";

/** What a new cohort begins with. */
export const NEW_COHORT = {
  sessionsPlanned: 6,
  sessionMinutes: 60,
  mentorsPerMentee: 1,
  answerDays: 7,
  openApplications: "on",
  wishMode: "off",
  ...NEW_MEETINGS,
};

/** What a cohort plans and what it asks of its pairs. */
export function CohortForm(props: {
  state?: SubmissionResult | null;
  values: Record<string, unknown>;
  version?: number;
  /** Those of the programme. */
  events: readonly MeetingEvent[];
  cancelTo: string;
}) {
  const t = useTranslations("programmes.form");
  const forms = useTranslations("forms");
  return (
    <Form state={props.state} values={props.values} id="cohort">
      {props.version !== undefined && (
        <input type="hidden" name="version" value={props.version} />
      )}
      <TextField name="name" label={t("cohort_name")} maxLength={150} />
      <Group title={t("dates")}>
        <TextField
          name="startsOn"
          type="date"
          label={t("starts_on")}
          optional
        />
        <TextField name="endsOn" type="date" label={t("ends_on")} optional />
      </Group>
      <TextField
        name="pairsTarget"
        type="number"
        min={0}
        max={10000}
        label={t("pairs_target")}
        hint={t("pairs_target_hint")}
        optional
      />
      <Group title={t("effort")}>
        <TextField
          name="sessionsPlanned"
          type="number"
          min={1}
          max={60}
          label={t("sessions_planned")}
        />
        <TextField
          name="sessionMinutes"
          type="number"
          min={15}
          max={480}
          label={t("session_minutes")}
        />
      </Group>
      <h2 className="mt-2 text-lg">{t("places")}</h2>
      <ChoiceField
        type="radio"
        name="mentorsPerMentee"
        label={t("mentors_per_mentee")}
        hint={t("mentors_per_mentee_hint")}
        options={[
          { value: "1", label: t("one_mentor") },
          { value: "2", label: t("two_mentors") },
        ]}
      />
      <TextField
        name="answerDays"
        type="number"
        min={1}
        max={90}
        label={t("answer_days")}
        hint={t("answer_days_hint")}
      />
      <TickField
        name="openApplications"
        label={t("open_applications")}
        hint={t("open_applications_hint")}
        optional
      />
      <WishFields />
      <MeetingFields events={props.events} />
      <div className="flex flex-wrap gap-3">
        <Button>{forms("save")}</Button>
        <ButtonLink to={props.cancelTo}>{forms("cancel")}</ButtonLink>
      </div>
    </Form>
  );
}

/** Whether people say whom they would like, and what they see of each other before. */
function WishFields() {
  const t = useTranslations("wishes.form");
  return (
    <>
      <h2 className="mt-2 text-lg">{t("title")}</h2>
      <ChoiceField
        type="radio"
        name="wishMode"
        label={t("mode")}
        hint={t("hint")}
        options={[
          { value: "off", label: t("off") },
          {
            value: "anonymous",
            label: t("anonymous"),
            hint: t("anonymous_hint"),
          },
          { value: "named", label: t("named"), hint: t("named_hint") },
        ]}
      />
      <TextField
        name="wishesUntil"
        type="date"
        label={t("until")}
        hint={t("until_hint")}
        optional
      />
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-2 text-lg font-semibold">{title}</legend>
      <div className="grid items-end gap-5 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}
