import type { Db } from "db/client.ts";
import { quoted } from "db/schema/columns.ts";
import {
  cohorts,
  enrolments,
  joinerSuggestions,
  people,
} from "db/schema/index.ts";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { exchangeProposals } from "~/features/pairings/propose.server.ts";
import {
  coordinatedCohort,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context, JobContext } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { gainBetween, namedChanges, peopleIn } from "./effect.server.ts";
import { type SolveExchange, suggestExchange } from "./exchange.server.ts";
import { leftOutSql, type RunTerms } from "./left-out.server.ts";
import { isSame, newestRun } from "./next-best.server.ts";
import { namesOf } from "./people.server.ts";
import { dayOf } from "./request-run.server.ts";

type Job = Pick<JobContext, "db" | "now">;
type Row = typeof joinerSuggestions.$inferSelect;

/** So many are named; all are counted. */
const NAMED = 20;

/**
 * Works out how people who came too late for the newest run of a cohort would best be taken in, with as few changes to
 * undecided proposals as possible, and writes it down for the coordinator. Nothing else happens; working it out again
 * replaces what stood there. What was set aside stays so until somebody else joins, or somebody asks.
 *
 * @returns who joined; null without a finished run, and in a cohort that is not being matched
 */
export async function workOutJoiners(
  { db, now }: Job,
  cohortId: string,
  solve: SolveExchange,
  isAsked = false,
): Promise<readonly string[] | null> {
  const [cohort] = await db
    .select()
    .from(cohorts)
    .where(eq(cohorts.id, cohortId));
  const runId = cohort && isOpen(cohort) && (await newestRun(db, cohortId));
  if (!runId) return null;
  const joined = await joinedSince(db, cohort, runId, dayOf(now));
  if (joined.length === 0) {
    await db
      .delete(joinerSuggestions)
      .where(eq(joinerSuggestions.cohortId, cohortId));
    return joined;
  }
  const known = await readRow(db, cohortId, runId);
  const isNews = joined.some((id) => !known?.joined.includes(id));
  const row = {
    runId,
    joined,
    ...(await suggestionFor(db, now, cohort, solve)),
    computedAt: now,
    setAsideAt: isAsked || isNews ? null : (known?.setAsideAt ?? null),
  };
  await db
    .insert(joinerSuggestions)
    .values({ cohortId, ...row })
    .onConflictDoUpdate({ target: joinerSuggestions.cohortId, set: row });
  return joined;
}

function isOpen({ state }: { readonly state: string }): boolean {
  return state === "matching" || state === "running";
}

async function suggestionFor(
  db: Db,
  now: Date,
  cohort: typeof cohorts.$inferSelect,
  solve: SolveExchange,
): Promise<Pick<Row, "changes" | "gain" | "floor" | "hindrance">> {
  const found = await suggestExchange(db, now, cohort, null, solve);
  if (typeof found === "string")
    return { changes: [], gain: null, floor: null, hindrance: found };
  const { changes, before, after, floor } = found;
  return { changes, gain: gainBetween(before, after), floor, hindrance: null };
}

/** People whom a run would take now, whom the newest did not have, and who were never proposed to anybody. */
async function joinedSince(
  db: Db,
  cohort: RunTerms,
  runId: string,
  today: string,
): Promise<string[]> {
  const rows = await db
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.cohortId, cohort.id),
        eq(enrolments.state, "accepted"),
        sql`${leftOutSql(cohort, today)} is null`,
        sql`not exists (select 1 from pairings p where p.mentor_enrolment_id = "enrolments"."id")`,
        sql`not exists (select 1 from pairings p where p.mentee_enrolment_id = "enrolments"."id")`,
        sql`"enrolments"."id"::text not in (
          select who ->> 'id' from matching_runs r, jsonb_array_elements((r.input -> 'mentees') || (r.input -> 'mentors')) who
          where r.id = ${runId})`,
      ),
    )
    .orderBy(asc(enrolments.id));
  return rows.map(({ id }) => id);
}

/** Null too if it belongs to an older run. */
async function readRow(
  db: Db,
  cohortId: string,
  runId: string,
): Promise<Row | null> {
  const [row] = await db
    .select()
    .from(joinerSuggestions)
    .where(
      and(
        eq(joinerSuggestions.cohortId, cohortId),
        eq(joinerSuggestions.runId, runId),
      ),
    );
  return row ?? null;
}

/** Those of them who still wait: nobody proposed them to anybody by hand, and they have not left. */
const STILL_WAITS = sql`"enrolments"."state" = 'accepted'
  and not exists (select 1 from pairings p
    where p.mentor_enrolment_id = "enrolments"."id" and p.status in ('proposed', ${quoted(LIVE_STATUSES)}))
  and not exists (select 1 from pairings p
    where p.mentee_enrolment_id = "enrolments"."id" and p.status in ('proposed', ${quoted(LIVE_STATUSES)}))`;

