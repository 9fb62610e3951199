import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { useControl } from "~/components/field-frame.tsx";
import { SelectField, TextField, TickField } from "~/components/fields.tsx";
import { Card } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import { wordsIn, type Words } from "~/domain/question/question.ts";
import { QUESTION_RELATIONS } from "~/domain/scoring/types.ts";

/** An own question whose answers can be compared. */
interface Comparable {
  readonly id: string;
  readonly label: Words;
}

/** Own questions as criteria or rules, a row each. */
export function OwnQuestions(props: {
  questions: readonly Comparable[];
  cohortId: string;
}) {
  const t = useTranslations("criteria");
  const { questions, cohortId } = props;
  return (
    <Card title={t("questions")} id="questions">
      <p className="mb-4 text-muted">
        {t(questions.length > 0 ? "questions_hint" : "questions_none")}{" "}
        <Link to={`/cohorts/${cohortId}/questions`}>{t("questions_open")}</Link>
      </p>
      <ol className="grid gap-5">
        {questions.map((question, at) => (
          <li key={question.id}>
            <QuestionRow name={`questions[${at}]`} question={question} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function QuestionRow(props: { name: string; question: Comparable }) {
  const t = useTranslations("criteria");
  const { locale } = useViewer();
  const { name, question } = props;
  return (
    <fieldset className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_3fr]">
      <legend className="mb-2 font-semibold">
        <bdi>{wordsIn(question.label, locale)}</bdi>
      </legend>
      <input type="hidden" name={`${name}.question`} value={question.id} />
      <SelectField
        name={`${name}.relation`}
        label={t("relation")}
        options={[
          { value: "", label: t("relations.none") },
          ...QUESTION_RELATIONS.map((relation) => ({
            value: relation,
            label: t(`relations.${relation}`),
          })),
        ]}
        optional
      />
      <TextField
        name={`${name}.weight`}
        type="number"
        min={0}
        max={1000}
        inputMode="numeric"
        label={t("question_weight")}
        optional
      />
      <TickField name={`${name}.must`} label={t("question_must")} optional />
    </fieldset>
  );
}

/** The parts of a question's row that cannot be moved here go along as they are saved. */
export function UnmovedQuestion({ name }: { name: string }) {
  return (
    <>
      {["question", "relation", "must"].map((part) => (
        <Unmoved key={part} name={`${name}.${part}`} />
      ))}
    </>
  );
}

/** A field that is sent as it is; nothing if it is empty. */
export function Unmoved({ name }: { name: string }) {
  const control = useControl({ name, label: name });
  const [value = ""] = control.chosen;
  return value === "" ? null : (
    <input type="hidden" name={name} value={value} />
  );
}
