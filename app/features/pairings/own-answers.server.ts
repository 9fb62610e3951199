import type { Db } from "db/client.ts";
import {
  canCompare,
  choicesOf,
  type Answer,
} from "~/domain/question/question.ts";
import { answeredBy } from "~/features/enrolments/question-answers.server.ts";

/** What both sides of a pair answered to the cohort's own questions, a line each; for coordinators alone. */
export async function ownAnswers(
  db: Db,
  pair: { menteeEnrolmentId: string; mentorEnrolmentId: string },
) {
  const [ofMentee, ofMentor] = await Promise.all([
    answeredBy(db, pair.menteeEnrolmentId),
    answeredBy(db, pair.mentorEnrolmentId),
  ]);
  const answers = (rows: typeof ofMentee) =>
    new Map(rows.map(({ id, answer }) => [id, answer]));
  const [mentee, mentor] = [answers(ofMentee), answers(ofMentor)];
  const asked = new Map(
    [...ofMentee, ...ofMentor].map(({ id, kind, label, options }) => [
      id,
      { id, kind, label, options },
    ]),
  );
  return [...asked.values()].map((question) => {
    const own = {
      mentee: mentee.get(question.id) ?? null,
      mentor: mentor.get(question.id) ?? null,
    };
    const isShared = canCompare(question.kind) && meet(own.mentee, own.mentor);
    return { question, ...own, isShared };
  });
}

function meet(a: Answer | null, b: Answer | null): boolean {
  if (a === null || b === null) return false;
  const other = choicesOf(b);
  return choicesOf(a).some((choice) => other.includes(choice));
}
