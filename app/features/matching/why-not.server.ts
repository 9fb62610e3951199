import type { Db } from "db/client.ts";
import { enrolments, pairings } from "db/schema/index.ts";
import { and, inArray } from "drizzle-orm";
import { effectOfPair } from "~/domain/matching/repair/why-not.ts";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import type { PairExplanation } from "~/domain/scoring/types.ts";
import {
  type Effect,
  effectOf,
  named,
  type NamedEffect,
  peopleIn,
} from "./effect.server.ts";
import { namesOf } from "./people.server.ts";
import type { RunOracle } from "./run-oracle.server.ts";

/** What a run can say about one pair. */
export interface PairAnswer {
  readonly explanation: PairExplanation;
  /** What insisting on the pair does to the whole, exactly; null where nothing can be said. */
  readonly effect: Effect | null;
  readonly isProposed: boolean;
  readonly minimumScore: number;
}

/** Score, hard rules and cost of any pair of a run; null if one of the two was not in it. */
export function answerAbout(
  run: RunOracle,
  menteeId: string,
  mentorId: string,
): PairAnswer | null {
  const mentee = run.problem.menteeIds.indexOf(menteeId);
  const mentor = run.problem.mentorIds.indexOf(mentorId);
  if (mentee < 0 || mentor < 0) return null;
  const explanation = run.scorer.explain(mentee, mentor);
  const isProposed = run.result.pairs.some(
    (pair) => pair.mentee === menteeId && pair.mentor === mentorId,
  );
  return {
    explanation,
    effect: isProposed
      ? null
      : effectIn(run, mentee, mentor, explanation.score),
    isProposed,
    minimumScore: run.problem.minimumScore,
  };
}

function effectIn(
  { state, problem }: RunOracle,
  mentee: number,
  mentor: number,
  score: number,
): Effect | null {
  const repaired = state && effectOfPair(state, mentee, mentor, score);
  return repaired && effectOf(problem, repaired);
}

/** How many alternatives a pair page shows. */
const ALTERNATIVES = 5;

/**
 * The best other mentors that a run allows for a mentee, with what each would have done to the run, and how many of their
 * places are free at this moment: for cohorts too large to look at the proposals of now.
 */
export async function alternativesByRun(
  db: Db,
  run: RunOracle,
  menteeId: string,
  exceptMentorId: string,
) {
  const mentee = run.problem.menteeIds.indexOf(menteeId);
  if (mentee < 0) return [];
  const best = run.problem.mentorIds
    .map((id, at) => ({ id, score: run.scorer.score(mentee, at) }))
    .filter(({ id, score }) => score >= 0 && id !== exceptMentorId)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, ALTERNATIVES);
  const ids = best.map(({ id }) => id);
  const effects = best.map(({ id }) => answerAbout(run, menteeId, id)?.effect);
  const [names, free] = await Promise.all([
    namesOf(db, [...ids, ...peopleIn(effects)]),
    freeAt(db, ids),
  ]);
  return best.map(({ id, score }, at) => ({
    id,
    name: names.get(id)?.name ?? "",
    organisation: names.get(id)?.organisation ?? null,
    score,
    pairing: null,
    effect: namedOrNull(effects[at], names),
    hindrance: null,
    places: free.get(id) ?? null,
  }));
}

function namedOrNull(
  effect: Effect | null | undefined,
  names: Awaited<ReturnType<typeof namesOf>>,
): NamedEffect | null {
  return effect ? named(effect, names) : null;
}

/** Places of mentors and how many of them live pairings hold, by enrolment id. */
export async function freeAt(
  db: Db,
  mentorIds: readonly string[],
): Promise<ReadonlyMap<string, { capacity: number; held: number }>> {
  if (mentorIds.length === 0) return new Map();
  const [mentors, live] = await Promise.all([
    db
      .select({ id: enrolments.id, capacity: enrolments.capacity })
      .from(enrolments)
      .where(inArray(enrolments.id, [...mentorIds])),
    db
      .select({ mentor: pairings.mentorEnrolmentId })
      .from(pairings)
      .where(
        and(
          inArray(pairings.mentorEnrolmentId, [...mentorIds]),
          inArray(pairings.status, [...LIVE_STATUSES]),
        ),
      ),
  ]);
  const count = (id: string) =>
    live.filter(({ mentor }) => mentor === id).length;
  return new Map(
    mentors.map(({ id, capacity }) => [id, { capacity, held: count(id) }]),
  );
}
