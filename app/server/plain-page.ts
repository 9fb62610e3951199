import ar from "~/i18n/ar/errors.json";
import en from "~/i18n/en/errors.json";
import fr from "~/i18n/fr/errors.json";
import { direction, type Locale, LOCALES } from "~/i18n/locales.ts";

/** The texts about errors, before anybody knows which language the person reads. */
type Texts = typeof en;
const TEXTS = { en, fr, ar } satisfies Record<Locale, Texts>;

/**
 * A page that needs neither Remix nor the database, in every language at once.
 *
 * @param say   what to say, from the texts of one language
 * @param more  HTML to end with
 */
export function plainPage(
  say: (texts: Texts) => { title: string; paragraphs: readonly string[] },
  more = "",
): string {
  const sections = LOCALES.map((locale) => {
    const { title, paragraphs } = say(TEXTS[locale]);
    const text = paragraphs.map((one) => `<p>${one}</p>`).join("");
    return `<section lang="${locale}" dir="${direction(locale)}"><h1>${title}</h1>${text}</section>`;
  });
  const { title } = say(TEXTS.en);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head><body><main>${sections.join("")}${more}</main></body></html>`;
}

/** One short text in every language, for a button or a link. */
export function inAllLanguages(say: (texts: Texts) => string): string {
  return LOCALES.map(
    (locale) => `<span lang="${locale}">${say(TEXTS[locale])}</span>`,
  ).join(" · ");
}
