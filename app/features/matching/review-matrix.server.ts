import type { Db } from "db/client.ts";
import { criteriaSets, matchingRuns, pairings } from "db/schema/index.ts";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { Collected, CriteriaSet } from "~/domain/scoring/types.ts";
import type { PairingQuery } from "~/features/pairings/filters.ts";
import { pairingList } from "~/features/pairings/list.server.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import type { Context } from "~/lib/context.ts";
import { readCohortFacts } from "./facts.server.ts";
import { namesOf } from "./people.server.ts";
import { dayOf } from "./request-run.server.ts";

/** So many of a side fit a screen and a page. */
const SIDE = 30;

/**
 * The people of the first pairs of a list, every mentee with every mentor: the score of the two, and whether they are a
 * pair of the list.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function reviewMatrix(
  ctx: Context,
  cohortId: string,
  query: PairingQuery,
) {
  const { cohort, rows } = await pairingList(ctx, cohortId, query);
  const shown = await pairsIn(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const mentees = unique(shown.map(({ mentee }) => mentee));
  const mentors = unique(shown.map(({ mentor }) => mentor));
  const [names, scores] = await Promise.all([
    namesOf(ctx.db, [...mentees, ...mentors]),
    scoresOf(ctx, cohortId, mentees, mentors),
  ]);
  const pairOf = new Map(
    shown.map(({ id, mentee, mentor }) => [`${mentee} ${mentor}`, id]),
  );
  const person = (id: string) => ({ id, name: names.get(id)?.name ?? "" });
  return {
    cohort,
    query,
    isWhole: rows.every(({ id }) => shown.some((pair) => pair.id === id)),
    mentors: mentors.map(person),
    rows: mentees.map((mentee) => ({
      ...person(mentee),
      cells: mentors.map((mentor) => ({
        pair: pairOf.get(`${mentee} ${mentor}`) ?? null,
        score: scores(mentee, mentor),
      })),
    })),
  };
}

/** The pairs in the order of the list, as long as their people fit. */
async function pairsIn(db: Db, ids: readonly string[]) {
  const found = await db
    .select({
      id: pairings.id,
      mentee: pairings.menteeEnrolmentId,
      mentor: pairings.mentorEnrolmentId,
    })
    .from(pairings)
    .where(inArray(pairings.id, [...ids]));
  const byId = new Map(found.map((pair) => [pair.id, pair]));
  const [mentees, mentors] = [new Set<string>(), new Set<string>()];
  return ids.flatMap((id) => {
    const pair = byId.get(id);
    if (!pair) return [];
    const isRoom =
      (mentees.has(pair.mentee) || mentees.size < SIDE) &&
      (mentors.has(pair.mentor) || mentors.size < SIDE);
    if (!isRoom) return [];
    mentees.add(pair.mentee);
    mentors.add(pair.mentor);
    return [pair];
  });
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** By ids: basis points, −1 where a rule forbids the two, null where one of them cannot be scored. */
async function scoresOf(
  ctx: Context,
  cohortId: string,
  mentees: readonly string[],
  mentors: readonly string[],
): Promise<(mentee: string, mentor: string) => number | null> {
  const { db, now } = ctx;
  const cohort = await coordinatedCohort(ctx, cohortId);
  const { criteria, collected } = await termsOf(db, cohortId);
  const today = dayOf(now);
  const only = [...mentees, ...mentors];
  const read = await readCohortFacts(db, cohort, criteria, today, only);
  const facts = {
    ...read.facts,
    ...read.everybody,
    collected: collected ?? read.facts.collected,
  };
  if (!usableWeights(criteria, facts.collected).ok) return () => null;
  const scorer = compileScorer(criteria, facts);
  const menteeAt = new Map(facts.mentees.map(({ id }, at) => [id, at]));
  const mentorAt = new Map(facts.mentors.map(({ id }, at) => [id, at]));
  return (mentee, mentor) => {
    const [i, j] = [menteeAt.get(mentee), mentorAt.get(mentor)];
    return i === undefined || j === undefined ? null : scorer.score(i, j);
  };
}

/** The criteria of the newest run with what its people were asked, or the criteria of now. */
async function termsOf(
  db: Db,
  cohortId: string,
): Promise<{ criteria: CriteriaSet; collected: Collected | null }> {
  const [run] = await db
    .select({
      criteria: criteriaSets.criteria,
      collected: sql<Collected>`${matchingRuns.input} -> 'collected'`,
    })
    .from(matchingRuns)
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(1);
  return run ?? { ...(await criteriaNow(db, cohortId)), collected: null };
}
