import { useTranslations } from "use-intl";
import { ListSearch } from "~/components/list-search.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countryOptions } from "./country-options.ts";
import { ORGANISATION_SORTS, type OrganisationFilters } from "./filters.ts";

/** Search by name and country, and the order; the kind chosen above stays as it is. */
export function SearchBar({
  filters,
  countries,
}: {
  filters: OrganisationFilters;
  countries: readonly string[];
}) {
  const t = useTranslations("organisations");
  const { locale } = useViewer();
  return (
    <ListSearch
      label={t("search")}
      q={filters.q}
      submit={t("search_action")}
      keep={{ kind: filters.kind }}
      choices={[
        {
          name: "country",
          label: t("country"),
          chosen: filters.country,
          all: t("all_countries"),
          options: countryOptions(countries, locale),
        },
        {
          name: "sort",
          label: t("sort"),
          chosen: filters.sort,
          options: ORGANISATION_SORTS.map((value) => ({
            value,
            label: t(`sorts.${value}`),
          })),
        },
      ]}
    />
  );
}
