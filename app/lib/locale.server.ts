import Negotiator from "negotiator";
import { isLocale, LOCALES, type Locale } from "~/i18n/locales.ts";
import { parseCookies } from "./cookies.server.ts";

/** The language of an answer: what the person chose here, else what their browser asks for, else English. */
export function localeOf(request: Request): Locale {
  const chosen = parseCookies(request).get("locale");
  if (isLocale(chosen)) return chosen;
  const asked = new Negotiator({
    headers: {
      "accept-language": request.headers.get("Accept-Language") ?? "",
    },
  }).language([...LOCALES]);
  return isLocale(asked) ? asked : "en";
}

/** How long a language chosen before signing in is taken for the choice of whoever signs in next. */
const CHOICE_SECONDS = 1800;

/** The language that a visitor has just chosen on a page, not one that an earlier sign-in left; null for none. */
export function chosenLocale(request: Request): Locale | null {
  const chosen = parseCookies(request).get("locale_choice");
  return isLocale(chosen) ? chosen : null;
}

/** Remembers a visitor's choice for a while, or (null) forgets it. */
export function choiceCookie(locale: Locale | null): string {
  return locale
    ? `locale_choice=${locale}; Path=/; SameSite=Lax; HttpOnly; Max-Age=${CHOICE_SECONDS}`
    : "locale_choice=; Path=/; SameSite=Lax; HttpOnly; Max-Age=0";
}

/** Makes every page after this one speak the language. */
export function localeCookie(locale: string): string {
  return `locale=${isLocale(locale) ? locale : "en"}; Path=/; SameSite=Lax; Max-Age=31536000`;
}