/**
 * Who joined a cohort after its newest run and still waits, and what was worked out for them, with names.
 *
 * @returns null without a finished run, and in a cohort that is not being matched
 */
export async function joinersOf(
  db: Db,
  cohort: { readonly id: string; readonly state: string },
) {
  const runId = isOpen(cohort) ? await newestRun(db, cohort.id) : null;
  if (runId === null) return null;
  const row = await readRow(db, cohort.id, runId);
  const waiting = row === null ? [] : await stillWaiting(db, row.joined);
  const suggestion =
    row === null || waiting.length === 0 ? null : await namedRow(db, row);
  return { count: waiting.length, named: waiting.slice(0, NAMED), suggestion };
}

async function namedRow(db: Db, row: Row) {
  const { changes, gain, floor, hindrance, setAsideAt } = row;
  const names = await namesOf(db, peopleIn([{ changes }]));
  return {
    changes: namedChanges(changes, names),
    gain,
    floor,
    hindrance,
    setAsideAt: setAsideAt?.toISOString() ?? null,
  };
}

async function stillWaiting(db: Db, ids: readonly string[]) {
  return db
    .select({
      id: enrolments.id,
      name: people.fullName,
      role: enrolments.role,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(inArray(enrolments.id, [...ids]), STILL_WAITS))
    .orderBy(asc(people.fullName), asc(enrolments.id));
}

/**
 * Looks for people who joined since the newest run at once, and works out what to propose to them.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if it is not being matched, or was never run
 */
export async function lookForJoiners(
  ctx: Context,
  cohortId: string,
  solve: SolveExchange,
): Promise<void> {
  refuseUnlessOpen(await coordinatedCohort(ctx, cohortId));
  const joined = await workOutJoiners(ctx, cohortId, solve, true);
  if (joined === null) throw new ConflictError("exchange:joined.no_run");
}

function refuseUnlessOpen(cohort: { readonly state: string }): void {
  if (!isOpen(cohort)) throw new ConflictError("matching:blockers.state");
}

/**
 * Proposes what was worked out for those who joined: undecided proposals that it names give way, the new ones wait for
 * approval.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if the cohort is not being matched, nothing is to be proposed any more, or things have changed
 *   since; then it was worked out anew
 */
export async function takeJoiners(
  ctx: Context,
  cohortId: string,
  solve: SolveExchange,
): Promise<void> {
  const isTaken = await ctx.db.transaction((tx) =>
    takeIfUnchanged({ ...ctx, db: tx }, cohortId, solve),
  );
  await workOutJoiners(ctx, cohortId, solve);
  if (!isTaken) throw new ConflictError("exchange:next.stale");
}

async function takeIfUnchanged(
  ctx: Context,
  cohortId: string,
  solve: SolveExchange,
): Promise<boolean> {
  const { db: tx } = ctx;
  const cohort = await lockCohort(tx, ctx.actor, cohortId);
  refuseUnlessOpen(cohort);
  const runId = await newestRun(tx, cohortId);
  const seen = runId && (await readRow(tx, cohortId, runId));
  if (!seen || seen.setAsideAt !== null || seen.changes.length === 0)
    throw new ConflictError("exchange:next.gone");
  const now = await suggestExchange(tx, ctx.now, cohort, null, solve);
  if (typeof now === "string" || !isSame(now.changes, seen.changes))
    return false;
  await exchangeProposals(tx, { cohortId, runId }, now.exchange, ctx.now);
  await recordAudit(tx, ctx, {
    action: "pairing.propose",
    subject: ["run", seen.runId],
    programmeId: cohort.programmeId,
    cohortId,
    details: { changes: now.changes.length, joined: seen.joined.length },
  });
  return true;
}

/**
 * Keeps quiet about those who joined until somebody else does, or somebody asks.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if the cohort is not being matched, or there is nothing to set aside
 */
export async function setJoinersAside(
  ctx: Context,
  cohortId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    refuseUnlessOpen(cohort);
    const [row] = await tx
      .update(joinerSuggestions)
      .set({ setAsideAt: ctx.now })
      .where(
        and(
          eq(joinerSuggestions.cohortId, cohortId),
          isNull(joinerSuggestions.setAsideAt),
        ),
      )
      .returning({ runId: joinerSuggestions.runId });
    if (!row) throw new ConflictError("exchange:next.gone");
    await recordAudit(tx, ctx, {
      action: "run.set_joiners_aside",
      subject: ["run", row.runId],
      programmeId: cohort.programmeId,
      cohortId,
    });
  });
}
