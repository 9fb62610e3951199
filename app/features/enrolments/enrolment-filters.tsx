import { useTranslations } from "use-intl";
import { FilterTabs } from "~/components/table.tsx";
import {
  ENROLMENT_ROLES,
  ENROLMENT_STATES,
} from "~/domain/enrolment/lifecycle.ts";
import type { EnrolmentFilters } from "./filters.ts";

type Counts = readonly { role: string; state: string; count: number }[];

function sum(counts: Counts, fits: (row: Counts[number]) => boolean): number {
  return counts.filter(fits).reduce((total, { count }) => total + count, 0);
}

/** Filters of the list that are links, each with how many it would show. */
export function EnrolmentTabs({
  filters,
  counts,
}: {
  filters: EnrolmentFilters;
  counts: Counts;
}) {
  const t = useTranslations("enrolments.list");
  const terms = useTranslations("terms");
  const { role, state } = filters;
  return (
    <>
      <FilterTabs
        name="role"
        current={role}
        label={t("roles")}
        options={[
          {
            value: "",
            label: t("all_roles"),
            count: sum(counts, (row) => state === "" || row.state === state),
          },
          ...ENROLMENT_ROLES.map((value) => ({
            value,
            label: terms(`role.${value}`),
            count: sum(
              counts,
              (row) =>
                row.role === value && (state === "" || row.state === state),
            ),
          })),
        ]}
      />
      <FilterTabs
        name="state"
        current={state}
        label={t("states")}
        options={[
          {
            value: "",
            label: t("all_states"),
            count: sum(counts, (row) => role === "" || row.role === role),
          },
          ...ENROLMENT_STATES.map((value) => ({
            value,
            label: terms(`enrolment_state.${value}`),
            count: sum(
              counts,
              (row) =>
                row.state === value && (role === "" || row.role === role),
            ),
          })),
        ]}
      />
    </>
  );
}
