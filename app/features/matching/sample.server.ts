import { compileScorer } from "~/domain/scoring/compile.ts";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { CriteriaSet, PairExplanation } from "~/domain/scoring/types.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import {
  criteriaNow,
  criteriaVersions,
} from "~/features/programmes/criteria.server.ts";
import {
  CriteriaFormInput,
  criteriaOf,
  criteriaValues,
} from "~/features/programmes/criteria-form.ts";
import { comparableQuestions } from "~/features/programmes/comparable-questions.server.ts";
import { questionValues } from "~/features/programmes/question-rows.ts";
import type { Context } from "~/lib/context.ts";
import { checkForm, type FormState } from "~/lib/forms.server.ts";
import { readCohortFacts } from "./facts.server.ts";
import { acceptedPeople } from "./people.server.ts";
import { dayOf } from "./request-run.server.ts";

type Cohort = Awaited<ReturnType<typeof coordinatedCohort>>;

/** What two people's score looks like; a key of `criteria` where there is none. */
export type Sample =
  | { readonly explanation: PairExplanation; readonly isSaved: boolean }
  | { readonly none: "sample_incomplete" | "sample_weights" };

/**
 * How a cohort matches, its versions, and (if the address holds a filled form) the effect of that form on two people.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function criteriaPage(
  ctx: Context,
  cohortId: string,
  params: URLSearchParams,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [now, versions, people, questions] = await Promise.all([
    criteriaNow(ctx.db, cohortId),
    criteriaVersions(ctx.db, cohortId),
    acceptedPeople(ctx.db, cohortId),
    comparableQuestions(ctx.db, cohortId),
  ]);
  const tried = readTrial(params);
  const criteria =
    tried?.ok === true ? criteriaOf(tried.value, now.criteria) : now.criteria;
  const pair = chosenPair(params, people);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      state: cohort.state,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    version: now.version,
    values: {
      ...criteriaValues(
        criteria,
        tried?.ok === true ? tried.value.objective : now.objective,
      ),
      questions: questionValues(questions, criteria),
      note: params.get("note") ?? "",
      ...pair,
    },
    questions,
    hasMatrix: Object.keys(now.criteria.countryMatrix).length > 0,
    refusal: tried && !tried.ok ? tried.form : null,
    versions,
    people,
    sample: pair
      ? await sampleOf(ctx, cohort, criteria, pair, tried === null)
      : null,
  };
}

function readTrial(
  params: URLSearchParams,
):
  | { ok: true; value: CriteriaFormInput }
  | { ok: false; form: FormState }
  | null {
  if (!params.has("weights.sector")) return null;
  const form = new FormData();
  for (const [name, value] of params)
    if (name !== "_key") form.append(name, value.slice(0, 1_000));
  return checkForm(form, CriteriaFormInput);
}

/** The two people of the address, or the first of each side. */
function chosenPair(
  params: URLSearchParams,
  people: Awaited<ReturnType<typeof acceptedPeople>>,
): { mentee: string; mentor: string } | null {
  const pick = (role: "mentee" | "mentor") => {
    const all = people.filter((person) => person.role === role);
    return (all.find(({ id }) => id === params.get(role)) ?? all[0])?.id;
  };
  const [mentee, mentor] = [pick("mentee"), pick("mentor")];
  return mentee && mentor ? { mentee, mentor } : null;
}

async function sampleOf(
  ctx: Context,
  cohort: Cohort,
  criteria: CriteriaSet,
  pair: { mentee: string; mentor: string },
  isSaved: boolean,
): Promise<Sample> {
  const { facts, everybody } = await readCohortFacts(
    ctx.db,
    cohort,
    criteria,
    dayOf(ctx.now),
  );
  const mentees = everybody.mentees.filter(({ id }) => id === pair.mentee);
  const mentors = everybody.mentors.filter(({ id }) => id === pair.mentor);
  if (mentees.length === 0 || mentors.length === 0)
    return { none: "sample_incomplete" };
  if (!usableWeights(criteria, facts.collected).ok)
    return { none: "sample_weights" };
  const scorer = compileScorer(criteria, {
    ...facts,
    mentees,
    mentors,
    wishes: everybody.wishes,
    apart: everybody.apart,
    liked: everybody.liked,
    exclusions: everybody.exclusions.filter(
      ({ mentee, mentor }) => mentee === pair.mentee && mentor === pair.mentor,
    ),
    pins: [],
  });
  return { explanation: scorer.explain(0, 0), isSaved };
}
