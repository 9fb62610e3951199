import { accounts } from "db/schema/index.ts";
import type { Db } from "db/client.ts";
import { eq, sql } from "drizzle-orm";
import { fold } from "~/domain/text.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context, JobContext, VisitorContext } from "~/lib/context.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { enqueue } from "~/lib/queue.server.ts";
import {
  consumeToken,
  dropTokens,
  issueToken,
  readToken,
} from "./account-tokens.server.ts";
import { endAuthSessions, sha256 } from "./auth-sessions.server.ts";
import { findAccount, mailbox } from "./invitations.server.ts";
import { hashPassword } from "./passwords.server.ts";
import { ownPasswordFits } from "./prove-again.server.ts";
import {
  countAttempt,
  LINK_LIMIT,
  LINK_LIMIT_OF_ADDRESS,
} from "./throttle.server.ts";

/**
 * Asks for a link to a new password. Only a job is queued, so the answer takes the same time and
 * says the same whether there is such an account or not.
 *
 * @throws {TooManyError} above the limits per account and per client address
 */
export async function requestReset(
  ctx: VisitorContext,
  email: string,
): Promise<void> {
  const { db, clientAddress } = ctx;
  await countAttempt(db, LINK_LIMIT_OF_ADDRESS, clientAddress, [
    `reset:address:${clientAddress}`,
  ]);
  await countAttempt(db, LINK_LIMIT, clientAddress, [
    `reset:account:${sha256(fold(email))}`,
  ]);
  await enqueue(db, "account.reset", { email, origin: ctx.origin });
}

/** The job behind it: a link that ends the one before, for an account that is not deactivated. */
export async function sendResetLink(
  job: Pick<JobContext, "db" | "now" | "requestId">,
  { email, origin }: { email: string; origin: string },
): Promise<void> {
  await job.db.transaction(async (tx) => {
    const account = await findAccount(tx, email);
    if (!account || account.deactivatedAt) return;
    const token = await issueToken(tx, "password_reset", account, job.now);
    await recordAudit(
      tx,
      { ...job, actor: null },
      { action: "account.ask_reset", subject: ["account", account.id] },
    );
    await queueMail(tx, "password_reset", mailbox(account), {
      link: `${origin}/reset-password/${token}`,
    });
  });
}

/**
 * Sets a new password by a link, which is used up; every session of the account ends.
 * The link came to the address of the account, so that is confirmed too.
 *
 * @returns whether the link was still good
 */
export async function resetPassword(
  ctx: VisitorContext,
  token: string,
  password: string,
): Promise<boolean> {
  // Only a good link is worth the work of hashing.
  if (!(await readToken(ctx.db, "password_reset", token, ctx.now)))
    return false;
  const passwordHash = await hashPassword(password);
  return ctx.db.transaction(async (tx) => {
    const owner = await consumeToken(tx, "password_reset", token, ctx.now);
    if (!owner) return false;
    await setPassword(tx, owner.accountId, passwordHash, ctx.now);
    await dropTokens(tx, owner.accountId);
    await endAuthSessions(tx, owner.accountId);
    await recordAudit(
      tx,
      { ...ctx, actor: owner },
      {
        action: "account.reset_password",
        subject: ["account", owner.accountId],
      },
    );
    await queueMail(tx, "password_changed", mailbox(owner), {
      link: `${ctx.origin}/forgot-password`,
    });
    return true;
  });
}

/**
 * Changes the actor's own password and signs out all their other devices.
 *
 * @returns whether the current password was right
 * @throws {TooManyError} after eight wrong ones in a quarter of an hour
 */
export async function changePassword(
  ctx: Context,
  input: { current: string; password: string },
): Promise<boolean> {
  const { accountId, sessionId } = ctx.actor;
  if (!(await ownPasswordFits(ctx, input.current))) return false;
  const passwordHash = await hashPassword(input.password);
  await ctx.db.transaction(async (tx) => {
    await setPassword(tx, accountId, passwordHash, ctx.now);
    await dropTokens(tx, accountId);
    await endAuthSessions(tx, accountId, sessionId);
    await recordAudit(tx, ctx, {
      action: "account.change_password",
      subject: ["account", accountId],
    });
    const { email, personId, locale } = ctx.actor;
    await queueMail(
      tx,
      "password_changed",
      mailbox({ email, personId, locale }),
      {
        link: `${ctx.origin}/forgot-password`,
      },
    );
  });
  return true;
}

/** Writes a password; whoever sets one by a link of ours has the address. */
export async function setPassword(
  tx: Db,
  accountId: string,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await tx
    .update(accounts)
    .set({
      passwordHash,
      emailConfirmedAt: sql`coalesce(${accounts.emailConfirmedAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(eq(accounts.id, accountId));
}
