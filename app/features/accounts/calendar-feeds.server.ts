import type { Db } from "db/client.ts";
import { accounts, calendarFeeds } from "db/schema/index.ts";
import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { newToken, sha256 } from "./auth-sessions.server.ts";

/** When the actor's calendar link was made, or null if there is none; the link itself is known only once. */
export async function calendarFeedSince(ctx: Context): Promise<Date | null> {
  const [feed] = await ctx.db
    .select({ createdAt: calendarFeeds.createdAt })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.personId, ctx.actor.personId));
  return feed?.createdAt ?? null;
}

/** Makes a private calendar link for the actor and ends the one before; returns its token. */
export async function createCalendarFeed(ctx: Context): Promise<string> {
  const token = newToken();
  const row = { hash: sha256(token), createdAt: ctx.now };
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(calendarFeeds)
      .values({ ...row, personId: ctx.actor.personId })
      .onConflictDoUpdate({ target: calendarFeeds.personId, set: row });
    await recordAudit(tx, ctx, {
      action: "calendar_feed.create",
      subject: ["person", ctx.actor.personId],
    });
  });
  return token;
}

/** Ends the actor's private calendar link. */
export async function revokeCalendarFeed(ctx: Context): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx
      .delete(calendarFeeds)
      .where(eq(calendarFeeds.personId, ctx.actor.personId));
    await recordAudit(tx, ctx, {
      action: "calendar_feed.revoke",
      subject: ["person", ctx.actor.personId],
    });
  });
}

/**
 * Whose calendar a link shows: the id of the person, or null if the link was revoked or replaced, or
 * the account is deactivated. Looked up by hash, so that guessing learns nothing from the time.
 */
export async function personOfCalendarToken(
  db: Db,
  token: string,
): Promise<string | null> {
  const [feed] = await db
    .select({ personId: calendarFeeds.personId })
    .from(calendarFeeds)
    .innerJoin(
      accounts,
      and(
        eq(accounts.personId, calendarFeeds.personId),
        isNull(accounts.deactivatedAt),
      ),
    )
    .where(eq(calendarFeeds.hash, sha256(token)));
  return feed?.personId ?? null;
}
