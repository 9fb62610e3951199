import type { Reason } from "~/domain/scoring/types";
import { isLocale, type Locale } from "~/i18n/locales";
import { reasonText } from "~/i18n/reason-text";
import { translator, type Namespace } from "~/i18n/translator";

type Args = Readonly<Record<string, string | number>>;

/** Translates keys that are known at run time only, such as those of the domain. */
export type Say = (key: string, args?: Args) => string;

/** What the command line says, in one language. */
export interface Language {
  readonly locale: Locale;
  readonly cli: Say;
  readonly roster: Say;
  readonly reason: (reason: Reason) => string;
}

/** Everything that can be said in a language. */
export function languageOf(locale: Locale): Language {
  const reasons = translator(locale, "reasons");
  return {
    locale,
    cli: sayer(locale, "cli"),
    roster: sayer(locale, "roster"),
    reason: (reason) => reasonText(reasons, locale, reason),
  };
}

/**
 * The language to answer in: `--lang`, wherever it stands and even if the rest of the line is wrong, else the
 * environment's, else English. An unknown `--lang` is complained about later, in the environment's language.
 */
export function chooseLocale(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Locale {
  const asked = args
    .map((arg, at) =>
      arg === "--lang" ? args[at + 1] : /^--lang=(.*)$/u.exec(arg)?.[1],
    )
    .find((value) => isLocale(value));
  return isLocale(asked) ? asked : environmentLocale(env);
}

/** The first of the variables that is set decides, as everywhere in POSIX: `fr_TN.UTF-8` is French, `C` English. */
function environmentLocale(
  env: Readonly<Record<string, string | undefined>>,
): Locale {
  const set = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find(
    (value) => value,
  );
  const language = (set ?? "").toLowerCase().split(/[_.@-]/u)[0];
  return isLocale(language) ? language : "en";
}

function sayer(locale: Locale, namespace: Namespace): Say {
  // keys and arguments come as data; a test compares them with the catalogues
  const t = translator(locale, namespace) as unknown as (
    key: string,
    args?: Args,
  ) => string;
  return (key, args) => t(key, args);
}
