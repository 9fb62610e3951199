import { useTranslations } from "use-intl";
import { SelectField } from "~/components/fields.tsx";
import { countries } from "~/domain/reference/countries.ts";

/** Zones of the countries around the Mediterranean first: most people find theirs among few. */
export function TimeZoneField({
  current,
  hint,
}: {
  /** Stays a choice, whatever it is. */
  current: unknown;
  hint: string;
}) {
  const t = useTranslations("applications.availability");
  const near = new Set(
    countries.flatMap(({ groups, timeZones }) =>
      groups.includes("mediterranean") ? timeZones.slice(0, 1) : [],
    ),
  );
  const all = new Set(countries.flatMap(({ timeZones }) => timeZones));
  if (typeof current === "string") all.add(current);
  const options = (zones: Iterable<string>) =>
    [...zones]
      .sort()
      .map((value) => ({ value, label: value.replaceAll("_", " ") }));
  return (
    <SelectField
      name="timeZone"
      label={t("time_zone")}
      hint={hint}
      groups={[
        { label: t("zones_near"), options: options(near) },
        {
          label: t("zones_all"),
          options: options([...all].filter((zone) => !near.has(zone))),
        },
      ]}
    />
  );
}
