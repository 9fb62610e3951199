import {
  cohortQuestions,
  questionAnswers,
  questions,
} from "../schema/index.ts";
import { mark, type Ledger } from "./probe-ledger.ts";
import type { Place, ProbeProgramme } from "./probe-people.ts";

/** A question of the running cohort that everybody has answered, for nobody but themselves and the coordinators. */
export async function addQuestion(
  ledger: Ledger,
  { id: programmeId, running }: ProbeProgramme,
  places: readonly Place[],
): Promise<void> {
  const questionId = crypto.randomUUID();
  await ledger.db.insert(questions).values({
    id: questionId,
    programmeId,
    kind: "text",
    label: { en: "What else should we know?", fr: "", ar: "" },
    createdAt: ledger.now,
  });
  await ledger.db.insert(cohortQuestions).values(
    (["mentor", "mentee"] as const).map((role) => ({
      cohortId: running,
      questionId,
      role,
      position: 1,
    })),
  );
  await ledger.db.insert(questionAnswers).values(
    places.map(({ id, member: { email, readers } }) => ({
      enrolmentId: id,
      questionId,
      answer: {
        value: `Answer ${mark(ledger, "question_answers.answer", email, readers)}`,
      },
    })),
  );
}
