import { useTranslations } from "use-intl";
import { ChoiceField, TextArea, TextField } from "~/components/fields.tsx";
import { useViewer } from "~/components/viewer.ts";
import {
  LONGEST_ANSWER,
  wordsIn,
  type Answer,
  type Question,
  type Words,
} from "~/domain/question/question.ts";

interface Asked extends Question {
  readonly id: string;
  readonly label: Words;
  readonly isRequired: boolean;
}

/** The field of one question, in the reader's language. */
export function QuestionField({ question }: { question: Asked }) {
  const t = useTranslations("questions");
  const { locale } = useViewer();
  const { id, kind, isRequired } = question;
  const shared = {
    name: `answer-${id}`,
    label: wordsIn(question.label, locale),
    optional: !isRequired,
  };
  if (kind === "text")
    return <TextArea {...shared} rows={3} maxLength={LONGEST_ANSWER} />;
  if (kind === "number")
    return <TextField {...shared} inputMode="decimal" dir="ltr" />;
  const options =
    kind === "yes_no"
      ? (["yes", "no"] as const).map((value) => ({ value, label: t(value) }))
      : question.options.map((option) => ({
          value: option.id,
          label: wordsIn(option.label, locale),
        }));
  return (
    <ChoiceField
      {...shared}
      type={kind === "multiple" ? "checkbox" : "radio"}
      options={options}
    />
  );
}

/** An answer in words. */
export function AnswerText({
  question,
  answer,
}: {
  question: Question;
  answer: Answer;
}) {
  const t = useTranslations("questions");
  const { locale } = useViewer();
  if (typeof answer === "boolean") return <>{t(answer ? "yes" : "no")}</>;
  if (typeof answer === "number") return <bdi dir="ltr">{answer}</bdi>;
  if (question.kind === "text")
    return (
      <p dir="auto" className="whitespace-pre-line">
        {answer}
      </p>
    );
  const ids = typeof answer === "string" ? [answer] : answer;
  return (
    <ul>
      {question.options
        .filter(({ id }) => ids.includes(id))
        .map(({ id, label }) => (
          <li key={id}>
            <bdi>{wordsIn(label, locale)}</bdi>
          </li>
        ))}
    </ul>
  );
}
