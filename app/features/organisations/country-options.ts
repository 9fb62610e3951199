import { countryName } from "~/domain/reference/countries.ts";
import type { Locale } from "~/i18n/locales.ts";

/** Countries to choose from, in the order of their names in a language. */
export function countryOptions(codes: readonly string[], locale: Locale) {
  const collator = new Intl.Collator(locale);
  return codes
    .map((value) => ({ value, label: countryName(value, locale) }))
    .sort((a, b) => collator.compare(a.label, b.label));
}
