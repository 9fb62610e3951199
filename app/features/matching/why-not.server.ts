import type { Db } from "db/client.ts";
import {
  criteriaSets,
  enrolments,
  matchingRuns,
  pairings,
  type StoredMatchingResult,
} from "db/schema/index.ts";
import { and, desc, eq, inArray } from "drizzle-orm";
import { problemOf } from "~/domain/matching/problem.ts";
import type {
  MatchingProblem,
  MatchingResult,
} from "~/domain/matching/types.ts";
import { forcedPairCost, type ForcedPairCost } from "~/domain/matching/why.ts";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import type { PairExplanation, Scorer } from "~/domain/scoring/types.ts";
import type { MatchingTask } from "./compute.server.ts";
import { namesOf } from "./people.server.ts";

/** A finished run, ready to answer questions about any pair of it. */
export interface RunOracle {
  readonly runId: string;
  readonly scorer: Scorer;
  readonly task: MatchingTask;
  readonly problem: MatchingProblem;
  readonly result: MatchingResult;
}

/** The run with this id if it has finished, or the newest finished one of the cohort; null if there is none. */
export async function openRun(
  db: Db,
  cohortId: string,
  runId?: string | null,
): Promise<RunOracle | null> {
  const [row] = await db
    .select({
      id: matchingRuns.id,
      facts: matchingRuns.input,
      result: matchingRuns.result,
      criteria: criteriaSets.criteria,
      objective: criteriaSets.objective,
    })
    .from(matchingRuns)
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
        runId ? eq(matchingRuns.id, runId) : undefined,
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(1);
  if (!row?.result) return null;
  const { facts, criteria, objective } = row;
  const scorer = compileScorer(criteria, facts);
  const problem = problemOf(criteria, facts, scorer, objective);
  return {
    runId: row.id,
    scorer,
    task: { facts, criteria, objective },
    problem,
    result: byPosition(problem, row.result),
  };
}

/** The stored result in positions again, as far as the cost of a pair depends on it. */
function byPosition(
  problem: MatchingProblem,
  stored: StoredMatchingResult,
): MatchingResult {
  const menteeAt = new Map(problem.menteeIds.map((id, at) => [id, at]));
  const mentorAt = new Map(problem.mentorIds.map((id, at) => [id, at]));
  const { certificate } = stored;
  return {
    objective: problem.objective,
    pairs: stored.pairs.map(({ mentee, mentor, score, pinned }) => ({
      mentee: menteeAt.get(mentee) ?? -1,
      mentor: mentorAt.get(mentor) ?? -1,
      score,
      pinned,
    })),
    matched: stored.matched,
    total: stored.total,
    worst: stored.worst,
    floor: null,
    unmatched: [],
    certificate: certificate && {
      primal: certificate.primal,
      dual: certificate.dual,
      pairsChecked: certificate.pairsChecked,
      violations: certificate.violations,
      sideProofs: [],
      menteeValue: problem.menteeIds.map(
        (id) => certificate.menteeValue[id] ?? 0,
      ),
      mentorPrice: problem.mentorIds.map(
        (id) => certificate.mentorPrice[id] ?? 0,
      ),
    },
    blockingPairs: stored.blockingPairs,
  };
}

/** What a run can say about one pair. */
export interface PairAnswer {
  readonly explanation: PairExplanation;
  /** The least that insisting on the pair costs the whole; null where nothing can be said. */
  readonly cost: ForcedPairCost | null;
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
  return {
    explanation,
    cost: forcedPairCost(
      run.problem,
      run.result,
      mentee,
      mentor,
      explanation.score,
    ),
    isProposed: run.result.pairs.some(
      (pair) => pair.mentee === mentee && pair.mentor === mentor,
    ),
    minimumScore: run.problem.minimumScore,
  };
}

/**
 * The alternatives of a pairing by the run that it comes from, or the newest one for a pairing made by hand.
 *
 * @returns null if no run of the cohort has finished
 */
export async function alternativesOf(
  db: Db,
  cohortId: string,
  pairing: {
    readonly runId: string | null;
    readonly mentee: string;
    readonly mentor: string;
  },
) {
  const run = await openRun(db, cohortId, pairing.runId);
  return run && alternativesFor(db, run, pairing.mentee, pairing.mentor);
}

/** How many alternatives a pair page shows. */
const ALTERNATIVES = 5;

/**
 * The best other mentors that a run allows for a mentee, with what each would cost the whole at least, and
 * how many of their places are free at this moment.
 */
async function alternativesFor(
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
  const [names, free] = await Promise.all([namesOf(db, ids), freeAt(db, ids)]);
  return best.map(({ id, score }) => ({
    id,
    name: names.get(id)?.name ?? "",
    organisation: names.get(id)?.organisation ?? null,
    score,
    cost: answerAbout(run, menteeId, id)?.cost ?? null,
    places: free.get(id) ?? null,
  }));
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
