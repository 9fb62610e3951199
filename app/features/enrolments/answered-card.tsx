import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Facts } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import {
  wordsIn,
  type Answer,
  type Question,
  type Words,
} from "~/domain/question/question.ts";
import { AnswerText } from "./question-fields.tsx";

interface Answered extends Question {
  readonly id: string;
  readonly label: Words;
  readonly answer: Answer;
}

/** The answers to the cohort's own questions; nothing where none was asked. */
export function AnsweredCard({
  answered,
  changeAt = null,
}: {
  answered: readonly Answered[];
  changeAt?: string | null;
}) {
  const t = useTranslations("questions");
  const { locale } = useViewer();
  if (answered.length === 0 && changeAt === null) return null;
  return (
    <Card
      title={t("task")}
      actions={changeAt && <Link to={changeAt}>{t("change")}</Link>}
    >
      {answered.length === 0 ? (
        <p className="text-muted">{t("no_answers")}</p>
      ) : (
        <Facts
          items={answered.map((question) => ({
            term: wordsIn(question.label, locale),
            value: <AnswerText question={question} answer={question.answer} />,
          }))}
        />
      )}
    </Card>
  );
}
