import type { Db } from "db/client.ts";
import { firstMeetings } from "db/schema/index.ts";
import { and, asc, eq, isNull } from "drizzle-orm";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { MatchingFacts, PairOfIds } from "~/domain/scoring/types.ts";
import type { Solve } from "~/features/matching/carry-out.server.ts";
import { readCohortFacts } from "~/features/matching/facts.server.ts";
import { dayOf, memoryFor } from "~/features/matching/request-run.server.ts";
import {
  coordinatedCohort,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { meetingRounds } from "./rounds.ts";
import { menteesWithPair, openPlan } from "./terms.server.ts";

/** Longer than this nobody waits for a page. */
const PATIENCE_MS = 50_000;
/** Rows written at a time: a statement takes 65,535 values. */
const CHUNK = 2_000;

/**
 * Works out first meetings from the criteria of the cohort and keeps them as drafts, instead of the drafts there were.
 * What was sent stays, and what a coordinator added by hand.
 *
 * @param solve  whoever computes: a thread of its own in the server, the same function at hand in tests
 * @returns how many were proposed
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if this is not the time for it, or it would take too much
 */
export async function proposeMeetings(
  ctx: Context,
  cohortId: string,
  solve: Solve,
): Promise<number> {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const plan = await openPlan(ctx.db, cohort, ctx.now);
  const { criteria } = await criteriaNow(ctx.db, cohortId);
  const read = await readCohortFacts(ctx.db, cohort, criteria, dayOf(ctx.now));
  const paired = await menteesWithPair(ctx.db, cohortId);
  const facts = {
    ...read.facts,
    mentees: read.facts.mentees.filter(({ id }) => !paired.has(id)),
  };
  const { needed, limit } = memoryFor(facts);
  if (needed > limit)
    throw new ConflictError(
      `matching:blockers.memory?needed=${needed}&limit=${limit}`,
    );
  if (!usableWeights(criteria, facts.collected).ok)
    throw new ConflictError("matching:blockers.weights");
  const kept = await keptMeetings(ctx.db, cohortId);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const pairs = await meetingRounds({ facts, criteria }, plan, kept, (task) =>
    solve(task, { onProgress: () => {}, signal }),
  ).catch((error: unknown) => {
    if (signal.aborted)
      throw new ConflictError("first-meetings:errors.too_long");
    throw error;
  });
  return save(ctx, cohortId, pairs, facts);
}

/** Meetings that stay whatever is proposed. */
async function keptMeetings(db: Db, cohortId: string): Promise<PairOfIds[]> {
  const rows = await db
    .select({
      mentee: firstMeetings.menteeEnrolmentId,
      mentor: firstMeetings.mentorEnrolmentId,
      byHand: firstMeetings.byHand,
      sentAt: firstMeetings.sentAt,
    })
    .from(firstMeetings)
    .where(eq(firstMeetings.cohortId, cohortId))
    .orderBy(asc(firstMeetings.id));
  return rows
    .filter(({ byHand, sentAt }) => byHand || sentAt !== null)
    .map(({ mentee, mentor }) => ({ mentee, mentor }));
}

type Pairs = Awaited<ReturnType<typeof meetingRounds>>;

/** Somebody may have sent or added meetings meanwhile: within the limits that stand now, and no pair twice. */
async function save(
  ctx: Context,
  cohortId: string,
  pairs: Pairs,
  { mentees }: MatchingFacts,
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    const plan = await openPlan(tx, cohort, ctx.now);
    await tx
      .delete(firstMeetings)
      .where(
        and(
          eq(firstMeetings.cohortId, cohortId),
          isNull(firstMeetings.sentAt),
          eq(firstMeetings.byHand, false),
        ),
      );
    const rows = withinLimits(pairs, plan, await keptMeetings(tx, cohortId));
    for (let from = 0; from < rows.length; from += CHUNK)
      await tx.insert(firstMeetings).values(
        rows
          .slice(from, from + CHUNK)
          .map(({ mentee, mentor, score, explanation }) => ({
            cohortId,
            menteeEnrolmentId: mentee,
            mentorEnrolmentId: mentor,
            score,
            explanation,
          })),
      );
    await recordAudit(tx, ctx, {
      action: "meetings.propose",
      subject: ["cohort", cohortId],
      programmeId: cohort.programmeId,
      cohortId,
      details: { mentees: mentees.length, meetings: rows.length },
    });
    return rows.length;
  });
}

function withinLimits(
  pairs: Pairs,
  plan: { readonly perMentee: number; readonly perMentor: number },
  kept: readonly PairOfIds[],
): Pairs {
  const count = new Map<string, number>();
  const met = new Set<string>();
  const take = ({ mentee, mentor }: PairOfIds) => {
    met.add(`${mentee} ${mentor}`);
    for (const id of [mentee, mentor]) count.set(id, (count.get(id) ?? 0) + 1);
  };
  kept.forEach(take);
  return pairs.filter((pair) => {
    const fits =
      !met.has(`${pair.mentee} ${pair.mentor}`) &&
      (count.get(pair.mentee) ?? 0) < plan.perMentee &&
      (count.get(pair.mentor) ?? 0) < plan.perMentor;
    if (fits) take(pair);
    return fits;
  });
}
