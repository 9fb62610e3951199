import type { Db } from "db/client.ts";
import { accounts, people } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { fold } from "~/domain/text.ts";
import type { Locale } from "~/i18n/locales.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { VisitorContext } from "~/lib/context.ts";
import { violatedConstraint } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import type { SignedIn } from "./answers.server.ts";
import {
  consumeToken,
  dropTokens,
  issueToken,
  readToken,
} from "./account-tokens.server.ts";
import {
  endAuthSession,
  endAuthSessions,
  sha256,
  startAuthSession,
} from "./auth-sessions.server.ts";
import {
  createAccount,
  findAccount,
  type FoundAccount,
  mailbox,
} from "./invitations.server.ts";
import { hashPassword, passwordFits } from "./passwords.server.ts";
import {
  countAttempt,
  LINK_LIMIT,
  LINK_LIMIT_OF_ADDRESS,
  SIGN_IN_LIMIT,
} from "./throttle.server.ts";

/** Longer than any of the ways through: how long it took tells nobody whether the address was known. */
const FLOOR_MS = 300;

/** What an open sign-up sends. */
export interface SignUp {
  readonly email: string;
  readonly fullName: string;
  readonly password: string;
  readonly locale: Locale;
  /** IANA; Europe/Paris if unknown. */
  readonly timeZone?: string;
}

/**
 * Opens an account that can be used once its address is confirmed, and queues the mail for that.
 * Somebody who has an account is told so by mail. The answer and its time are the same.
 *
 * @param enrol  runs in the same transaction for a person that did not exist before
 * @throws {TooManyError} above the limits per account and per client address
 */
export async function signUp(
  ctx: VisitorContext,
  input: SignUp,
  enrol: (tx: Db, personId: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const floor = sleep(FLOOR_MS);
  const { db, clientAddress } = ctx;
  await countAttempt(db, LINK_LIMIT_OF_ADDRESS, clientAddress, [
    `sign-up:address:${clientAddress}`,
  ]);
  await countAttempt(db, LINK_LIMIT, clientAddress, [
    `sign-up:account:${sha256(fold(input.email))}`,
  ]);
  const passwordHash = await hashPassword(input.password);
  await openAccount(ctx, input, passwordHash, enrol).catch((error: unknown) => {
    // Somebody with the same address was a moment faster: theirs gets the mail.
    if (violatedConstraint(error) !== "accounts_email_key") throw error;
  });
  await floor;
}

function openAccount(
  ctx: VisitorContext,
  input: SignUp,
  passwordHash: string,
  enrol: (tx: Db, personId: string) => Promise<void>,
): Promise<void> {
  return ctx.db.transaction(async (tx) => {
    const known = await findAccount(tx, input.email);
    if (known?.deactivatedAt) return;
    if (known?.emailConfirmedAt || known?.passwordHash === null) {
      await queueMail(tx, "account_exists", mailbox(known), {
        link: `${ctx.origin}/${known.passwordHash ? "login" : "forgot-password"}`,
      });
      return;
    }
    const account =
      known ?? (await createAccount(tx, { ...input, passwordHash }, ctx.now));
    if (known) await replaceSignUp(tx, known, input, passwordHash);
    else await enrol(tx, account.personId);
    await recordAudit(
      tx,
      { ...ctx, actor: account },
      { action: "account.sign_up", subject: ["account", account.id] },
    );
    await sendConfirmation(tx, ctx, account);
  });
}

/** Nobody has proved that the address is theirs: the latest attempt counts, whoever made the first. */
async function replaceSignUp(
  tx: Db,
  account: FoundAccount,
  input: SignUp,
  passwordHash: string,
): Promise<void> {
  await tx
    .update(accounts)
    .set({ passwordHash })
    .where(eq(accounts.id, account.id));
  await tx
    .update(people)
    .set({ fullName: input.fullName, locale: input.locale })
    .where(eq(people.id, account.personId));
}

/** Queues the mail with a new link that proves the address. */
export async function sendConfirmation(
  tx: Db,
  ctx: Pick<VisitorContext, "now" | "origin">,
  account: FoundAccount,
): Promise<void> {
  const token = await issueToken(tx, "email_confirmation", account, ctx.now);
  await queueMail(tx, "email_confirmation", mailbox(account), {
    link: `${ctx.origin}/confirm-email/${token}`,
  });
}

/** Whether a link that proves an address is still good, and for which address. */
export async function confirmationPage(
  ctx: VisitorContext,
  token: string,
): Promise<{ email: string } | null> {
  const owner = await readToken(ctx.db, "email_confirmation", token, ctx.now);
  return owner && { email: owner.email };
}

/**
 * Confirms an address and signs in. The password is asked for: the link proves the address, the
 * password that it was the same person who signed up, and not somebody with that address in mind.
 *
 * @returns the token for the cookie, or why not
 * @throws {TooManyError} after eight wrong passwords in a quarter of an hour
 */
export async function confirmEmail(
  ctx: VisitorContext,
  token: string,
  password: string,
  userAgent: string,
): Promise<SignedIn | "over" | "wrong"> {
  await countAttempt(ctx.db, SIGN_IN_LIMIT, ctx.clientAddress, [
    `confirm:${sha256(token)}`,
  ]);
  const owner = await readToken(ctx.db, "email_confirmation", token, ctx.now);
  if (!owner) return "over";
  if (!(await passwordFits(owner.passwordHash, password))) return "wrong";
  return ctx.db.transaction(async (tx) => {
    const used = await consumeToken(tx, "email_confirmation", token, ctx.now);
    if (!used || used.passwordHash !== owner.passwordHash) return "over";
    await tx
      .update(accounts)
      .set({ emailConfirmedAt: ctx.now })
      .where(eq(accounts.id, used.accountId));
    await dropTokens(tx, used.accountId);
    await endAuthSessions(tx, used.accountId);
    if (ctx.actor) await endAuthSession(tx, ctx.actor.sessionId);
    await recordAudit(
      tx,
      { ...ctx, actor: used },
      { action: "account.confirm_email", subject: ["account", used.accountId] },
    );
    const session = await startAuthSession(
      tx,
      used.accountId,
      userAgent,
      ctx.now,
    );
    return { token: session, personId: used.personId, locale: used.locale };
  });
}
