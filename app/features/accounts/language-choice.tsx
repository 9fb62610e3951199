import { ChoiceField } from "~/components/fields.tsx";
import { LOCALE_NAMES, LOCALES } from "~/i18n/locales.ts";

/** The languages of the platform, each by its own name. */
export function LanguageChoice({
  label,
  hint,
}: {
  label: string;
  hint?: string;
}) {
  return (
    <ChoiceField
      name="locale"
      type="radio"
      label={label}
      hint={hint}
      options={LOCALES.map((locale) => ({
        value: locale,
        label: LOCALE_NAMES[locale],
      }))}
    />
  );
}
