import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { PairOfIds } from "~/domain/scoring/types.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import type { MatchingTask } from "./compute.server.ts";
import type { Suggestion } from "./exchanging.server.ts";
import { readCohortFacts } from "./facts.server.ts";
import { dayOf } from "./request-run.server.ts";

/** Whoever computes: the solver's thread in the server, `exchangeOf` at hand in tests. */
export type SolveExchange = (
  task: MatchingTask,
  proposed: readonly PairOfIds[],
) => Promise<Suggestion | null>;

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
  solve: SolveExchange,
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
  const proposed = await undecided(db, cohort.id);
  return solve({ facts, criteria, objective }, proposed);
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
