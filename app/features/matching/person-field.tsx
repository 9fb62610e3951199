import { useTranslations } from "use-intl";
import { SelectField, TextField } from "~/components/fields.tsx";
import type { PersonChoices } from "./person-choices.server.ts";

/** One person of a side of the cohort; where there are very many, a part of the name narrows the choice. */
export function PersonField({
  side,
  label,
  choices,
}: {
  side: "mentor" | "mentee";
  label: string;
  choices: PersonChoices;
}) {
  const t = useTranslations("matching.choose");
  const { offered, part, hasMore, first } = choices;
  return (
    <div className="grid gap-3">
      {(hasMore || part !== "") && (
        <TextField
          name={`${side}Name`}
          label={t(`part.${side}`)}
          hint={hasMore ? t("more", { count: first }) : undefined}
          maxLength={100}
          optional
        />
      )}
      <SelectField
        name={side}
        label={label}
        options={offered.map(({ id, name, organisation }) => ({
          value: id,
          label: organisation ? `${name} (${organisation})` : name,
        }))}
      />
    </div>
  );
}
