import { useTranslations } from "use-intl";
import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";

/** The name of a country in the viewer's language; null is said to be not stated. */
export function useCountryText(): (code: string | null) => string {
  const t = useTranslations("reports");
  const { locale } = useViewer();
  return (code) =>
    code === null ? t("not_stated") : countryName(code, locale);
}
