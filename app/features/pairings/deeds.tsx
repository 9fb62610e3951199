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
  pairing,
  steps,
  mayRemind,
  back,
}: {
  pairing: { readonly id: string; readonly version: number };
  steps: readonly CoordinatorStep[];
  mayRemind: boolean;
  /** Where to go on after a deed, by step; the pair's own page otherwise. */
  back?: (step: CoordinatorStep) => string;
}) {
  const t = useTranslations("pairings.pair");
  const action = `/pairings/${pairing.id}/decision`;
  const version = String(pairing.version);
  const at = (step: CoordinatorStep) => {
    const query = new URLSearchParams({ step });
    if (back) query.set("back", back(step));
    return `${action}?${query}`;
  };
  if (steps.length === 0 && !mayRemind) return null;
  return (
    <div
      role="group"
      aria-label={t("steps_label")}
      className="mb-6 flex flex-wrap gap-2 print:hidden"
    >
      {steps.map((step) =>
        isAsked(step) ? (
          <ButtonLink key={step} to={at(step)} look={LOOKS[step] ?? "quiet"}>
            {t(`steps.${step}`)}
          </ButtonLink>
        ) : (
          <DeedForm key={step} action={at(step)} fields={{ step, version }}>
            <Button look={LOOKS[step] ?? "quiet"}>{t(`steps.${step}`)}</Button>
          </DeedForm>
        ),
      )}
      {mayRemind && (
        <DeedForm action={`/pairings/${pairing.id}/remind`}>
          <Button look="quiet">{t("remind")}</Button>
        </DeedForm>
      )}
    </div>
  );
}
