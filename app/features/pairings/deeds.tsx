import { useTranslations } from "use-intl";
import { Button, ButtonLink, type ButtonLook } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { ASKED_STEPS, type AskedStep, type CoordinatorStep } from "./inputs.ts";

const LOOKS: Readonly<Partial<Record<CoordinatorStep, ButtonLook>>> = {
  approve: "agree",
  resume: "main",
  reject: "danger",
  withdraw: "danger",
  end_early: "danger",
};

export function isAsked(step: string): step is AskedStep {
  return (ASKED_STEPS as readonly string[]).includes(step);
}

/** What can be done with a pairing now; what needs a reason or a second thought has a page of its own. */
export function Deeds({
  pairingId,
  steps,
}: {
  pairingId: string;
  steps: readonly CoordinatorStep[];
}) {
  const t = useTranslations("pairings.pair");
  const action = `/pairings/${pairingId}/decision`;
  if (steps.length === 0) return null;
  return (
    <div
      role="group"
      aria-label={t("steps_label")}
      className="mb-6 flex flex-wrap gap-2 print:hidden"
    >
      {steps.map((step) =>
        isAsked(step) ? (
          <ButtonLink
            key={step}
            to={`${action}?step=${step}`}
            look={LOOKS[step] ?? "quiet"}
          >
            {t(`steps.${step}`)}
          </ButtonLink>
        ) : (
          <DeedForm key={step} action={action} fields={{ step }}>
            <Button look={LOOKS[step] ?? "quiet"}>{t(`steps.${step}`)}</Button>
          </DeedForm>
        ),
      )}
    </div>
  );
}
