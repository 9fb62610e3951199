import { likenessOf } from "../scoring/likeness";
import type { CriteriaSet, MatchingFacts, Scorer } from "../scoring/types";
import { pairQuotas } from "./quotas";
import { type MatchingSettings, settingsOf } from "./settings";
import type { MatchingProblem, Objective } from "./types";

/**
 * The solver's problem for people and a scorer that was compiled from them; positions are those of the facts.
 *
 * @throws {RangeError} if a pin names somebody who is not among the people
 */
export function problemOf(
  criteria: Pick<CriteriaSet, "minimumScore"> & Partial<MatchingSettings>,
  facts: MatchingFacts,
  scorer: Scorer,
  objective: Objective,
): MatchingProblem {
  const { mentees, mentors } = facts;
  const pins = pinPositions(facts);
  const { quotas, ...settings } = settingsOf(criteria);
  return {
    menteeIds: mentees.map(({ id }) => id),
    mentorIds: mentors.map(({ id }) => id),
    demand: Uint8Array.from(mentees, ({ mentorsWanted }) => mentorsWanted),
    // More places than there are mentees change nothing, and would not fit the array.
    capacity: Int32Array.from(mentors, ({ capacity }) =>
      Math.min(capacity, mentees.length),
    ),
    score: (mentee, mentor) => scorer.score(mentee, mentor),
    columns: () => scorer.columns(),
    likeness: () => likenessOf(facts),
    pins,
    pinScores: pins.map(
      ([mentee, mentor]) => scorer.explain(mentee, mentor).score,
    ),
    minimumScore: criteria.minimumScore,
    objective,
    ...settings,
    quotas: pairQuotas(quotas, facts),
  };
}

function pinPositions(facts: MatchingFacts): [number, number][] {
  const menteeAt = new Map(facts.mentees.map(({ id }, at) => [id, at]));
  const mentorAt = new Map(facts.mentors.map(({ id }, at) => [id, at]));
  return facts.pins.map(({ mentee, mentor }) => {
    const at: [number?, number?] = [menteeAt.get(mentee), mentorAt.get(mentor)];
    if (at[0] === undefined || at[1] === undefined)
      throw new RangeError("a pin names an unknown person");
    return [at[0], at[1]];
  });
}
