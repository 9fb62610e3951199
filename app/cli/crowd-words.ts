import { crowding } from "~/domain/matching/crowding";
import type {
  MatchingProblem,
  MatchingResult,
  UnmatchedCause,
} from "~/domain/matching/types";
import type { Language } from "./language";

/** Names shown of a crowd's mentors; the rest is counted. */
const NAMES_SHOWN = 5;

/** The sentence for a mentee who competes with others for too few places; null where that is not what stands in the way. */
export type CrowdWords = (
  mentee: number,
  cause: UnmatchedCause,
  best: Readonly<Record<"mentor" | "score", string>>,
) => string | null;

/** Finds out who competes for which places, once for all unmatched mentees. */
export function crowdWords(
  problem: MatchingProblem,
  result: MatchingResult,
  { cli }: Language,
): CrowdWords {
  if (result.objective === "stable") return () => null;
  const { crowds, crowdOf } = crowding(problem, result);
  return (mentee, cause, best) => {
    const crowd = crowds[crowdOf.get(mentee) ?? -1];
    if (cause !== "mentors_full" || crowd === undefined) return null;
    const names = crowd.mentors.map((at) => problem.mentorIds[at] ?? "");
    const more = names.length - NAMES_SHOWN;
    return cli("unmatched.crowd", {
      ...best,
      mentees: crowd.mentees.length,
      places: crowd.places,
      names: names.slice(0, NAMES_SHOWN).join(", "),
      more: Math.max(0, more),
    });
  };
}
