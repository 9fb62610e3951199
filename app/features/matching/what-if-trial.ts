import type { Objective } from "~/domain/matching/types.ts";
import type { Trial } from "~/domain/matching/what-if.ts";
import {
  COUNTRY_MODES,
  CRITERIA,
  type CriteriaSet,
  type LanguageLevel,
  type QuestionCriterion,
  type QuestionRelation,
} from "~/domain/scoring/types.ts";
import {
  questionsStated,
  type StatedQuestions,
} from "~/features/programmes/questions-stated.ts";

/** What the page "What if" lets a coordinator move. */
interface Moved {
  readonly weights: CriteriaSet["weights"];
  readonly country: CriteriaSet["country"];
  readonly language: LanguageLevel;
  readonly allowSameOrganisation?: boolean | undefined;
  /** 0 to 100. */
  readonly minimumScore: number;
  readonly objective: Objective;
  readonly questions?: StatedQuestions | undefined;
}

/** The way of matching that the fields state; what has no field stays as it is saved. */
export function trialOf(moved: Moved, saved: CriteriaSet): Trial {
  const { questions, ...rest } = saved;
  return {
    objective: moved.objective,
    criteria: {
      ...rest,
      ...questionsStated(moved.questions, { questions }),
      weights: moved.weights,
      country: moved.country,
      hard: {
        language: moved.language,
        allowSameOrganisation: moved.allowSameOrganisation ?? false,
      },
      minimumScore: Math.round(moved.minimumScore * 100),
    },
  };
}

/**
 * The fields of the page's form in the browser, which keeps to their limits itself; what is saved is checked by
 * `WhatIfInput` on the server (that schema and its library would weigh more than all the rest here).
 */
export function movedIn(form: FormData): Moved {
  const number = (name: string) => Number(form.get(name));
  const numbers = <K extends string>(group: string, keys: readonly K[]) =>
    // fromEntries forgets which keys it was given
    Object.fromEntries(
      keys.map((key) => [key, number(`${group}.${key}`)]),
    ) as Record<K, number>;
  return {
    weights: numbers("weights", CRITERIA),
    country: numbers("country", COUNTRY_MODES),
    language: form.get("language") as LanguageLevel, // an option of the page's own list
    allowSameOrganisation: form.has("allowSameOrganisation"),
    minimumScore: number("minimumScore"),
    objective: form.get("objective") as Objective, // likewise
    questions: questionsIn(form),
  };
}

function questionsIn(form: FormData): StatedQuestions {
  const counting: QuestionCriterion[] = [];
  for (let at = 0; form.has(`questions[${at}].question`); at++) {
    const field = (part: string) => form.get(`questions[${at}].${part}`);
    counting.push({
      question: field("question") as string, // a field of the page, no file
      relation: field("relation") as QuestionRelation, // likewise
      weight: field("must") ? "must" : Number(field("weight")),
    });
  }
  return { asked: counting.map(({ question }) => question), counting };
}
