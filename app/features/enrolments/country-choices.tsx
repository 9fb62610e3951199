import { useField } from "@conform-to/react";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMessage } from "~/components/form.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countries, countryName } from "~/domain/reference/countries.ts";

const REGIONS = ["Africa", "Americas", "Asia", "Europe", "Oceania"] as const;

/** Countries as boxes: those around the Mediterranean first, the others folded by region. */
export function CountryChoices({
  name,
  label,
  hint,
}: {
  name: string;
  label: ReactNode;
  hint: ReactNode;
}) {
  const t = useTranslations("applications.goals");
  const { locale } = useViewer();
  const message = useMessage();
  const [field] = useField<string[]>(name);
  const errors = field.errors ?? [];
  const chosen = [field.initialValue ?? []].flat().map(String).filter(Boolean);
  const collator = new Intl.Collator(locale);
  const options = countries
    .map(({ iso2, region, groups }) => ({
      value: iso2,
      label: countryName(iso2, locale),
      region: groups.includes("mediterranean") ? null : region,
    }))
    .sort((a, b) => collator.compare(a.label, b.label));
  const inRegion = (region: string | null) =>
    options.filter((option) => option.region === region);
  return (
    <fieldset id={field.id} className="grid gap-1.5">
      <legend className="mb-1 font-semibold">{label}</legend>
      <p className="text-sm text-muted">{hint}</p>
      {errors.length > 0 && (
        <p className="font-semibold text-danger">
          {errors.map(message).join(" ")}
        </p>
      )}
      <div className="divide-y divide-line rounded-lg border border-field bg-surface">
        <Group
          label={t("mediterranean")}
          name={field.name}
          options={inRegion(null)}
          chosen={chosen}
          open
        />
        {REGIONS.map((region) => (
          <Group
            key={region}
            label={t(`region.${region}`)}
            name={field.name}
            options={inRegion(region)}
            chosen={chosen}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Group(props: {
  label: string;
  name: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  open?: boolean;
}) {
  const { label, name, options, chosen, open = false } = props;
  return (
    <details
      className="group"
      open={open || options.some(({ value }) => chosen.includes(value))}
    >
      <summary className="flex min-h-11 cursor-pointer items-center justify-between gap-3 px-3 py-2 hover:bg-sea-soft">
        {label}
        <ChevronDown
          aria-hidden="true"
          className="size-5 shrink-0 text-muted group-open:rotate-180"
        />
      </summary>
      <div className="grid gap-x-6 px-3 pb-3 sm:grid-cols-2">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-11 cursor-pointer items-start gap-3 py-2"
          >
            <input
              type="checkbox"
              name={name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              className="mt-0.5 size-5 shrink-0 accent-sea"
            />
            <bdi>{option.label}</bdi>
          </label>
        ))}
      </div>
    </details>
  );
}
