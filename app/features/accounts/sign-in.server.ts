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
import type { SignedIn } from "./answers.server.ts";
import { passwordFits } from "./passwords.server.ts";
import {
  countAttempt,
  forgetAttempts,
  SIGN_IN_LIMIT,
  uncountAttempt,
} from "./throttle.server.ts";

/**
 * Signs somebody in with a new auth session and ends the one they came with.
 *
 * Unknown, unconfirmed and deactivated accounts answer like a wrong password, after the same work.
 *
 * @returns the token for the cookie, or null if address and password do not fit
 * @throws {TooManyError} after eight failures in a quarter of an hour, per address and per account
 */
export async function signIn(
  ctx: VisitorContext,
  input: { email: string; password: string },
  userAgent: string,
): Promise<SignedIn | null> {
  const emailKey = fold(input.email);
  const accountBucket = `sign-in:account:${sha256(emailKey)}`;
  const addressBucket = `sign-in:address:${ctx.clientAddress}`;
  await countAttempt(ctx.db, SIGN_IN_LIMIT, ctx.clientAddress, [
    addressBucket,
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
  // At a forum fifty people sign in behind one address: only failures count.
  await uncountAttempt(ctx.db, addressBucket);
  return ctx.db.transaction(async (tx) => {
    if (ctx.actor) await endAuthSession(tx, ctx.actor.sessionId);
    const token = await startAuthSession(tx, account.id, userAgent, ctx.now);
    await recordAudit(
      tx,
      { ...ctx, actor: { personId: account.personId } },
      { action: "account.sign_in", subject: ["account", account.id] },
    );
    return { token, personId: account.personId, locale: account.locale };
  });
}

/** Ends the auth session of this device. */
export async function signOut(ctx: VisitorContext): Promise<void> {
  if (ctx.actor) await endAuthSession(ctx.db, ctx.actor.sessionId);
}
