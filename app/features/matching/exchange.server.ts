import type { Db } from "db/client.ts";
import {
  pairings,
  type StoredChange,
  type StoredFloor,
  type StoredFigures,
} from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { hasFloor } from "~/domain/matching/objectives.ts";
import { problemOf } from "~/domain/matching/problem.ts";
import { figuresOf, pairsOfState } from "~/domain/matching/repair/figures.ts";
import { openKeepingFloor } from "~/domain/matching/repair/floor.ts";
import { isRepairable } from "~/domain/matching/repair/open-state.ts";
import type { MatchingProblem } from "~/domain/matching/types.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { PairOfIds, Scorer } from "~/domain/scoring/types.ts";
import type { ProposalExchange } from "~/features/pairings/propose.server.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import { readCohortFacts } from "./facts.server.ts";
import { dayOf } from "./request-run.server.ts";

/** How the undecided proposals of a cohort would best change, and what that brings. */
export interface Suggestion {
  /** In the order of mentees' ids. */
  readonly changes: readonly StoredChange[];
  readonly before: StoredFigures;
  readonly after: StoredFigures;
  /** Only where the worst pair comes first, and there are proposals. */
  readonly floor: StoredFloor | null;
  /** The same as deeds: which proposals go, and which come with what explanation. */
  readonly exchange: ProposalExchange;
}

/** Above that it is a run's work, and a run is asked for. */
const MOST_PAIRS = 2_000_000;

/**
 * The best proposals of a cohort as it stands, that change as few undecided ones as possible (`SWITCH_PENALTY` for each).
 * Decided pairs and pins stay; the pair that fell through is ruled out. Where the worst pair comes first, nothing below the
 * worst proposal of now is proposed, unless somebody would be left out.
 *
 * @returns null where exchanges do not lead to the optimum, or people are missing or too many
 * Cost: one scan over all pairs.
 */
export async function suggestExchange(
  db: Db,
  now: Date,
  cohort: Parameters<typeof readCohortFacts>[1],
  fallen: PairOfIds,
): Promise<Suggestion | null> {
  const { criteria, objective } = await criteriaNow(db, cohort.id);
  const read = await readCohortFacts(db, cohort, criteria, dayOf(now));
  const facts = {
    ...read.facts,
    exclusions: [...read.facts.exclusions, ...among(read.facts, fallen)],
  };
  const { mentees, mentors, collected } = facts;
  const pairs = mentees.length * mentors.length;
  const isReady =
    pairs > 0 &&
    pairs <= MOST_PAIRS &&
    !read.tooManyPins &&
    usableWeights(criteria, collected).ok;
  if (!isReady) return null;
  const scorer = compileScorer(criteria, facts);
  const problem = problemOf(criteria, facts, scorer, objective);
  if (!isRepairable(problem)) return null;
  return changed(problem, scorer, await undecided(db, cohort.id));
}

/** The pair, if both are still there: an exclusion may name nobody else. */
function among(
  {
    mentees,
    mentors,
  }: Record<"mentees" | "mentors", readonly { readonly id: string }[]>,
  { mentee, mentor }: PairOfIds,
): PairOfIds[] {
  const isThere =
    mentees.some(({ id }) => id === mentee) &&
    mentors.some(({ id }) => id === mentor);
  return isThere ? [{ mentee, mentor }] : [];
}

/** Pins are in the facts already. */
async function undecided(db: Db, cohortId: string): Promise<PairOfIds[]> {
  return db
    .select({
      mentee: pairings.menteeEnrolmentId,
      mentor: pairings.mentorEnrolmentId,
    })
    .from(pairings)
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        eq(pairings.status, "proposed"),
        eq(pairings.pinned, false),
      ),
    )
    .orderBy(asc(pairings.id));
}

function changed(
  problem: MatchingProblem,
  scorer: Scorer,
  proposed: readonly PairOfIds[],
): Suggestion {
  const menteeAt = new Map(problem.menteeIds.map((id, at) => [id, at]));
  const mentorAt = new Map(problem.mentorIds.map((id, at) => [id, at]));
  const known = proposed.flatMap((pair) => {
    const [mentee, mentor] = [
      menteeAt.get(pair.mentee),
      mentorAt.get(pair.mentor),
    ];
    return mentee === undefined || mentor === undefined
      ? []
      : [{ mentee, mentor, score: scorer.explain(mentee, mentor).score }];
  });
  const state = openKeepingFloor(problem, { pairs: known });
  const best = pairsOfState(state).filter(({ pinned }) => !pinned);
  const gone = known.filter((pair) => !isAmong(best, pair));
  const come = best.filter((pair) => !isAmong(known, pair));
  return {
    changes: changesOf(problem, gone, come),
    before: figuresWith(problem, known),
    after: figuresOf(state),
    floor: hasFloor(problem) ? floorBetween(known, best) : null,
    exchange: {
      gone: gone.map((pair) => idsOf(problem, pair)),
      coming: come.map((pair) => ({
        ...idsOf(problem, pair),
        score: pair.score,
        explanation: scorer.explain(pair.mentee, pair.mentor),
      })),
    },
  };
}

interface Pair {
  readonly mentee: number;
  readonly mentor: number;
  readonly score: number;
}

function isAmong(pairs: readonly Pair[], { mentee, mentor }: Pair): boolean {
  return pairs.some((one) => one.mentee === mentee && one.mentor === mentor);
}

function idsOf(problem: MatchingProblem, pair: Pair): PairOfIds {
  return {
    mentee: problem.menteeIds[pair.mentee] ?? "",
    mentor: problem.mentorIds[pair.mentor] ?? "",
  };
}

function changesOf(
  problem: MatchingProblem,
  gone: readonly Pair[],
  come: readonly Pair[],
): StoredChange[] {
  const mentees = [...new Set([...gone, ...come].map(({ mentee }) => mentee))];
  return mentees
    .sort((a, b) => a - b) // the facts list people in the order of their ids
    .flatMap((mentee) => {
      const lost = gone.filter((pair) => pair.mentee === mentee);
      const got = come.filter((pair) => pair.mentee === mentee);
      const count = Math.max(lost.length, got.length);
      return Array.from({ length: count }, (_, at) => ({
        mentee: problem.menteeIds[mentee] ?? "",
        from: mentorId(problem, lost[at]),
        to: mentorId(problem, got[at]),
        scoreBefore: lost[at]?.score ?? null,
        scoreAfter: got[at]?.score ?? null,
      }));
    });
}

function mentorId(
  { mentorIds }: MatchingProblem,
  pair: Pair | undefined,
): string | null {
  return pair ? (mentorIds[pair.mentor] ?? null) : null;
}

/** Of both sets of pairs the lowest score. */
function floorBetween(
  before: readonly Pair[],
  after: readonly Pair[],
): StoredFloor | null {
  if (before.length === 0 || after.length === 0) return null;
  return { before: lowest(before), after: lowest(after) };
}

function lowest(pairs: readonly Pair[]): number {
  return pairs.reduce((low, { score }) => Math.min(low, score), 10_000);
}

/** The figures of the proposals as they are, pins included. */
function figuresWith(
  { pins, pinScores }: MatchingProblem,
  pairs: readonly Pair[],
): StoredFigures {
  const all = [
    ...pairs,
    ...pins.map(([mentee], at) => ({ mentee, score: pinScores[at] ?? 0 })),
  ];
  const people = new Set(all.map(({ mentee }) => mentee)).size;
  return {
    people,
    secondPlaces: all.length - people,
    total: all.reduce((sum, { score }) => sum + score, 0),
  };
}
