import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { PEOPLE_SORTS, type EnrolmentFilters } from "./filters.ts";

const CONTROL =
  "min-h-11 w-full rounded-lg border border-field bg-surface px-3";

/** Search, the finer filters and the order; role and state stay as they are. */
export function PeopleSearch({
  filters,
  countries,
  tags,
}: {
  filters: EnrolmentFilters;
  countries: readonly string[];
  tags: readonly { key: string; tag: string; count: number }[];
}) {
  const t = useTranslations("enrolments.list");
  const { locale } = useViewer();
  const collator = new Intl.Collator(locale);
  return (
    <form
      method="get"
      role="search"
      className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[minmax(14rem,2fr)_repeat(4,minmax(0,1fr))_auto] print:hidden"
    >
      {filters.role && <input type="hidden" name="role" value={filters.role} />}
      {filters.state && (
        <input type="hidden" name="state" value={filters.state} />
      )}
      <label className="grid gap-1">
        <span className="text-sm font-semibold">{t("search")}</span>
        <input
          type="search"
          name="q"
          defaultValue={filters.q}
          maxLength={100}
          dir="auto"
          className={CONTROL}
        />
      </label>
      <Choice
        name="country"
        label={t("country")}
        chosen={filters.country}
        all={t("all_countries")}
        options={countries
          .map((code) => ({ value: code, label: countryName(code, locale) }))
          .sort((a, b) => collator.compare(a.label, b.label))}
      />
      <Choice
        name="tag"
        label={t("tag")}
        chosen={filters.tag}
        all={t("all_tags")}
        options={tags.map(({ key, tag, count }) => ({
          value: key,
          label: t("tag_count", { tag, count }),
        }))}
      />
      <Choice
        name="complete"
        label={t("complete")}
        chosen={filters.complete}
        all={t("all_complete")}
        options={(["yes", "no"] as const).map((value) => ({
          value,
          label: t(`complete_${value}`),
        }))}
      />
      <Choice
        name="sort"
        label={t("sort")}
        chosen={filters.sort}
        options={PEOPLE_SORTS.map((value) => ({
          value,
          label: t(`sorts.${value}`),
        }))}
      />
      <Button look="quiet">{t("search_action")}</Button>
    </form>
  );
}

function Choice(props: {
  name: string;
  label: string;
  chosen: string;
  all?: string;
  options: readonly { value: string; label: string }[];
}) {
  const { name, label, chosen, all, options } = props;
  return (
    <label className="grid gap-1">
      <span className="text-sm font-semibold">{label}</span>
      <select name={name} defaultValue={chosen} className={CONTROL}>
        {all && <option value="">{all}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
