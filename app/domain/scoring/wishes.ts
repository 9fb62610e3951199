import type { CompiledCriterion } from "./criterion";
import { reason } from "./reasons";
import { NEUTRAL, roundRatio } from "./rounding";
import type { MatchingFacts, Reason, Wish } from "./types";

/** The rank one person gave another, and how many they ranked. */
interface Ranked {
  readonly rank: number;
  readonly of: number;
}

/** Wishes of one side: person's position → other's position → rank. */
type SideWishes = ReadonlyMap<number, ReadonlyMap<number, Ranked>>;

/** Wishes: the mean of the two sides' ranks, r of n counting 1 − (r − 1)/n; a side that said nothing is neutral. */
export function compileWishes({
  mentees,
  mentors,
  wishes,
}: MatchingFacts): CompiledCriterion {
  const ofMentees = ranksBy(positions(mentees), positions(mentors), wishes);
  const ofMentors = ranksBy(positions(mentors), positions(mentees), wishes);
  const ranks = (mentee: number, mentor: number) => ({
    byMentee: ofMentees.get(mentee)?.get(mentor),
    byMentor: ofMentors.get(mentor)?.get(mentee),
  });
  return {
    criterion: "wishes",
    value: (mentee, mentor) => {
      const { byMentee, byMentor } = ranks(mentee, mentor);
      return byMentee || byMentor ? meanOf(byMentee, byMentor) : NEUTRAL;
    },
    reason: (mentee, mentor) => wishesReason(ranks(mentee, mentor)),
    warnings: () => [],
    // pairs with a wish are looked at one by one (columns.ts)
    factors: () => [],
  };
}

/** Position by id. */
export function positions(
  people: readonly { readonly id: string }[],
): ReadonlyMap<string, number> {
  return new Map(people.map(({ id }, position) => [id, position]));
}

/**
 * n is the number of people ranked, here and elsewhere, or the lowest rank given where that is greater: ranks may have
 * gaps, and people who were ranked may have left. Of two ranks for the same person the first counts.
 */
function ranksBy(
  persons: ReadonlyMap<string, number>,
  others: ReadonlyMap<string, number>,
  wishes: readonly Wish[],
): SideWishes {
  const ranks = new Map<number, Map<number, number>>();
  const counts = new Map<number, number>();
  for (const { person, other, rank, of = 0 } of wishes) {
    const from = persons.get(person);
    const to = others.get(other);
    if (from === undefined || to === undefined || rank === "never") continue;
    const own = ranks.get(from) ?? new Map<number, number>();
    if (!own.has(to)) own.set(to, rank);
    ranks.set(from, own);
    counts.set(from, Math.max(of, counts.get(from) ?? 0));
  }
  return new Map(
    [...ranks].map(([from, own]) => [
      from,
      withCount(own, counts.get(from) ?? 0),
    ]),
  );
}

function withCount(
  own: ReadonlyMap<number, number>,
  atLeast: number,
): ReadonlyMap<number, Ranked> {
  let of = Math.max(own.size, atLeast);
  // a loop: as arguments of one call, a hundred thousand ranks overflow the stack
  for (const rank of own.values()) of = Math.max(of, rank);
  return new Map([...own].map(([to, rank]) => [to, { rank, of }]));
}

/** A side without a rank counts as 1 of 2, which is neutral. */
const SILENT: Ranked = { rank: 2, of: 2 };

function meanOf(a: Ranked = SILENT, b: Ranked = SILENT): number {
  const sum = (a.of - a.rank + 1) * b.of + (b.of - b.rank + 1) * a.of;
  return roundRatio(sum * 5_000, a.of * b.of);
}

function wishesReason({
  byMentee,
  byMentor,
}: {
  byMentee?: Ranked;
  byMentor?: Ranked;
}): Reason {
  const ofMentee = byMentee && {
    menteeRank: byMentee.rank,
    menteeRanked: byMentee.of,
  };
  const ofMentor = byMentor && {
    mentorRank: byMentor.rank,
    mentorRanked: byMentor.of,
  };
  if (ofMentee && ofMentor)
    return reason("wishes.both", { ...ofMentee, ...ofMentor });
  if (ofMentee) return reason("wishes.mentee", ofMentee);
  return ofMentor
    ? reason("wishes.mentor", ofMentor)
    : reason("wishes.none", {});
}
