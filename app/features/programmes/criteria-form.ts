import { z } from "zod";
import { OBJECTIVES } from "~/domain/matching/types.ts";
import {
  COUNTRY_MODES,
  CRITERIA,
  LANGUAGE_LEVELS,
  type CriteriaSet,
} from "~/domain/scoring/types.ts";

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

/** What the page "How we match" sends; the sample is chosen in the same form and not saved. */
export const CriteriaFormInput = z.strictObject({
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
  note: z.string().max(500).optional(),
  mentee: z.uuid().optional(),
  mentor: z.uuid().optional(),
});
export type CriteriaFormInput = z.output<typeof CriteriaFormInput>;

/** The criteria that a form states; what it has no field for is kept from the version before. */
export function criteriaOf(
  form: CriteriaFormInput,
  before: CriteriaSet,
): CriteriaSet {
  return {
    ...before,
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

/** The values that a form begins with. */
export function criteriaValues(
  criteria: CriteriaSet,
  objective: CriteriaFormInput["objective"],
) {
  return {
    weights: criteria.weights,
    country: criteria.country,
    language: criteria.hard.language,
    allowSameOrganisation: criteria.hard.allowSameOrganisation ? "on" : "",
    minimumScore: criteria.minimumScore / 100,
    hoursNeeded: criteria.hoursNeeded,
    referenceDate: criteria.referenceDate ?? "",
    objective,
  };
}

function anyAboveZero(values: Readonly<Record<string, number>>): boolean {
  return Object.values(values).some((value) => value > 0);
}
