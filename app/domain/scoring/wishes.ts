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

/** What it counts that one of the two, or both, would like to go on after a first meeting: as much as a first wish. */
const LIKED = { 1: 7_500, 2: 10_000 } as const;

/**
 * Wishes: the mean of the two sides' ranks, r of n counting 1 − (r − 1)/n; a side that said nothing is neutral. Where
 * two have met and would like to go on, that counts if it is more.
 */
export function compileWishes(facts: MatchingFacts): CompiledCriterion {
  const { mentees, mentors, wishes } = facts;
  const liked = likedPairs(facts);
  const ofMentees = ranksBy(positions(mentees), positions(mentors), wishes);
  const ofMentors = ranksBy(positions(mentors), positions(mentees), wishes);
  const ranks = (mentee: number, mentor: number) => ({
    byMentee: ofMentees.get(mentee)?.get(mentor),
    byMentor: ofMentors.get(mentor)?.get(mentee),
  });
  const ranked = (mentee: number, mentor: number) => {
    const { byMentee, byMentor } = ranks(mentee, mentor);
    return byMentee || byMentor ? meanOf(byMentee, byMentor) : NEUTRAL;
  };
  return {
    criterion: "wishes",
    value: (mentee, mentor) => {
      const by = liked?.get(mentee)?.get(mentor);
      const value = ranked(mentee, mentor);
      return by ? Math.max(value, LIKED[by]) : value;
    },
    reason: (mentee, mentor) => {
      const by = liked?.get(mentee)?.get(mentor);
      return by && LIKED[by] >= ranked(mentee, mentor)
        ? reason("wishes.met", { count: by })
        : wishesReason(ranks(mentee, mentor));
    },
    warnings: () => [],
    // pairs with a wish are looked at one by one (columns.ts)
    factors: () => [],
  };
}

/** null where nobody has met, so that it costs nothing per pair. */
function likedPairs({ mentees, mentors, liked = [] }: MatchingFacts) {
  const menteeAt = positions(mentees);
  const mentorAt = positions(mentors);
  const rows = new Map<number, Map<number, 1 | 2>>();
  for (const { mentee, mentor, by } of liked) {
    const from = menteeAt.get(mentee);
    const to = mentorAt.get(mentor);
    if (from === undefined || to === undefined) continue;
    const row = rows.get(from) ?? new Map<number, 1 | 2>();
    rows.set(from, row.set(to, by));
  }
  return rows.size === 0 ? null : rows;
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
