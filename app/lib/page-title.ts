import { translator, type Namespace } from "~/i18n/translator.ts";
import { isLocale } from "~/i18n/locales.ts";

interface Match {
  readonly id: string;
  readonly data?: unknown;
}

/** The title of a page in the viewer's language, with the name of the product behind it. */
export function pageTitle<N extends Namespace>(
  matches: readonly Match[],
  namespace: N,
  key: Parameters<ReturnType<typeof translator<N>>>[0],
) {
  const t = translator(localeIn(matches), namespace) as unknown as (
    key: unknown,
  ) => string; // the key was checked against its namespace
  return titled(matches, t(key));
}

/** The same for a page that is named after its subject. */
export function titled(matches: readonly Match[], title: string) {
  const product = translator(localeIn(matches), "shell")("product");
  return [{ title: `${title} · ${product}` }];
}

function localeIn(matches: readonly Match[]) {
  const root = matches.find((match) => match.id === "root")?.data as
    { viewer?: { locale?: unknown } } | undefined;
  const locale = root?.viewer?.locale;
  return isLocale(locale) ? locale : "en";
}
