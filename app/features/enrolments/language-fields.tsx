import { useTranslations } from "use-intl";
import { SelectField } from "~/components/fields.tsx";
import { useViewer } from "~/components/viewer.ts";
import { languageCodes } from "~/domain/roster/language-codes.ts";
import { LANGUAGE_LEVELS } from "~/domain/scoring/types.ts";
import { languageName } from "~/i18n/reason-text.ts";

/** Languages with their levels, the preferred one first. */
export function LanguageFields({ rows }: { rows: number }) {
  const t = useTranslations("applications.languages");
  const terms = useTranslations("terms");
  const { locale } = useViewer();
  const collator = new Intl.Collator(locale);
  const named = (codes: readonly string[]) =>
    codes
      .map((code) => ({ value: code, label: languageName(code, locale) }))
      .sort((a, b) => collator.compare(a.label, b.label));
  const groups = [
    { label: t("frequent"), options: named(FREQUENT) },
    {
      label: t("all"),
      options: named(
        languageCodes().filter((code) => !FREQUENT.includes(code)),
      ),
    },
  ];
  return (
    <>
      {Array.from({ length: rows }, (_, index) => (
        <fieldset key={index} className="grid gap-3 sm:grid-cols-2">
          <legend className="mb-1 font-semibold">
            {index === 0 ? t("preferred") : t("row", { number: index + 1 })}
          </legend>
          <SelectField
            name={`languages[${index}].code`}
            label={t("language")}
            groups={groups}
            optional={index > 0}
          />
          <SelectField
            name={`languages[${index}].level`}
            label={t("level")}
            options={LANGUAGE_LEVELS.map((value) => ({
              value,
              label: terms(`level.${value}`),
            }))}
            optional={index > 0}
          />
        </fieldset>
      ))}
    </>
  );
}

const FREQUENT = ["ar", "de", "el", "en", "es", "fr", "it", "pt", "tr"];
