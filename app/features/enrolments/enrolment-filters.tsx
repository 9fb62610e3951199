import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { FilterTabs } from "~/components/table.tsx";
import { useViewer } from "~/components/viewer.ts";
import {
  ENROLMENT_ROLES,
  ENROLMENT_STATES,
} from "~/domain/enrolment/lifecycle.ts";
import { countryName } from "~/domain/reference/countries.ts";
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

/** Search and country; role and state stay as they are. */
export function EnrolmentSearch({
  filters,
  countries,
}: {
  filters: EnrolmentFilters;
  countries: readonly string[];
}) {
  const t = useTranslations("enrolments.list");
  const { locale } = useViewer();
  const collator = new Intl.Collator(locale);
  const options = countries
    .map((code) => ({ code, label: countryName(code, locale) }))
    .sort((a, b) => collator.compare(a.label, b.label));
  const control =
    "min-h-11 rounded-lg border border-field bg-surface px-3 max-sm:w-full";
  return (
    <form
      method="get"
      role="search"
      className="mb-4 flex flex-wrap items-end gap-3 print:hidden"
    >
      {filters.role && <input type="hidden" name="role" value={filters.role} />}
      {filters.state && (
        <input type="hidden" name="state" value={filters.state} />
      )}
      <label className="grid gap-1 max-sm:w-full sm:w-72">
        <span className="text-sm font-semibold">{t("search")}</span>
        <input
          type="search"
          name="q"
          defaultValue={filters.q}
          maxLength={100}
          dir="auto"
          className={control}
        />
      </label>
      <label className="grid gap-1 max-sm:w-full">
        <span className="text-sm font-semibold">{t("country")}</span>
        <select
          name="country"
          defaultValue={filters.country}
          className={control}
        >
          <option value="">{t("all_countries")}</option>
          {options.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Button look="quiet">{t("search_action")}</Button>
    </form>
  );
}
