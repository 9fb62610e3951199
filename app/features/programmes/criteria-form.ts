import { z } from "zod";
import {
  type Evenness,
  type MatchingSettings,
  SIDES,
  settingsOf,
} from "~/domain/matching/settings.ts";
import { OBJECTIVES } from "~/domain/matching/types.ts";
import {
  COUNTRY_MODES,
  CRITERIA,
  LANGUAGE_LEVELS,
  type CriteriaSet,
} from "~/domain/scoring/types.ts";
import { questionRows } from "./question-rows.ts";
import { questionsStated } from "./questions-stated.ts";
import { quotaRows, quotaValues } from "./quota-rows.ts";

const weight = z.int().min(0).max(1_000);

function weightsOf<K extends string>(keys: readonly K[]) {
  // fromEntries forgets which keys it was given
  return z.strictObject(
    Object.fromEntries(keys.map((key) => [key, weight])) as Record<
      K,
      typeof weight
    >,
  );
}

const formFields = z.strictObject({
  basedOn: z.int().min(0),
  weights: weightsOf(CRITERIA).refine(anyAboveZero, {
    error: "criteria:errors.zero",
  }),
  country: weightsOf(COUNTRY_MODES).refine(anyAboveZero, {
    error: "criteria:errors.zero",
  }),
  language: z.enum(LANGUAGE_LEVELS),
  allowSameOrganisation: z.boolean().optional(),
  minimumScore: z.number().min(0).max(100),
  hoursNeeded: z.number().min(0.5).max(40),
  referenceDate: z.iso.date({ error: "date" }).optional(),
  objective: z.enum(OBJECTIVES),
  floor: z.boolean().optional(),
  evenness: z.enum(["0", "1", "2"]).optional(),
  proposing: z.enum(SIDES).optional(),
  quotas: quotaRows.optional(),
  questions: questionRows.optional(),
  note: z.string().max(500).optional(),
  mentee: z.uuid().optional(),
  mentor: z.uuid().optional(),
  menteeName: z.string().max(100).optional(),
  mentorName: z.string().max(100).optional(),
});

/** The fields alone, for forms that share some of them. */
export const CriteriaFields = formFields;

/** What the page "How we match" sends; the sample is chosen in the same form and not saved. */
export const CriteriaFormInput = formFields.refine(hasSense, {
  path: ["objective"],
  error: "criteria:errors.stable",
});
export type CriteriaFormInput = z.output<typeof CriteriaFormInput>;

/** The criteria that a form states; what it has no field for is kept from the version before. */
export function criteriaOf(
  form: CriteriaFormInput,
  before: CriteriaSet,
): CriteriaSet {
  const { floor, evenness, proposing, quotas, questions, ...rest } = before;
  return {
    ...rest,
    ...settingsStated(form, { floor, evenness, proposing, quotas }),
    ...questionsStated(form.questions, { questions }),
    weights: form.weights,
    country: form.country,
    hard: {
      language: form.language,
      allowSameOrganisation: form.allowSameOrganisation ?? false,
    },
    minimumScore: Math.round(form.minimumScore * 100),
    hoursNeeded: form.hoursNeeded,
    referenceDate: form.referenceDate ?? null,
  };
}

/** `stable` is no optimum of a sum: nothing that changes the sum or its rules goes with it. */
function hasSense(form: z.output<typeof formFields>): boolean {
  if (form.objective !== "stable") return true;
  const { floor = false, evenness = "0", quotas = [] } = form;
  return !floor && evenness === "0" && quotas.length === 0;
}

/** What differs from the defaults, so that the same way of matching stays the same version. */
function settingsStated(
  form: CriteriaFormInput,
  before: Partial<MatchingSettings>,
): Partial<MatchingSettings> {
  const was = settingsOf(before);
  const evenness =
    form.evenness === undefined
      ? was.evenness
      : (Number(form.evenness) as Evenness); // one of "0", "1", "2"
  const proposing = form.proposing ?? was.proposing;
  const quotas = form.quotas ?? was.quotas;
  return {
    ...(form.floor && { floor: true }),
    ...(evenness > 0 && { evenness }),
    ...(proposing === "mentors" && { proposing }),
    ...(quotas.length > 0 && { quotas }),
  };
}

/** The values that a form begins with. */
export function criteriaValues(
  criteria: CriteriaSet,
  objective: CriteriaFormInput["objective"],
) {
  const { floor, evenness, proposing, quotas } = settingsOf(criteria);
  return {
    weights: criteria.weights,
    country: criteria.country,
    language: criteria.hard.language,
    allowSameOrganisation: criteria.hard.allowSameOrganisation ? "on" : "",
    minimumScore: criteria.minimumScore / 100,
    hoursNeeded: criteria.hoursNeeded,
    referenceDate: criteria.referenceDate ?? "",
    objective,
    floor: floor ? "on" : "",
    evenness: String(evenness),
    proposing,
    quotas: quotaValues(quotas),
  };
}

function anyAboveZero(values: Readonly<Record<string, number>>): boolean {
  return Object.values(values).some((value) => value > 0);
}
