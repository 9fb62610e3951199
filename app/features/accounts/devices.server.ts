import { authSessions } from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { authSessionsOf, endAuthSessions } from "./auth-sessions.server.ts";
import { deviceOf } from "./device-name.ts";

/** Where the actor is signed in, this device first. */
export async function devicesPage(ctx: Context) {
  const sessions = await authSessionsOf(ctx.db, ctx.actor.accountId);
  return sessions
    .map(({ userAgent, ...session }) => ({
      ...session,
      ...deviceOf(userAgent),
      isThis: session.id === ctx.actor.sessionId,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

/**
 * Signs out one of the actor's devices.
 *
 * @throws {NotFoundError} if it is not theirs, or already out
 */
export async function signOutDevice(
  ctx: Context,
  sessionId: string,
): Promise<void> {
  const { accountId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    const ended = await tx
      .delete(authSessions)
      .where(
        and(eq(authSessions.id, sessionId), eq(authSessions.userId, accountId)),
      )
      .returning({ id: authSessions.id });
    if (ended.length === 0) throw new NotFoundError();
    await recordAudit(tx, ctx, {
      action: "account.sign_out_device",
      subject: ["account", accountId],
    });
  });
}

/** Signs out all of the actor's devices but this one. */
export async function signOutOtherDevices(ctx: Context): Promise<void> {
  const { accountId, sessionId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    await endAuthSessions(tx, accountId, sessionId);
    await recordAudit(tx, ctx, {
      action: "account.sign_out_others",
      subject: ["account", accountId],
    });
  });
}
