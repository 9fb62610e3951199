import { createTranslator } from "use-intl/core";
import { catalogue, type Messages } from "./catalogue.ts";
import { intlLocale, type Locale } from "./locales.ts";

export type Namespace = keyof Messages;

/** Translates outside of React: mail, command line, jobs. Keys are checked by the compiler. */
export function translator<N extends Namespace>(locale: Locale, namespace: N) {
  return createTranslator<Messages, N>({
    locale: intlLocale(locale),
    messages: catalogue(locale),
    namespace,
    timeZone: "UTC",
  });
}
