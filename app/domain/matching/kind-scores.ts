import type { Market } from "./market";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Up to so many scores of kinds are kept (32 MB). */
const KEPT = 16_000_000;

const UNKNOWN = -2;

/**
 * The scores of a market in which many people say the same, each kind of pair scored once; null where most differ.
 *
 * @param score  of two canonical positions, pins left out
 */
export function scoresOfKinds(
  { problem, menteeAt, mentorAt, pinsOf }: Market,
  score: (mentee: number, mentor: number) => number,
): ((mentee: number, mentor: number) => number) | null {
  const likeness = problem.likeness?.() ?? null;
  if (likeness === null) return null;
  const { mentees, mentors, menteeKinds, mentorKinds } = likeness;
  if (menteeKinds * mentorKinds > KEPT) return null;
  const kept = new Int16Array(menteeKinds * mentorKinds).fill(UNKNOWN);
  const rowOf = Int32Array.from(menteeAt, (at) => mentees[at]! * mentorKinds);
  const columnOf = Int32Array.from(mentorAt, (at) => mentors[at]!);
  return (mentee, mentor) => {
    // somebody with a pin is a kind alone
    if (pinsOf.size > 0 && pinsOf.has(mentee)) return score(mentee, mentor);
    const at = rowOf[mentee]! + columnOf[mentor]!;
    const known = kept[at]!;
    return known === UNKNOWN ? (kept[at] = score(mentee, mentor)) : known;
  };
}
