import {
  type Hindrance,
  type Insisted,
  type Insisting,
  openInsisting,
} from "~/domain/matching/insist.ts";
import { standingOf } from "~/domain/matching/standing.ts";
import type { MatchingProblem } from "~/domain/matching/types.ts";
import type { PairOfIds, Scorer } from "~/domain/scoring/types.ts";

/** Two people by id, and the mentor whom the mentee gives up for it. */
export interface WantedPair extends PairOfIds {
  readonly instead: string | null;
}

/**
 * Answers by id, each worked out once. Nothing is opened before the first question.
 *
 * @param proposals  without pins; whoever is not among the people is passed over
 */
export function insistingById(
  problem: MatchingProblem,
  scorer: Scorer,
  proposals: readonly PairOfIds[],
  prices: Readonly<Record<string, number>> | null = null,
): (wanted: WantedPair) => Insisted | Hindrance {
  const menteeAt = new Map(problem.menteeIds.map((id, at) => [id, at]));
  const mentorAt = new Map(problem.mentorIds.map((id, at) => [id, at]));
  const answers = new Map<string, Insisted | Hindrance>();
  let insisting: Insisting | undefined;
  const open = () => {
    const pairs = proposals.flatMap((pair) => {
      const [mentee, mentor] = [
        menteeAt.get(pair.mentee),
        mentorAt.get(pair.mentor),
      ];
      if (mentee === undefined || mentor === undefined) return [];
      const { score } = scorer.explain(mentee, mentor);
      return [{ mentee, mentor, score }];
    });
    const isWhole = pairs.length === proposals.length;
    const mentorPrice =
      prices && problem.mentorIds.map((id) => prices[id] ?? 0);
    return openInsisting(standingOf(problem, pairs, { isWhole, mentorPrice }));
  };
  return (wanted) => {
    const mentee = menteeAt.get(wanted.mentee);
    const mentor = mentorAt.get(wanted.mentor);
    if (mentee === undefined || mentor === undefined) return "no_place";
    const key = `${mentee} ${mentor} ${wanted.instead}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    insisting ??= open();
    const answer = insisting({
      mentee,
      mentor,
      score: scorer.explain(mentee, mentor).score,
      instead:
        wanted.instead === null ? null : (mentorAt.get(wanted.instead) ?? null),
    });
    answers.set(key, answer);
    return answer;
  };
}
