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

export function localeCookie(locale: string): string {
  return `locale=${isLocale(locale) ? locale : "en"}; Path=/; SameSite=Lax; Max-Age=31536000`;
}
