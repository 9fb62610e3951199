import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";

interface SearchBarProps {
  q: string;
  kind: string;
  country: string;
  countries: readonly string[];
}

/** Search by name and country; the kind chosen above stays as it is. */
export function SearchBar({ q, kind, country, countries }: SearchBarProps) {
  const t = useTranslations("organisations");
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
      {kind !== "" && <input type="hidden" name="kind" value={kind} />}
      <label className="grid gap-1 max-sm:w-full">
        <span className="text-sm font-semibold">{t("search")}</span>
        <input
          type="search"
          name="q"
          defaultValue={q}
          maxLength={100}
          dir="auto"
          className={control}
        />
      </label>
      <label className="grid gap-1 max-sm:w-full">
        <span className="text-sm font-semibold">{t("country")}</span>
        <select name="country" defaultValue={country} className={control}>
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
