import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { useControl } from "~/components/field-frame.tsx";
import { SelectField, TextField, TickField } from "~/components/fields.tsx";
import { Card } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import { OBJECTIVES } from "~/domain/matching/types.ts";
import { wordsIn, type Words } from "~/domain/question/question.ts";
import {
  COUNTRY_MODES,
  CRITERIA,
  LANGUAGE_LEVELS,
} from "~/domain/scoring/types.ts";
import { Unmoved, UnmovedQuestion } from "./question-criteria.tsx";

export interface TrialQuestion {
  readonly id: string;
  readonly label: Words;
  readonly isRule: boolean;
}

/** A slider with its number; a saved weight beyond 100 moves the end of the scale. */
function Slider({ name, label }: { name: string; label: string }) {
  const control = useControl({ name, label });
  const value = control.chosen[0] ?? "0";
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 py-1">
      <label htmlFor={control.field.id} className="font-semibold">
        {label}
      </label>
      <output
        htmlFor={control.field.id}
        className="w-12 text-end tabular-nums"
        data-shows={name}
      >
        {value}
      </output>
      <input
        type="range"
        min={0}
        max={Math.max(100, Number(value))}
        step={1}
        defaultValue={value}
        {...control.props}
        className="col-span-2 min-h-8 w-full cursor-pointer accent-sea"
      />
    </div>
  );
}

/** What can be moved: the weights first, the rest below. */
export function TrialFields(props: {
  hasMatrix: boolean;
  /** Own questions that count, in the order of their fields. */
  questions: readonly TrialQuestion[];
}) {
  const { hasMatrix, questions } = props;
  const { locale } = useViewer();
  const t = useTranslations("whatif");
  const criteria = useTranslations("criteria");
  const terms = useTranslations("terms");
  return (
    <Card title={t("move")}>
      <div className="grid gap-1">
        {CRITERIA.map((criterion) => (
          <Slider
            key={criterion}
            name={`weights.${criterion}`}
            label={terms(`criterion.${criterion}`)}
          />
        ))}
        {questions.map(({ id, label, isRule }, at) => (
          <Fragment key={id}>
            <UnmovedQuestion name={`questions[${at}]`} />
            {!isRule && (
              <Slider
                name={`questions[${at}].weight`}
                label={wordsIn(label, locale)}
              />
            )}
          </Fragment>
        ))}
      </div>
      <details className="mt-4">
        <summary className="min-h-11 cursor-pointer py-2 font-semibold">
          {criteria("country")}
        </summary>
        {COUNTRY_MODES.map((mode) =>
          mode === "matrix" && !hasMatrix ? (
            <Unmoved key={mode} name="country.matrix" />
          ) : (
            <Slider
              key={mode}
              name={`country.${mode}`}
              label={terms(`country_mode.${mode}`)}
            />
          ),
        )}
      </details>
      <div className="mt-4 grid gap-4">
        <SelectField
          name="objective"
          label={criteria("objective")}
          options={OBJECTIVES.map((objective) => ({
            value: objective,
            label: terms(`objective.${objective}`),
          }))}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="minimumScore"
            type="number"
            min={0}
            max={100}
            step="0.01"
            label={criteria("minimum_score")}
          />
          <SelectField
            name="language"
            label={criteria("language")}
            options={LANGUAGE_LEVELS.map((level) => ({
              value: level,
              label: terms(`level.${level}`),
            }))}
          />
        </div>
        <TickField
          name="allowSameOrganisation"
          label={criteria("same_organisation")}
          optional
        />
      </div>
    </Card>
  );
}
