import type {
  Answer,
  QuestionKind,
  QuestionOption,
} from "../../app/domain/question/question.ts";
import type { QuestionCriterion } from "../../app/domain/scoring/types.ts";
import {
  cohortQuestions,
  questionAnswers,
  questions,
} from "../schema/index.ts";
import type { Place } from "./enrolments.ts";
import { drawn, sampleId } from "./sample-id.ts";
import { insertAll, type Story } from "./story.ts";

const option = (
  id: string,
  en: string,
  fr: string,
  ar: string,
): QuestionOption => ({ id, label: { en, fr, ar } });

interface SampleQuestion {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly label: QuestionOption["label"];
  readonly options: readonly QuestionOption[];
}

const WAYS: SampleQuestion = {
  id: sampleId("question", "ways of working"),
  kind: "multiple",
  label: {
    en: "Which ways of working together suit you?",
    fr: "Quelles façons de travailler ensemble vous conviennent ?",
    ar: "ما طرق العمل المشترك التي تناسبكم؟",
  },
  options: [
    option(
      "o1",
      "Regular video calls",
      "Appels vidéo réguliers",
      "مكالمات مرئية منتظمة",
    ),
    option("o2", "Visits", "Visites sur place", "زيارات ميدانية"),
    option(
      "o3",
      "Messages between calls",
      "Messages entre les appels",
      "رسائل بين المكالمات",
    ),
    option(
      "o4",
      "Work on a document together",
      "Travail sur un document commun",
      "عمل مشترك على وثيقة",
    ),
  ],
};

const BEFORE: SampleQuestion = {
  id: sampleId("question", "mentoring before"),
  kind: "yes_no",
  label: {
    en: "Have you taken part in mentoring before?",
    fr: "Avez-vous déjà participé à un mentorat ?",
    ar: "هل سبقت لكم المشاركة في برنامج إرشاد؟",
  },
  options: [],
};

/** What the present edition compares besides: little, so that it changes who is proposed only among equals. */
export const WAYS_IN_COMMON: QuestionCriterion = {
  question: WAYS.id,
  relation: "overlap",
  weight: 5,
};

/** A cohort's own questions, asked of both roles; nearly everybody has answered. */
export async function writeQuestions(
  { tx, programmeId, coordinatorId }: Story,
  cohortId: string,
  askedAt: Date,
  places: readonly Place[],
): Promise<void> {
  const all = [WAYS, BEFORE];
  await insertAll(
    tx,
    questions,
    all.map((question) => ({
      ...question,
      options: [...question.options],
      programmeId,
      createdBy: coordinatorId,
      createdAt: askedAt,
    })),
  );
  await insertAll(
    tx,
    cohortQuestions,
    all.flatMap(({ id }, at) =>
      (["mentor", "mentee"] as const).map((role) => ({
        id: sampleId("asked", `${cohortId} ${role} ${id}`),
        cohortId,
        questionId: id,
        role,
        position: at + 1,
      })),
    ),
  );
  await insertAll(
    tx,
    questionAnswers,
    places.flatMap((place) => {
      const ways = waysOf(place);
      const before = drawn(`before ${place.id}`, 3) === 0;
      const answer = (questionId: string, value: Answer) => ({
        enrolmentId: place.id,
        questionId,
        answer: { value },
      });
      return [
        ...(ways.length > 0 ? [answer(WAYS.id, ways)] : []),
        answer(BEFORE.id, before),
      ];
    }),
  );
}

/** The two of the demonstration like the same; few have not answered. */
function waysOf({ id, person }: Place): string[] {
  if (person.key === "mentor" || person.key === "mentee") return ["o1", "o3"];
  if (drawn(`silent ${id}`, 20) === 0) return [];
  const first = 1 + drawn(`way ${id}`, 4);
  const second = 1 + drawn(`other way ${id}`, 4);
  return [1, 2, 3, 4]
    .filter((number) => number === first || number === second)
    .map((number) => `o${number}`);
}
