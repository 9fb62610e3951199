import type { Db } from "db/client.ts";
import { pairings, type JOINER_HINDRANCES } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { CriteriaSet, PairOfIds } from "~/domain/scoring/types.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import type { MatchingTask } from "./compute.server.ts";
import type { Suggestion } from "./exchanging.server.ts";
import { type CohortFacts, readCohortFacts } from "./facts.server.ts";
import { dayOf } from "./request-run.server.ts";

/** Whoever computes: the solver's thread in the server, `exchangeOf` at hand in tests. */
export type SolveExchange = (
  task: MatchingTask,
  proposed: readonly PairOfIds[],
) => Promise<Suggestion | null>;

/** Why there is nothing to work out: nobody on one side, too many people, pins that do not fit, criteria, or an objective without exchanges. */
export type NoExchange = (typeof JOINER_HINDRANCES)[number];

/** Above that it is a run's work, and a run is asked for. */
const MOST_PAIRS = 2_000_000;

/**
 * The best proposals of a cohort as it stands, that change as few undecided ones as possible (`SWITCH_PENALTY` for each).
 * Decided pairs and pins stay; the pair that fell through is ruled out. Where the worst pair comes first, nothing below the
 * worst proposal of now is proposed, unless somebody would be left out.
 *
 * @param fallen  null if nothing fell through: whoever has come since is taken in
 * @returns why not, where exchanges do not lead to the optimum, or people are missing or too many
 * Cost: one scan over all pairs.
 */
export async function suggestExchange(
  db: Db,
  now: Date,
  cohort: Parameters<typeof readCohortFacts>[1],
  fallen: PairOfIds | null,
  solve: SolveExchange,
): Promise<Suggestion | NoExchange> {
  const { criteria, objective } = await criteriaNow(db, cohort.id);
  const read = await readCohortFacts(db, cohort, criteria, dayOf(now));
  const hindrance = hindranceOf(read, criteria);
  if (hindrance !== null) return hindrance;
  const facts = {
    ...read.facts,
    exclusions: [
      ...read.facts.exclusions,
      ...(fallen === null ? [] : among(read.facts, fallen)),
    ],
  };
  const proposed = await undecided(db, cohort.id);
  return (await solve({ facts, criteria, objective }, proposed)) ?? "objective";
}

function hindranceOf(
  { facts, tooManyPins }: CohortFacts,
  criteria: CriteriaSet,
): NoExchange | null {
  const pairs = facts.mentees.length * facts.mentors.length;
  if (pairs === 0) return "nobody";
  if (pairs > MOST_PAIRS) return "too_large";
  if (tooManyPins) return "pins";
  return usableWeights(criteria, facts.collected).ok ? null : "weights";
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
