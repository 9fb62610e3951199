import { NEUTRAL } from "./rounding";
import type { PairExplanation, Reason } from "./types";

const SHOWN = 3;

/**
 * The reasons a participant may read: the three criteria that gave the most points, better than neutral.
 *
 * Wishes are secret, answers to own questions are for the coordinators: neither is ever among them. Fewer than three
 * reasons come back when fewer speak for the pair.
 */
export function topReasons({
  criteria,
}: Pick<PairExplanation, "criteria">): Reason[] {
  return criteria
    .filter(
      ({ criterion, s, points }) =>
        criterion !== "wishes" &&
        criterion !== "question" &&
        s > NEUTRAL &&
        points > 0,
    )
    .sort((a, b) => b.points - a.points)
    .slice(0, SHOWN)
    .map(({ reason }) => reason);
}
