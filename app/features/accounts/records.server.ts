import {
  accountTokens,
  authSessions,
  idempotencyKeys,
  throttles,
} from "db/schema/index.ts";
import { lt } from "drizzle-orm";
import type { Context } from "~/lib/context.ts";

const DAY_MS = 86_400_000;

/** Deletes what has outlived its purpose: old links, ended auth sessions, answers of forms, counts of attempts. */
export async function cleanRecords(
  ctx: Pick<Context, "db" | "now">,
): Promise<void> {
  const { db, now } = ctx;
  await db.delete(accountTokens).where(lt(accountTokens.expiresAt, now));
  await db.delete(authSessions).where(lt(authSessions.expiresAt, now));
  await db.delete(throttles).where(lt(throttles.windowEndsAt, now));
  await db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, new Date(now.getTime() - DAY_MS)));
}
