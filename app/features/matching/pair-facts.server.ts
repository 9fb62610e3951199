import type { Db } from "db/client.ts";
import { wishes } from "db/schema/index.ts";
import { inArray } from "drizzle-orm";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type {
  CriteriaSet,
  PairExplanation,
  PairOfIds,
} from "~/domain/scoring/types.ts";
import { readCohortFacts } from "./facts.server.ts";
import type { LeftOut, RunTerms } from "./left-out.server.ts";
import { readRoster } from "./roster.server.ts";

/** The score of two people by what they say now, or why there is none; and what keeps each of them out of a run. */
export interface PairNow {
  readonly explanation: PairExplanation | null;
  readonly none: "incomplete" | "weights" | null;
  readonly leftOut: {
    readonly mentee: LeftOut | null;
    readonly mentor: LeftOut | null;
  };
}

/**
 * Scores two people of a cohort, the same as among all of it.
 *
 * @param today  ISO date in UTC, which counts where the criteria name none
 * Cost: reads the two and those whom they ranked, and counts the cohort in the database.
 */
export async function readPairNow(
  db: Db,
  cohort: RunTerms,
  criteria: CriteriaSet,
  today: string,
  { mentee, mentor }: PairOfIds,
): Promise<PairNow> {
  const ranked = await rankedBy(db, [mentee, mentor]);
  const [roster, read] = await Promise.all([
    readRoster(db, cohort, criteria, today),
    readCohortFacts(db, cohort, criteria, today, [
      ...new Set([mentee, mentor, ...ranked]),
    ]),
  ]);
  const out = (id: string) =>
    read.candidates.find((candidate) => candidate.id === id)?.leftOut ?? null;
  const leftOut = { mentee: out(mentee), mentor: out(mentor) };
  const { collected } = roster;
  const [i, j] = [
    read.everybody.mentees.findIndex(({ id }) => id === mentee),
    read.everybody.mentors.findIndex(({ id }) => id === mentor),
  ];
  if (i < 0 || j < 0) return { explanation: null, none: "incomplete", leftOut };
  if (!usableWeights(criteria, collected).ok)
    return { explanation: null, none: "weights", leftOut };
  const facts = { ...read.facts, ...read.everybody, pins: [], collected };
  const explanation = compileScorer(criteria, facts).explain(i, j);
  return { explanation, none: null, leftOut };
}

/** Whom people ranked: who ranked somebody thinks less of all others. */
async function rankedBy(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: wishes.otherEnrolmentId })
    .from(wishes)
    .where(inArray(wishes.enrolmentId, [...ids]));
  return rows.map(({ id }) => id);
}
