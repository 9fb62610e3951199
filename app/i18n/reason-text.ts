import { countryName } from "~/domain/reference/countries";
import { sectorName } from "~/domain/reference/sectors";
import { REASON_KEYS, type ReasonArgument } from "~/domain/scoring/reasons";
import type { Reason } from "~/domain/scoring/types";
import { intlLocale, type Locale } from "./locales";

/** A translator of the `reasons` catalogue; keys of a stored reason are known at run time only. */
export interface ReasonTranslator {
  (key: never, args: never): string;
  has(key: never): boolean;
}

/**
 * A reason as a sentence: its codes become the names that the language has for them.
 *
 * Topics are shown as they were written, unless the caller knows names for them.
 *
 * A key that the catalogue no longer holds, from a result stored long ago, comes back as it is.
 */
export function reasonText(
  t: ReasonTranslator,
  locale: Locale,
  { key, args }: Reason,
  topicName: (topic: string) => string = (topic) => topic,
): string {
  // the key was checked when the reason was made, in `domain/scoring/reasons.ts`
  const known = key as never;
  if (!t.has(known)) return key;
  const kinds: Readonly<Record<string, ReasonArgument>> =
    REASON_KEYS[key as keyof typeof REASON_KEYS] ?? {};
  const shown = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === "string" && (name === "topic" || name === "group")
        ? topicName(value)
        : kinds[name] === "question"
          ? questionText({ args }, locale)
          : shownAs(kinds[name], value, locale),
    ]),
  );
  return t(known, shown as never);
}

/** The own question that a reason speaks of, in the reader's language where it was written in it. */
export function questionText(
  { args }: Pick<Reason, "args">,
  locale: Locale,
): string {
  return String(args[`question_${locale}`] ?? args["question"] ?? "");
}

function shownAs(
  kind: ReasonArgument | undefined,
  value: string | number,
  locale: Locale,
): string | number {
  if (typeof value === "number") return value;
  if (kind === "sector") return sectorName(value, locale);
  if (kind === "country") return countryName(value, locale);
  if (kind === "language") return languageName(value, locale);
  return value;
}

/** A language's name in the language of the reader; its code where there is none. */
export function languageName(code: string, locale: Locale): string {
  return (
    new Intl.DisplayNames(intlLocale(locale), { type: "language" }).of(code) ??
    code
  );
}
