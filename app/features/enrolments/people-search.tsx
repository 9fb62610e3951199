import { useTranslations } from "use-intl";
import { ListSearch } from "~/components/list-search.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countryOptions as everyCountry } from "~/domain/reference/countries.ts";
import { ecosystemOptions } from "~/domain/reference/sectors.ts";
import { countryOptions } from "~/features/organisations/country-options.ts";
import { PEOPLE_SORTS, type EnrolmentFilters } from "./filters.ts";

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
  return (
    <ListSearch
      label={t("search")}
      q={filters.q}
      submit={t("search_action")}
      keep={{
        role: filters.role,
        state: filters.state,
        first: filters.first,
      }}
      choices={[
        {
          name: "country",
          label: t("country"),
          chosen: filters.country,
          all: t("all_countries"),
          options: countryOptions(countries, locale),
        },
        {
          name: "sector",
          label: t("sector"),
          chosen: filters.sector,
          all: t("all_sectors"),
          options: ecosystemOptions(locale),
        },
        {
          name: "market",
          label: t("market"),
          chosen: filters.market,
          all: t("all_markets"),
          options: everyCountry(locale),
        },
        {
          name: "tag",
          label: t("tag"),
          chosen: filters.tag,
          all: t("all_tags"),
          options: tags.map(({ key, tag, count }) => ({
            value: key,
            label: t("tag_count", { tag, count }),
          })),
        },
        {
          name: "complete",
          label: t("complete"),
          chosen: filters.complete,
          all: t("all_complete"),
          options: (["yes", "no"] as const).map((value) => ({
            value,
            label: t(`complete_${value}`),
          })),
        },
        {
          name: "sort",
          label: t("sort"),
          chosen: filters.sort,
          options: PEOPLE_SORTS.map((value) => ({
            value,
            label: t(`sorts.${value}`),
          })),
        },
      ]}
    />
  );
}
