import {
  COUNTRY_MODES,
  CRITERIA,
  type Collected,
  type CollectedQuestion,
  type CountryMode,
  type CriteriaSet,
  type Criterion,
  type QuestionCriterion,
} from "./types";

/** The country modes that count: those with a weight, without the target mode where no markets are collected. */
export function countryModesInUse(
  { country }: CriteriaSet,
  collected: Collected,
): CountryMode[] {
  return COUNTRY_MODES.filter(
    (mode) =>
      country[mode] > 0 && (mode !== "target" || collected.targetMarkets),
  );
}

/** The criteria a pair is scored by, in their order; one that nobody was asked about is left out, weight 0 is not. */
export function criteriaInUse(
  criteria: CriteriaSet,
  collected: Collected,
): Criterion[] {
  const used: Record<Criterion, boolean> = {
    sector: true,
    country: countryModesInUse(criteria, collected).length > 0,
    needs: collected.needs,
    language: true,
    time: collected.time,
    wishes: collected.wishes,
  };
  return CRITERIA.filter((criterion) => used[criterion]);
}

/** The own questions that count, in the order of the criteria set: those that both sides answered. */
export function questionsInUse(
  { questions = [] }: CriteriaSet,
  collected: Collected,
): (QuestionCriterion & { readonly asked: CollectedQuestion })[] {
  return questions.flatMap((own) => {
    const asked = collected.questions?.find(({ id }) => id === own.question);
    return asked ? [{ ...own, asked }] : [];
  });
}

export type WeightsVerdict =
  | { ok: true }
  | {
      ok: false;
      reason: "criteria.weights_not_whole" | "criteria.no_weight_in_use";
    };

/** Says whether pairs can be scored by these weights: all whole and 0 or more, and one above 0 among the criteria in use. */
export function usableWeights(
  criteria: CriteriaSet,
  collected: Collected,
): WeightsVerdict {
  const weights = [
    ...Object.values(criteria.weights),
    ...Object.values(criteria.country),
    ...(criteria.questions ?? []).flatMap(({ weight }) =>
      weight === "must" ? [] : weight,
    ),
  ];
  if (!weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0)) {
    return { ok: false, reason: "criteria.weights_not_whole" };
  }
  const counting = [
    ...criteriaInUse(criteria, collected).map((name) => criteria.weights[name]),
    ...questionsInUse(criteria, collected).map(({ weight }) => weight),
  ];
  return counting.some((weight) => weight !== "must" && weight > 0)
    ? { ok: true }
    : { ok: false, reason: "criteria.no_weight_in_use" };
}
