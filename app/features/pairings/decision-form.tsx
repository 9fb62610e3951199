import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { ChoiceField, TextArea } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import {
  END_REASONS,
  REJECT_REASONS,
  WITHDRAW_REASONS,
} from "~/domain/pairing/lifecycle.ts";
import { isAsked } from "./deeds.tsx";
import type { CoordinatorStep } from "./inputs.ts";

const REASONS = {
  reject: REJECT_REASONS,
  end_early: END_REASONS,
  withdraw: WITHDRAW_REASONS,
  complete: [],
} as const;

/** Asks a coordinator once more, with a reason where the step needs one. */
export function DecisionForm(props: {
  pairing: { id: string; version: number; isSent: boolean };
  step: CoordinatorStep;
  state?: SubmissionResult;
  /** Where to go on afterwards. */
  back: string | null;
}) {
  const { pairing, step, state, back } = props;
  const t = useTranslations("pairings");
  const reasons = isAsked(step) ? REASONS[step] : [];
  const isUnsent = step === "withdraw" && !pairing.isSent;
  return (
    <>
      <p className="mb-5">
        {t(`decide.text.${isUnsent ? "withdraw_unsent" : step}`)}
      </p>
      <Form
        id="decision"
        action={`/pairings/${pairing.id}/decision?${new URLSearchParams({
          step,
          ...(back ? { back } : {}),
        })}`}
        state={state}
      >
        <input type="hidden" name="step" value={step} />
        <input type="hidden" name="version" value={pairing.version} />
        {reasons.length > 0 && (
          <ChoiceField
            type="radio"
            name="reason"
            label={t("decide.reason")}
            options={reasons.map((reason) => ({
              value: reason,
              label: t(`reason.${reason}`),
            }))}
          />
        )}
        {isAsked(step) && (
          <TextArea
            name="message"
            label={t("decide.message")}
            hint={t("decide.message_hint")}
            maxLength={2000}
            optional
          />
        )}
        <div className="flex flex-wrap gap-3">
          <Button
            look={isAsked(step) && step !== "complete" ? "danger" : "main"}
          >
            {t(`decide.do.${step}`)}
          </Button>
          <ButtonLink to={`/pairings/${pairing.id}`} look="bare">
            {t("decide.back")}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
}
