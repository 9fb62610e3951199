import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import { When } from "~/components/values.tsx";
import { COHORT_STATES, type CohortState } from "~/domain/cohort/lifecycle.ts";
import type { PhaseDates } from "./phase-bar.server.ts";

/** Where a cohort stands between draft and closed, and since when, in words as well as colour. */
export function PhaseBar({
  state,
  dates,
}: {
  state: CohortState;
  dates: PhaseDates;
}) {
  const t = useTranslations("programmes.phase");
  const at = COHORT_STATES.indexOf(state);
  return (
    <ol aria-label={t("title")} className="mb-4 grid grid-cols-5 gap-1">
      {COHORT_STATES.map((each, index) => (
        <Phase
          key={each}
          phase={each}
          is={index < at ? "done" : index === at ? "now" : "ahead"}
          since={index <= at ? (dates[each] ?? null) : null}
        />
      ))}
    </ol>
  );
}

const LOOKS = {
  done: "border-olive text-muted",
  now: "border-sea font-semibold text-sea",
  ahead: "border-line text-muted",
} as const;

function Phase(props: {
  phase: CohortState;
  is: keyof typeof LOOKS;
  since: string | null;
}) {
  const { phase, is, since } = props;
  const t = useTranslations("programmes.phase");
  const states = useTranslations("terms.cohort_state");
  return (
    <li
      aria-current={is === "now" ? "step" : undefined}
      className={`min-w-0 border-t-4 pt-1.5 text-xs sm:text-sm ${LOOKS[is]}`}
    >
      <span
        className={`flex items-center gap-x-1 ${is === "now" ? "whitespace-nowrap" : "max-sm:sr-only"}`}
      >
        {is === "done" && (
          <Check aria-hidden="true" className="size-4 text-olive" />
        )}
        {states(phase)}
        {is !== "ahead" && <span className="sr-only">({t(is)})</span>}
      </span>
      {since && (
        <span className="block text-xs font-normal text-muted max-sm:hidden">
          <When at={since} dateOnly />
        </span>
      )}
    </li>
  );
}
