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
import { readPairNow } from "./pair-facts.server.ts";
import { type PersonChoices, personChoices } from "./person-choices.server.ts";
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
  const [now, versions, mentees, mentors, questions] = await Promise.all([
    criteriaNow(ctx.db, cohortId),
    criteriaVersions(ctx.db, cohortId),
    personChoices(ctx.db, cohortId, "mentee", params),
    personChoices(ctx.db, cohortId, "mentor", params),
    comparableQuestions(ctx.db, cohortId),
  ]);
  const tried = readTrial(params);
  const criteria =
    tried?.ok === true ? criteriaOf(tried.value, now.criteria) : now.criteria;
  const pair = chosenPair(mentees, mentors);
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
      menteeName: mentees.part,
      mentorName: mentors.part,
    },
    questions,
    hasMatrix: Object.keys(now.criteria.countryMatrix).length > 0,
    refusal: tried && !tried.ok ? tried.form : null,
    versions,
    choices: { mentee: mentees, mentor: mentors },
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
  mentees: PersonChoices,
  mentors: PersonChoices,
): { mentee: string; mentor: string } | null {
  const pick = ({ chosen, offered }: PersonChoices) =>
    (chosen ?? offered[0])?.id;
  const [mentee, mentor] = [pick(mentees), pick(mentors)];
  return mentee && mentor ? { mentee, mentor } : null;
}

async function sampleOf(
  ctx: Context,
  cohort: Cohort,
  criteria: CriteriaSet,
  pair: { mentee: string; mentor: string },
  isSaved: boolean,
): Promise<Sample> {
  const { explanation, none } = await readPairNow(
    ctx.db,
    cohort,
    criteria,
    dayOf(ctx.now),
    pair,
  );
  if (explanation) return { explanation, isSaved };
  return {
    none: none === "weights" ? "sample_weights" : "sample_incomplete",
  };
}
