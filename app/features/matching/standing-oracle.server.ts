import type { Db } from "db/client.ts";
import {
  cohorts,
  criteriaSets,
  enrolments,
  matchingRuns,
  pairings,
} from "db/schema/index.ts";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Hindrance, Insisted } from "~/domain/matching/insist.ts";
import { problemOf } from "~/domain/matching/problem.ts";
import { isRepairable } from "~/domain/matching/repair/open-state.ts";
import type { MatchingProblem } from "~/domain/matching/types.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { PairOfIds, Scorer } from "~/domain/scoring/types.ts";
import { hashOf } from "./carry-out.server.ts";
import type { MatchingTask } from "./compute.server.ts";
import { readCohortFacts } from "./facts.server.ts";
import { insistingById, type WantedPair } from "./insisting.ts";
import { dayOf } from "./request-run.server.ts";
import { insistInThread, type InsistQuestion } from "./solver-thread.server.ts";

/** A proposal that nobody has decided on. */
export interface Proposal extends PairOfIds {
  readonly id: string;
  readonly version: number;
  readonly pinned: boolean;
}

/** The proposals of a cohort as they stand, by the criteria of its newest run; people whose places are decided are not in it. */
export interface StandingOracle {
  readonly runId: string;
  readonly scorer: Scorer;
  readonly problem: MatchingProblem;
  /** In the order of ids. */
  readonly proposals: readonly Proposal[];
  /** Whether a question takes a search; otherwise it takes a whole matching. */
  readonly isQuick: boolean;
  /**
   * What a pair would do to the others, by position in the problem.
   *
   * @throws {RangeError} if they are nobody
   */
  readonly insist: (wanted: WantedPair) => Insisted | Hindrance;
  /** The same, off the thread that serves pages where it takes a whole matching. */
  readonly ask: (wanted: WantedPair) => Promise<Insisted | Hindrance>;
}

/** Up to so many pairs are looked at while somebody waits for the page; half a second's work. */
const MOST_PAIRS = 1_000_000;
/** Up to so many pairs several whole matchings are quick, each anew or each for a lower floor. */
const QUICK_PAIRS = { solved: 10_000, floored: 100_000 } as const;

type Kept = Pick<
  StandingOracle,
  "scorer" | "problem" | "isQuick" | "insist" | "ask"
>;

/** By all that they depend on; opening takes a look at all pairs. */
const atHand = new Map<string, Kept>();
const AT_HAND = 4;

/**
 * The proposals of a cohort as they stand at this moment.
 *
 * @returns `"no_run"` before the first run; `"too_large"` where it would take too long; null if the criteria of the run
 *   cannot be used with the people of now, or pins do not fit
 */
export async function openStanding(
  db: Db,
  now: Date,
  cohortId: string,
): Promise<StandingOracle | "no_run" | "too_large" | null> {
  const [run, size] = await Promise.all([
    newestRun(db, cohortId),
    pairsOf(db, cohortId),
  ]);
  if (!run) return "no_run";
  if (size > MOST_PAIRS) return "too_large";
  const { criteria, objective, cohort, prices } = run;
  const read = await readCohortFacts(db, cohort, criteria, dayOf(now));
  const { facts, tooManyPins } = read;
  if (tooManyPins || !usableWeights(criteria, facts.collected).ok) return null;
  const proposals = await readProposals(db, cohortId);
  const task = { facts, criteria, objective };
  return { runId: run.id, proposals, ...keptFor(task, proposals, prices) };
}

async function newestRun(db: Db, cohortId: string) {
  const [run] = await db
    .select({
      id: matchingRuns.id,
      cohort: cohorts,
      criteria: criteriaSets.criteria,
      objective: criteriaSets.objective,
      prices: sql<
        InsistQuestion["prices"]
      >`${matchingRuns.result} -> 'certificate' -> 'mentorPrice'`,
    })
    .from(matchingRuns)
    .innerJoin(cohorts, eq(cohorts.id, matchingRuns.cohortId))
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(1);
  return run;
}

/** How many pairs the accepted people of a cohort could be. */
async function pairsOf(db: Db, cohortId: string): Promise<number> {
  const rows = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(enrolments)
    .where(
      and(eq(enrolments.cohortId, cohortId), eq(enrolments.state, "accepted")),
    )
    .groupBy(enrolments.role);
  return rows.length < 2 ? 0 : rows.reduce((all, { count }) => all * count, 1);
}

/** The undecided proposals of a cohort. */
async function readProposals(db: Db, cohortId: string): Promise<Proposal[]> {
  return db
    .select({
      id: pairings.id,
      mentee: pairings.menteeEnrolmentId,
      mentor: pairings.mentorEnrolmentId,
      version: pairings.version,
      pinned: pairings.pinned,
    })
    .from(pairings)
    .where(
      and(eq(pairings.cohortId, cohortId), eq(pairings.status, "proposed")),
    )
    .orderBy(asc(pairings.id));
}

function keptFor(
  task: MatchingTask,
  proposals: readonly Proposal[],
  prices: InsistQuestion["prices"],
): Kept {
  const open = proposals.filter(({ pinned }) => !pinned);
  const key = hashOf({
    ...task,
    open: open.map(({ mentee, mentor }) => [mentee, mentor]),
  });
  const known = atHand.get(key);
  if (known) return known;
  const kept = opened({ task, proposals: open, prices });
  const [oldest] = atHand.keys();
  if (atHand.size >= AT_HAND && oldest !== undefined) atHand.delete(oldest);
  atHand.set(key, kept);
  return kept;
}

function opened(asked: Omit<InsistQuestion, "wanted">): Kept {
  const { task, proposals, prices } = asked;
  const scorer = compileScorer(task.criteria, task.facts);
  const problem = problemOf(task.criteria, task.facts, scorer, task.objective);
  const insist = insistingById(problem, scorer, proposals, prices);
  const isQuick = isQuickFor(problem);
  return {
    scorer,
    problem,
    isQuick,
    insist,
    ask: isQuick
      ? (wanted) => Promise.resolve(insist(wanted))
      : askingOnce(asked),
  };
}

/** Where exchanges do not lead to the optimum a question takes a whole matching, and where a floor may fall several. */
function isQuickFor(problem: MatchingProblem): boolean {
  const pairs = problem.menteeIds.length * problem.mentorIds.length;
  if (!isRepairable(problem)) return pairs <= QUICK_PAIRS.solved;
  const isFloored = problem.objective === "fairest" || problem.floor === true;
  return pairs <= (isFloored ? QUICK_PAIRS.floored : MOST_PAIRS);
}

/** Asks the thread, once for each pair. */
function askingOnce(
  asked: Omit<InsistQuestion, "wanted">,
): StandingOracle["ask"] {
  const answers = new Map<string, Promise<Insisted | Hindrance>>();
  return (wanted) => {
    const key = `${wanted.mentee} ${wanted.mentor} ${wanted.instead}`;
    const known = answers.get(key);
    if (known) return known;
    const answer = insistInThread({ ...asked, wanted });
    answers.set(key, answer);
    answer.catch(() => answers.delete(key)); // a thread that died is asked again
    return answer;
  };
}
