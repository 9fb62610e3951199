import { accounts } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { fold } from "~/domain/text.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context, VisitorContext } from "~/lib/context.ts";
import { violatedConstraint } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import {
  consumeToken,
  dropTokens,
  issueToken,
  readToken,
} from "./account-tokens.server.ts";
import { findAccount, mailbox } from "./invitations.server.ts";
import { ownPasswordFits } from "./prove-again.server.ts";
import { countAttempt, LINK_LIMIT } from "./throttle.server.ts";

/** Longer than either way through: how long it took tells nobody whether the address was known. */
const FLOOR_MS = 200;

/**
 * Asks for another address of the actor's own account. A link goes to the new address, and nothing changes until it is
 * confirmed. An address that has an account already is told so by mail; the answer here is the same.
 *
 * @throws {TooManyError} after eight wrong passwords in a quarter of an hour, or five links in an hour
 */
export async function askForEmail(
  ctx: Context,
  input: { readonly email: string; readonly password: string },
): Promise<"asked" | "wrong" | "same"> {
  const { accountId, personId, locale } = ctx.actor;
  if (!(await ownPasswordFits(ctx, input.password))) return "wrong";
  if (fold(input.email) === fold(ctx.actor.email)) return "same";
  await countAttempt(ctx.db, LINK_LIMIT, null, [`email:account:${accountId}`]);
  const floor = sleep(FLOOR_MS);
  await ctx.db.transaction(async (tx) => {
    const known = await findAccount(tx, input.email);
    await recordAudit(tx, ctx, {
      action: "account.ask_email",
      subject: ["account", accountId],
    });
    if (known) {
      if (!known.deactivatedAt)
        await queueMail(tx, "email_in_use", mailbox(known), {
          link: `${ctx.origin}/login`,
        });
      return;
    }
    const own = { id: accountId, emailKey: fold(ctx.actor.email) };
    const token = await issueToken(
      tx,
      "email_change",
      own,
      ctx.now,
      input.email,
    );
    const to = { email: input.email, personId, locale };
    await queueMail(tx, "email_change", mailbox(to), {
      link: `${ctx.origin}/new-email/${token}`,
    });
  });
  await floor;
  return "asked";
}

/** Whether a link to a new address is still good, and for which address. */
export async function newEmailPage(
  ctx: VisitorContext,
  token: string,
): Promise<{ email: string } | null> {
  const owner = await readToken(ctx.db, "email_change", token, ctx.now);
  return owner?.newEmail ? { email: owner.newEmail } : null;
}

/**
 * Gives the account its new address, tells the old one, and ends links that went there. Sessions stay: whoever asked
 * knew the password, and whoever confirms has the mailbox.
 *
 * @returns whether the link was still good, and the address still free
 */
export async function confirmNewEmail(
  ctx: VisitorContext,
  token: string,
): Promise<boolean> {
  return takeAddress(ctx, token).catch((error: unknown) => {
    // Somebody opened an account with this address in the meantime: theirs it is.
    if (violatedConstraint(error) === "accounts_email_key") return false;
    throw error;
  });
}

async function takeAddress(
  ctx: VisitorContext,
  token: string,
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const owner = await consumeToken(tx, "email_change", token, ctx.now);
    if (!owner?.newEmail) return false;
    await tx
      .update(accounts)
      .set({
        email: owner.newEmail,
        emailKey: fold(owner.newEmail),
        emailConfirmedAt: ctx.now,
      })
      .where(eq(accounts.id, owner.accountId));
    await dropTokens(tx, owner.accountId);
    await recordAudit(
      tx,
      { ...ctx, actor: owner },
      { action: "account.change_email", subject: ["account", owner.accountId] },
    );
    await queueMail(tx, "email_changed", mailbox(owner), {
      link: `${ctx.origin}/login`,
    });
    return true;
  });
}
