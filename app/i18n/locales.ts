export const LOCALES = ["en", "fr", "ar"] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(value: unknown): value is Locale {
  return (LOCALES as readonly unknown[]).includes(value);
}

export function direction(locale: Locale): "ltr" | "rtl" {
  return locale === "ar" ? "rtl" : "ltr";
}

/** Formats the same on every machine: servers and browsers differ in the digits of plain "ar". */
const INTL: Readonly<Record<Locale, string>> = {
  en: "en-GB",
  fr: "fr-FR",
  ar: "ar-u-nu-latn-ca-gregory",
};

export function intlLocale(locale: Locale): string {
  return INTL[locale];
}

/** Each language by its own name, for the switch. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: "English",
  fr: "Français",
  ar: "العربية",
};
