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
  const states = useTranslations("terms.cohort_state");
  const at = COHORT_STATES.indexOf(state);
  return (
    <ol aria-label={t("title")} className="mb-4 grid grid-cols-5 gap-1">
      {COHORT_STATES.map((each, index) => (
        <li
          key={each}
          aria-current={index === at ? "step" : undefined}
          className={`min-w-0 border-t-4 pt-1.5 text-xs sm:text-sm ${index < at ? "border-olive text-muted" : index === at ? "border-sea font-semibold text-sea" : "border-line text-muted"}`}
        >
          <span
            className={`flex items-center gap-x-1 ${index === at ? "whitespace-nowrap" : "max-sm:sr-only"}`}
          >
            {index < at && (
              <Check aria-hidden="true" className="size-4 text-olive" />
            )}
            {states(each)}
            {index < at && <span className="sr-only">({t("done")})</span>}
            {index === at && <span className="sr-only">({t("now")})</span>}
          </span>
          {index <= at && dates[each] && (
            <span className="block text-xs font-normal text-muted max-sm:hidden">
              <When at={dates[each] ?? ""} dateOnly />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
