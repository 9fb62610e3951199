import { accounts, people } from "db/schema/index.ts";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { fold } from "~/domain/text.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { VisitorContext } from "~/lib/context.ts";
import {
  endAuthSession,
  sha256,
  startAuthSession,
} from "./auth-sessions.server.ts";
import { passwordFits } from "./passwords.server.ts";
import {
  countAttempt,
  forgetAttempts,
  SIGN_IN_LIMIT,
} from "./throttle.server.ts";

/**
 * Signs somebody in with a new auth session and ends the one they came with.
 *
 * Unknown, unconfirmed and deactivated accounts answer like a wrong password, after the same work.
 *
 * @returns the token for the cookie, or null if address and password do not fit
 * @throws {TooManyError} after ten attempts in a quarter of an hour, per address and per account
 */
export async function signIn(
  ctx: VisitorContext,
  input: { email: string; password: string },
  userAgent: string,
): Promise<{ token: string; locale: string } | null> {
  const emailKey = fold(input.email);
  const accountBucket = `sign-in:account:${sha256(emailKey)}`;
  await countAttempt(ctx.db, SIGN_IN_LIMIT, ctx.clientAddress, [
    `sign-in:address:${ctx.clientAddress}`,
    accountBucket,
  ]);
  const [account] = await ctx.db
    .select({
      id: accounts.id,
      personId: accounts.personId,
      passwordHash: accounts.passwordHash,
      locale: people.locale,
    })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(
      and(
        eq(accounts.emailKey, emailKey),
        isNull(accounts.deactivatedAt),
        isNotNull(accounts.emailConfirmedAt),
      ),
    );
  const fits = await passwordFits(
    account?.passwordHash ?? null,
    input.password,
  );
  if (!account || !fits) return null;
  await forgetAttempts(ctx.db, accountBucket);
  return ctx.db.transaction(async (tx) => {
    if (ctx.actor) await endAuthSession(tx, ctx.actor.sessionId);
    const token = await startAuthSession(tx, account.id, userAgent, ctx.now);
    await recordAudit(
      tx,
      { ...ctx, actor: { personId: account.personId } },
      { action: "account.sign_in", subject: ["account", account.id] },
    );
    return { token, locale: account.locale };
  });
}

/** Ends the auth session of this device. */
export async function signOut(ctx: VisitorContext): Promise<void> {
  if (ctx.actor) await endAuthSession(ctx.db, ctx.actor.sessionId);
}
