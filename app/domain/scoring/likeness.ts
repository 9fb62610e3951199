import { fold } from "../text";
import type { MatchingFacts, Mentee, Mentor, Party } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** People by position → the number of those who say the same; any two pairs of the same numbers have the same score. */
export interface Likeness {
  readonly mentees: Int32Array;
  readonly mentors: Int32Array;
  readonly menteeKinds: number;
  readonly mentorKinds: number;
}

/** People looked at first, to see whether there is anything to find. */
const SAMPLE = 256;

/**
 * Finds the people who say exactly the same, so that one score serves them all. Whoever a wish, a pin, an exclusion or a
 * first meeting names is alone; an organisation counts where it has people on both sides.
 *
 * @returns null where most people differ, as they do in real cohorts: then there is nothing to save
 * Cost: some microseconds a person, or the sample where people differ.
 */
export function likenessOf(facts: MatchingFacts): Likeness | null {
  const named = namedIn(facts);
  const shared = sharedOrganisations(facts);
  const keyOf = (party: Mentee | Mentor): string => {
    if (named.has(party.id)) return `one ${party.id}`;
    const folded = fold(party.organisation ?? "");
    const organisation = shared.has(folded) ? folded : "";
    return JSON.stringify({ ...party, ...SAYS_NOTHING, organisation });
  };
  const { mentees, mentors } = facts;
  if (mostDiffer(mentees, keyOf) && mostDiffer(mentors, keyOf)) return null;
  const [ofMentees, menteeKinds] = numbered(mentees, keyOf);
  const [ofMentors, mentorKinds] = numbered(mentors, keyOf);
  return { mentees: ofMentees, mentors: ofMentors, menteeKinds, mentorKinds };
}

/** What no score looks at. */
const SAYS_NOTHING = {
  id: "",
  name: null,
  capacity: 0,
  mentorsWanted: 0,
};

function namedIn(facts: MatchingFacts): ReadonlySet<string> {
  const { wishes, pins, exclusions, apart = [], liked = [] } = facts;
  const pairs = [...pins, ...exclusions, ...apart, ...liked];
  return new Set([
    ...wishes.flatMap(({ person, other }) => [person, other]),
    ...pairs.flatMap(({ mentee, mentor }) => [mentee, mentor]),
  ]);
}

/** Organisations, folded, that have people on both sides. */
function sharedOrganisations({
  mentees,
  mentors,
}: MatchingFacts): ReadonlySet<string> {
  const folded = ({ organisation }: Party) => fold(organisation ?? "");
  const ofMentors = new Set(mentors.map(folded));
  const both = new Set(mentees.map(folded).filter((own) => ofMentors.has(own)));
  both.delete("");
  return both;
}

function mostDiffer<T>(
  people: readonly T[],
  keyOf: (one: T) => string,
): boolean {
  const step = Math.max(1, Math.floor(people.length / SAMPLE));
  const sample = people.filter((_, position) => position % step === 0);
  return 2 * new Set(sample.map(keyOf)).size > sample.length;
}

function numbered<T>(
  people: readonly T[],
  keyOf: (one: T) => string,
): [Int32Array, number] {
  const numbers = new Map<string, number>();
  const kinds = Int32Array.from(people, (one) => {
    const key = keyOf(one);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return [kinds, numbers.size];
}
