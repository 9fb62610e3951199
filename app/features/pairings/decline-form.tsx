import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { ChoiceField, TextArea, TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import {
  MENTEE_DECLINE_REASONS,
  MENTOR_DECLINE_REASONS,
} from "~/domain/pairing/lifecycle.ts";

const REASONS = {
  mentor: MENTOR_DECLINE_REASONS,
  mentee: MENTEE_DECLINE_REASONS,
} as const;

/** Why a mentor or mentee says no, or takes a yes back, and what they would like instead. */
export function DeclineForm(props: {
  proposal: {
    id: string;
    side: "mentor" | "mentee";
    today: string;
    isTakenBack: boolean;
  };
  state?: SubmissionResult;
}) {
  const { id, side, today, isTakenBack } = props.proposal;
  const t = useTranslations("proposals.declining");
  return (
    <Form id="decline" state={props.state} values={{ next: "another" }}>
      <input type="hidden" name="step" value="decline" />
      <ChoiceField
        type="radio"
        name="reason"
        label={t("reason")}
        options={REASONS[side].map((reason) => ({
          value: reason,
          label: t(`reasons.${reason}`),
        }))}
      />
      <TextArea
        name="message"
        label={t("message")}
        hint={t("message_hint")}
        maxLength={2000}
        optional
      />
      {side === "mentor" && <Next today={today} />}
      <div className="flex flex-wrap gap-3">
        <Button>{t(isTakenBack ? "withdraw_send" : "send")}</Button>
        <ButtonLink to={`/proposals/${id}`} look="bare">
          {t("back")}
        </ButtonLink>
      </div>
    </Form>
  );
}

function Next({ today }: { today: string }) {
  const t = useTranslations("proposals.declining");
  return (
    <>
      <ChoiceField
        type="radio"
        name="next"
        label={t("next")}
        options={[
          { value: "another", label: t("another") },
          { value: "pause", label: t("pause") },
        ]}
      />
      <TextField
        name="pauseUntil"
        type="date"
        min={today}
        label={t("pause_until")}
        optional
        className="max-w-xs"
      />
    </>
  );
}
