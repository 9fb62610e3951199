import type { Db } from "db/client.ts";
import type { Hindrance } from "~/domain/matching/insist.ts";
import { type Effect, effectOf, named, peopleIn } from "./effect.server.ts";
import type { WantedPair } from "./insisting.ts";
import { namesOf } from "./people.server.ts";
import { openRun } from "./run-oracle.server.ts";
import {
  openStanding,
  type Proposal,
  type StandingOracle,
} from "./standing-oracle.server.ts";
import { alternativesByRun, freeAt } from "./why-not.server.ts";

/** A pair, as the pages that show alternatives know it. */
export interface ShownPair {
  readonly id: string;
  readonly mentee: string;
  readonly mentor: string;
}

/** Why an effect is not said; `slow`: it takes a whole matching, and a page of its own. */
export type NoEffect = Hindrance | "slow";

/** How many of each a page shows. */
const SHOWN = 5;

/**
 * The best other mentors that the mentee of a pair could be given, and the best other mentees of its mentor, each with what
 * it would do to the proposals as they stand. Places that a decision holds are out of reach.
 *
 * @returns null if no run of the cohort has finished
 */
export async function alternativesOf(
  db: Db,
  now: Date,
  cohortId: string,
  pair: ShownPair,
) {
  const standing = await openStanding(db, now, cohortId);
  if (standing === "no_run") return null;
  if (standing === null) return { mentors: [], mentees: [] };
  if (standing === "too_large") {
    const run = await openRun(db, cohortId);
    const mentors = run
      ? await alternativesByRun(db, run, pair.mentee, pair.mentor)
      : [];
    return { mentors, mentees: [] };
  }
  return shown(db, otherMentors(standing, pair), otherMentees(standing, pair));
}

interface Alternative {
  readonly wanted: WantedPair;
  readonly score: number;
  /** The proposal that gives way to it. */
  readonly proposal: Proposal | null;
  readonly effect: Effect | null;
  readonly hindrance: NoEffect | null;
}

function otherMentors(
  standing: StandingOracle,
  { id, mentee, mentor }: ShownPair,
): Alternative[] {
  const { problem, scorer } = standing;
  const at = problem.menteeIds.indexOf(mentee);
  if (at < 0) return [];
  const proposal = standing.proposals.find((one) => one.id === id) ?? null;
  const has = new Set(
    standing.proposals
      .filter((one) => one.mentee === mentee)
      .map((one) => one.mentor),
  );
  return problem.mentorIds
    .map((other, j) => ({ other, score: scorer.score(at, j) }))
    .filter(({ other, score }) => {
      const isElse = other !== mentor && !has.has(other);
      return score >= 0 && isElse && hasOpenPlace(standing, other);
    })
    .sort((a, b) => b.score - a.score || (a.other < b.other ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ other, score }) =>
      asked(standing, proposal, score, {
        mentee,
        mentor: other,
        instead: proposal && mentor,
      }),
    );
}

/** Mentees of other proposals, whom the mentor could be given instead: each is a swap of theirs. */
function otherMentees(
  standing: StandingOracle,
  { mentee, mentor }: ShownPair,
): Alternative[] {
  const { problem, scorer, proposals } = standing;
  const at = problem.mentorIds.indexOf(mentor);
  if (at < 0 || !hasOpenPlace(standing, mentor)) return [];
  const menteeAt = new Map(problem.menteeIds.map((id, i) => [id, i]));
  const has = new Set(
    proposals.filter((one) => one.mentor === mentor).map((one) => one.mentee),
  );
  return proposals
    .filter((one) => !one.pinned && one.mentee !== mentee)
    .filter((one) => !has.has(one.mentee))
    .map((one) => {
      const i = menteeAt.get(one.mentee);
      return { one, score: i === undefined ? -1 : scorer.score(i, at) };
    })
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score || (a.one.id < b.one.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ one, score }) =>
      asked(standing, one, score, {
        mentee: one.mentee,
        mentor,
        instead: one.mentor,
      }),
    );
}

/** Whether a place of the mentor is not pinned; what decisions hold is out of the problem already. */
function hasOpenPlace({ problem }: StandingOracle, mentorId: string): boolean {
  const at = problem.mentorIds.indexOf(mentorId);
  const pinned = problem.pins.filter(([, mentor]) => mentor === at).length;
  return (problem.capacity[at] ?? 0) > pinned;
}

function asked(
  standing: StandingOracle,
  proposal: Proposal | null,
  score: number,
  wanted: WantedPair,
): Alternative {
  const all = { wanted, score, proposal };
  if (!standing.isQuick) return { ...all, effect: null, hindrance: "slow" };
  const answer = standing.insist(wanted);
  return typeof answer === "string"
    ? { ...all, effect: null, hindrance: answer }
    : { ...all, effect: effectOf(standing.problem, answer), hindrance: null };
}

async function shown(
  db: Db,
  mentors: readonly Alternative[],
  mentees: readonly Alternative[],
) {
  const all = [...mentors, ...mentees];
  const mentorIds = mentors.map(({ wanted }) => wanted.mentor);
  const [names, free] = await Promise.all([
    namesOf(db, [
      ...all.flatMap(({ wanted }) =>
        [wanted.mentee, wanted.mentor, wanted.instead].filter(
          (id) => id !== null,
        ),
      ),
      ...peopleIn(all.map(({ effect }) => effect)),
    ]),
    freeAt(db, mentorIds),
  ]);
  const row = ({ proposal, score, effect, hindrance }: Alternative) => ({
    pairing: proposal && { id: proposal.id, version: proposal.version },
    score,
    effect: effect && named(effect, names),
    hindrance,
  });
  const who = (id: string) => ({
    id,
    name: names.get(id)?.name ?? "",
    organisation: names.get(id)?.organisation ?? null,
  });
  return {
    mentors: mentors.map((one) => ({
      ...who(one.wanted.mentor),
      ...row(one),
      places: free.get(one.wanted.mentor) ?? null,
    })),
    mentees: mentees.map((one) => ({
      ...who(one.wanted.mentee),
      ...row(one),
      now: names.get(one.wanted.instead ?? "")?.name ?? null,
    })),
  };
}
