import { useTranslations } from "use-intl";
import {
  ChoiceField,
  SelectField,
  TextField,
  TickField,
} from "~/components/fields.tsx";
import { Card } from "~/components/page.tsx";
import { Bar } from "~/components/values.tsx";
import {
  EVENNESS,
  QUOTA_ATTRIBUTES,
  SIDES,
} from "~/domain/matching/settings.ts";
import { OBJECTIVES } from "~/domain/matching/types.ts";
import {
  COUNTRY_MODES,
  CRITERIA,
  LANGUAGE_LEVELS,
  type CountryMode,
  type Criterion,
} from "~/domain/scoring/types.ts";

/** Numbers with a bar that shows their share of the sum, as it was when the page was made. */
function Weight(props: {
  name: string;
  label: string;
  hint: string;
  value: number;
  sum: number;
}) {
  const t = useTranslations("criteria");
  const { name, label, hint, value, sum } = props;
  return (
    <div className="grid grid-cols-[1fr_auto] items-end gap-x-4 gap-y-1 border-b border-line py-3 last:border-b-0">
      <TextField
        name={name}
        type="number"
        min={0}
        max={1000}
        inputMode="numeric"
        label={label}
        hint={hint}
      />
      <p className="flex min-h-11 items-center gap-2 text-sm">
        <Bar value={value} of={sum} className="w-16 sm:w-28" />
        <span className="w-12 text-end">
          {t("share", { share: sum > 0 ? value / sum : 0 })}
        </span>
      </p>
    </div>
  );
}

function sumOf(values: Readonly<Record<string, number>>): number {
  return Object.values(values).reduce((sum, value) => sum + value, 0);
}

export function CriterionWeights({
  weights,
}: {
  weights: Readonly<Record<Criterion, number>>;
}) {
  const t = useTranslations("criteria");
  const terms = useTranslations("terms.criterion");
  return (
    <Card title={t("weights")}>
      <p className="mb-2 text-muted">{t("weights_hint")}</p>
      {CRITERIA.map((criterion) => (
        <Weight
          key={criterion}
          name={`weights.${criterion}`}
          label={terms(criterion)}
          hint={t(`criterion_hint.${criterion}`)}
          value={weights[criterion]}
          sum={sumOf(weights)}
        />
      ))}
    </Card>
  );
}

/** The table of countries counts only where a programme has one; without it its weight stays as it is. */
export function CountryWeights({
  modes,
  hasMatrix,
}: {
  modes: Readonly<Record<CountryMode, number>>;
  hasMatrix: boolean;
}) {
  const t = useTranslations("criteria");
  const terms = useTranslations("terms.country_mode");
  return (
    <Card title={t("country")}>
      <p className="mb-2 text-muted">{t("country_hint")}</p>
      {COUNTRY_MODES.map((mode) =>
        mode === "matrix" && !hasMatrix ? (
          <input
            key={mode}
            type="hidden"
            name="country.matrix"
            value={modes.matrix}
          />
        ) : (
          <Weight
            key={mode}
            name={`country.${mode}`}
            label={terms(mode)}
            hint={t(`mode_hint.${mode}`)}
            value={modes[mode]}
            sum={sumOf(modes)}
          />
        ),
      )}
    </Card>
  );
}

export function Rules() {
  const t = useTranslations("criteria");
  const levels = useTranslations("terms.level");
  return (
    <Card title={t("rules")}>
      <div className="grid gap-5">
        <SelectField
          name="language"
          label={t("language")}
          hint={t("language_hint")}
          options={LANGUAGE_LEVELS.map((level) => ({
            value: level,
            label: levels(level),
          }))}
        />
        <TickField
          name="allowSameOrganisation"
          label={t("same_organisation")}
          optional
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            name="minimumScore"
            type="number"
            min={0}
            max={100}
            step="0.01"
            label={t("minimum_score")}
            hint={t("minimum_score_hint")}
          />
          <TextField
            name="hoursNeeded"
            type="number"
            min={0.5}
            max={40}
            step="0.5"
            label={t("hours_needed")}
          />
        </div>
        <TextField
          name="referenceDate"
          type="date"
          label={t("reference_date")}
          hint={t("reference_date_hint")}
          optional
          className="max-w-sm"
        />
      </div>
    </Card>
  );
}

/** What comes first, and what is asked of the sum besides. */
export function Objective() {
  const t = useTranslations("criteria");
  const terms = useTranslations("terms.objective");
  return (
    <Card>
      <div className="grid gap-6">
        <ChoiceField
          type="radio"
          name="objective"
          label={t("objective")}
          options={OBJECTIVES.map((objective) => ({
            value: objective,
            label: terms(objective),
            hint: t(`objective_hint.${objective}`),
          }))}
        />
        <TickField
          name="floor"
          label={t("floor")}
          hint={t("floor_hint")}
          optional
        />
        <SelectField
          name="evenness"
          label={t("evenness")}
          hint={t("evenness_hint")}
          options={EVENNESS.map((level) => ({
            value: String(level),
            label: t(`evenness_level.${level}`),
          }))}
        />
        <SelectField
          name="proposing"
          label={t("proposing")}
          hint={t("proposing_hint")}
          options={SIDES.map((side) => ({
            value: side,
            label: t(`side.${side}`),
          }))}
        />
      </div>
    </Card>
  );
}

/** Bounds on the number of pairs, a row each; rows left empty say nothing. */
export function Quotas({ rows }: { rows: number }) {
  const t = useTranslations("criteria");
  return (
    <Card title={t("quotas")}>
      <p className="mb-4 text-muted">{t("quotas_hint")}</p>
      <ol className="grid gap-5">
        {Array.from({ length: rows }, (_, at) => (
          <li key={at}>
            <QuotaRow name={`quotas[${at}]`} number={at + 1} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function QuotaRow({ name, number }: { name: string; number: number }) {
  const t = useTranslations("criteria");
  return (
    <fieldset className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_2fr_1fr_1fr]">
      <legend className="mb-2 font-semibold">{t("quota", { number })}</legend>
      <SelectField
        name={`${name}.side`}
        label={t("quota_side")}
        options={SIDES.map((side) => ({
          value: side,
          label: t(`side.${side}`),
        }))}
      />
      <SelectField
        name={`${name}.by`}
        label={t("quota_by")}
        options={QUOTA_ATTRIBUTES.map((by) => ({
          value: by,
          label: t(`quota_attribute.${by}`),
        }))}
      />
      <TextField
        name={`${name}.value`}
        label={t("quota_value")}
        maxLength={200}
        optional
      />
      <TextField
        name={`${name}.atLeast`}
        type="number"
        min={0}
        label={t("quota_at_least")}
        optional
      />
      <TextField
        name={`${name}.atMost`}
        type="number"
        min={0}
        label={t("quota_at_most")}
        optional
      />
    </fieldset>
  );
}
