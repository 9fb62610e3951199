import { intlLocale, type Locale } from "./locales.ts";

/** A language by its name in the reader's language; an unknown code is shown as it is. */
export function languageName(code: string, locale: Locale): string {
  try {
    const names = new Intl.DisplayNames(intlLocale(locale), {
      type: "language",
    });
    return names.of(code) ?? code;
  } catch {
    return code; // Intl refuses what is no language tag at all
  }
}
