import type { StoredMatchingResult } from "~/domain/matching/stored-result.ts";
import type {
  CriteriaSet,
  MatchingFacts,
  PairOfIds,
} from "~/domain/scoring/types.ts";

/** Matches people once, exactly and proved. */
export type MatchOnce = (task: {
  readonly facts: MatchingFacts;
  readonly criteria: CriteriaSet;
  readonly objective: "coverage";
}) => Promise<Pick<StoredMatchingResult, "pairs">>;

export interface MeetingLimits {
  readonly perMentee: number;
  readonly perMentor: number;
}

/** A mentee is matched with at most two mentors at a time. */
const AT_ONCE = 2;

/**
 * Who meets whom: two meetings a mentee at a time, each time as many and then as good ones as there can be among those
 * who have not met yet. Two meetings each are the best there are; three and four are the best that can follow the first
 * two. Quotas and floors are about the pairs at the end and play no part; hard rules do.
 *
 * @param facts  capacities and demand of the people are ignored: the limits take their place
 * @param kept   meetings that stand already; they count
 * @param match  called for each two meetings of a mentee, and at the end for those who lack one
 * @returns the new meetings, with score and explanation, in the order of the rounds
 */
export async function meetingRounds(
  { facts, criteria }: { facts: MatchingFacts; criteria: CriteriaSet },
  limits: MeetingLimits,
  kept: readonly PairOfIds[],
  match: MatchOnce,
): Promise<StoredMatchingResult["pairs"]> {
  const met: PairOfIds[] = [...kept];
  const found: StoredMatchingResult["pairs"][number][] = [];
  for (let most = AT_ONCE; ; most += AT_ONCE) {
    const limit = Math.min(most, limits.perMentee);
    const open = peopleLeft(facts, limits, limit, met);
    const isEmpty = open.mentees.length === 0 || open.mentors.length === 0;
    const { pairs } = isEmpty
      ? { pairs: [] }
      : await match({
          facts: {
            ...facts,
            ...open,
            pins: [],
            exclusions: [...facts.exclusions, ...met],
          },
          criteria: { ...criteria, quotas: [], floor: false },
          objective: "coverage",
        });
    found.push(...pairs);
    met.push(...pairs.map(({ mentee, mentor }) => ({ mentee, mentor })));
    // who found nobody in their turn may still find somebody at the end
    if (limit === limits.perMentee && pairs.length === 0) break;
  }
  return found;
}

/** Who may still meet somebody in a round after which nobody has more than `most`. */
function peopleLeft(
  { mentees, mentors }: MatchingFacts,
  { perMentor }: MeetingLimits,
  most: number,
  met: readonly PairOfIds[],
): Pick<MatchingFacts, "mentees" | "mentors"> {
  const count = new Map<string, number>();
  for (const { mentee, mentor } of met)
    for (const id of [mentee, mentor]) count.set(id, (count.get(id) ?? 0) + 1);
  const room = (id: string, limit: number) => limit - (count.get(id) ?? 0);
  return {
    mentees: mentees
      .filter(({ id }) => room(id, most) > 0)
      .map((one) => ({
        ...one,
        mentorsWanted: room(one.id, most) >= AT_ONCE ? 2 : 1,
      })),
    mentors: mentors
      .filter(({ id }) => room(id, perMentor) > 0)
      .map((one) => ({ ...one, capacity: room(one.id, perMentor) })),
  };
}
