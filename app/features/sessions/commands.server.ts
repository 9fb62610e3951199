import type { Db } from "db/client.ts";
import {
  feedback,
  mentoringSessions,
  pairings,
  sessionVersions,
} from "db/schema/index.ts";
import { and, eq, isNull, lt } from "drizzle-orm";
import {
  AUTO_CONFIRM_DAYS,
  mayConfirmSession,
} from "~/domain/session/lifecycle.ts";
import { type AuditAction, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  violatedConstraint,
} from "~/lib/errors.ts";
import type { CorrectSessionInput, LogSessionInput } from "./inputs.ts";
import { readPair } from "./pairs.server.ts";
import {
  askToConfirm,
  contentOf,
  type FieldRefusal,
  type Pair,
} from "./session-content.server.ts";

/** The constraints that refuse a session, in words at its date: what was typed stays. */
const REFUSALS: Readonly<Record<string, string>> = {
  mentoring_sessions_no_overlap: "sessions:errors.duplicate",
  mentoring_sessions_not_ahead: "sessions:errors.in_future",
};

export type Outcome = { ok: true; id: string } | FieldRefusal;

/**
 * Logs a session that was held (or missed) and asks the other side to confirm it.
 *
 * @throws {NotFoundError} if the actor is not one of the pair
 * @returns a refusal at `date` if the pair has a session at that time already
 * @throws {ConflictError} if the pair has not begun
 */
export async function logSession(
  ctx: Context,
  pairingId: string,
  input: LogSessionInput,
): Promise<Outcome> {
  return atField(() =>
    ctx.db.transaction(async (tx) => {
      const pair = await lockPair(tx, ctx, pairingId);
      const known = await sameLog(tx, pairingId, input.clientKey);
      if (known) return { ok: true, id: known };
      const read = await contentOf(tx, ctx, pair, input);
      if (!read.ok) return read;
      const { content } = read;
      const [row] = await tx
        .insert(mentoringSessions)
        .values({
          ...content,
          pairingId,
          loggedBy: ctx.actor.personId,
          loggedAt: ctx.now,
          clientKey: input.clientKey,
        })
        .returning({ id: mentoringSessions.id });
      if (!row) throw new Error("an insert returned no row");
      if (input.rating)
        await tx.insert(feedback).values({
          sessionId: row.id,
          personId: ctx.actor.personId,
          rating: input.rating,
        });
      await recordAudit(tx, ctx, audited("session.log", row.id, pair, content));
      if (content.status === "held") await askToConfirm(tx, ctx, pair, row.id);
      return { ok: true, id: row.id };
    }),
  );
}

/**
 * Confirms a session that the other side logged.
 *
 * @throws {ForbiddenError} if the actor logged it
 * @throws {ConflictError} if it was confirmed already or did not take place
 */
export async function confirmSession(ctx: Context, sessionId: string) {
  return ctx.db.transaction(async (tx) => {
    const { session, pair } = await lockSession(tx, ctx, sessionId);
    if (session.loggedBy === ctx.actor.personId) throw new ForbiddenError();
    if (!mayConfirmSession(session, ctx.actor.personId))
      throw new ConflictError("sessions:errors.confirmed");
    await tx
      .update(mentoringSessions)
      .set({ confirmedAt: ctx.now, confirmedBy: ctx.actor.personId })
      .where(eq(mentoringSessions.id, sessionId));
    await recordAudit(tx, ctx, audited("session.confirm", sessionId, pair, {}));
    return pair.id;
  });
}

/**
 * Corrects a session; how it read before is kept, and the other side confirms anew.
 *
 * @returns a refusal at `version` if somebody corrected it in the meantime
 */
export async function correctSession(
  ctx: Context,
  sessionId: string,
  input: CorrectSessionInput,
): Promise<Outcome> {
  return atField(() =>
    ctx.db.transaction(async (tx) => {
      const { session, pair } = await lockSession(tx, ctx, sessionId);
      if (session.version !== input.version)
        return { ok: false, field: "", key: "stale" };
      const read = await contentOf(tx, ctx, pair, input);
      if (!read.ok) return read;
      const { content } = read;
      const { id: _, pairingId: __, version, ...before } = session;
      await tx.insert(sessionVersions).values({
        sessionId,
        version,
        content: before,
        changedBy: ctx.actor.personId,
        changedAt: ctx.now,
      });
      await tx
        .update(mentoringSessions)
        .set({
          ...content,
          loggedBy: ctx.actor.personId,
          loggedAt: ctx.now,
          confirmedAt: null,
          confirmedBy: null,
          version: version + 1,
        })
        .where(eq(mentoringSessions.id, sessionId));
      await recordAudit(
        tx,
        ctx,
        audited("session.correct", sessionId, pair, content),
      );
      if (content.status === "held")
        await askToConfirm(tx, ctx, pair, sessionId);
      return { ok: true, id: sessionId };
    }),
  );
}

/** Counts as confirmed what nobody objected to for seven days; may run any number of times. */
export async function confirmOverdueSessions(
  db: Db,
  now: Date,
): Promise<number> {
  const limit = new Date(now.getTime() - AUTO_CONFIRM_DAYS * 86_400_000);
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(mentoringSessions)
      .set({ confirmedAt: now })
      .where(
        and(
          eq(mentoringSessions.status, "held"),
          isNull(mentoringSessions.confirmedAt),
          lt(mentoringSessions.loggedAt, limit),
        ),
      )
      .returning({ id: mentoringSessions.id });
    for (const { id } of rows)
      await recordAudit(
        tx,
        { now, requestId: null, actor: null },
        { action: "session.confirm_by_time", subject: ["session", id] },
      );
    return rows.length;
  });
}

async function atField(write: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await write();
  } catch (error) {
    const key = REFUSALS[violatedConstraint(error) ?? ""];
    if (key) return { ok: false, field: "date", key };
    throw error;
  }
}

async function lockPair(tx: Db, ctx: Context, pairingId: string) {
  const pair = await readPair({ ...ctx, db: tx }, pairingId);
  if (pair.side === null) throw new NotFoundError();
  await tx
    .select({ id: pairings.id })
    .from(pairings)
    .where(eq(pairings.id, pairingId))
    .for("update");
  return pair;
}

async function lockSession(tx: Db, ctx: Context, sessionId: string) {
  const [session] = await tx
    .select()
    .from(mentoringSessions)
    .where(eq(mentoringSessions.id, sessionId))
    .for("update");
  if (!session) throw new NotFoundError();
  return { session, pair: await lockPair(tx, ctx, session.pairingId) };
}

/** A log that was sent before with the same key: phones repeat what they could not see arrive. */
async function sameLog(tx: Db, pairingId: string, clientKey?: string) {
  if (!clientKey) return null;
  const [row] = await tx
    .select({ id: mentoringSessions.id })
    .from(mentoringSessions)
    .where(
      and(
        eq(mentoringSessions.pairingId, pairingId),
        eq(mentoringSessions.clientKey, clientKey),
      ),
    );
  return row?.id ?? null;
}

function audited(
  action: AuditAction,
  id: string,
  pair: Pair,
  content: { status?: string; form?: string; startsAt?: Date },
) {
  return {
    action,
    subject: ["session", id] as const,
    programmeId: pair.programmeId,
    cohortId: pair.cohortId,
    details: {
      pairingId: pair.id,
      status: content.status,
      form: content.form,
      startsAt: content.startsAt?.toISOString(),
    },
  };
}
