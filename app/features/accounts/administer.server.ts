import type { Db } from "db/client.ts";
import { accounts, people } from "db/schema/index.ts";
import { and, eq, isNull } from "drizzle-orm";
import type { Locale } from "~/i18n/locales.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, ForbiddenError, NotFoundError } from "~/lib/errors.ts";
import { dropTokens } from "./account-tokens.server.ts";
import { endAuthSessions } from "./auth-sessions.server.ts";
import type { AccountStep } from "./inputs.ts";
import { instanceName } from "./instance.server.ts";
import {
  type FoundAccount,
  inviteAccount,
  sendInvitation,
} from "./invitations.server.ts";
import { sendConfirmation } from "./sign-up.server.ts";

/**
 * Carries out one step of administration on an account.
 *
 * @throws {NotFoundError} if there is no such account
 * @throws {ForbiddenError} if an administrator would lock themselves out
 * @throws {ConflictError} if the account is not in a state for it, e.g. somebody was first
 */
export async function administerAccount(
  ctx: Context,
  accountId: string,
  step: AccountStep,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await mustAdminister(tx, ctx);
    const account = await lockAccount(tx, accountId);
    if (account.id === ctx.actor.accountId && OF_OTHERS.has(step))
      throw new ForbiddenError("accounts:errors.yourself");
    await STEPS[step](tx, ctx, account);
    await recordAudit(tx, ctx, {
      action: `account.${step}`,
      subject: ["account", accountId],
    });
  });
}

/**
 * Invites a further administrator; somebody with an account becomes one at once.
 *
 * @throws {ConflictError} if the account is deactivated
 */
export async function inviteAdministrator(
  ctx: Context,
  invitee: { email: string; fullName: string; locale: Locale },
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    await mustAdminister(tx, ctx);
    const programme = (await instanceName(tx)) ?? "Passerelle";
    const { accountId } = await inviteAccount(tx, ctx, invitee, {
      programme,
      role: "administrator",
      path: "/admin",
    });
    await setAdministrator(tx, accountId, true);
    await recordAudit(tx, ctx, {
      action: "account.make_administrator",
      subject: ["account", accountId],
    });
    return accountId;
  });
}

/** Steps nobody takes on their own account, so that somebody is always left to undo them. */
const OF_OTHERS: ReadonlySet<AccountStep> = new Set([
  "deactivate",
  "end_administrator",
]);

type Step = (tx: Db, ctx: Context, account: FoundAccount) => Promise<void>;

const STEPS: Readonly<Record<AccountStep, Step>> = {
  async deactivate(tx, ctx, account) {
    refuseUnless(account.deactivatedAt === null);
    await tx
      .update(accounts)
      .set({ deactivatedAt: ctx.now })
      .where(eq(accounts.id, account.id));
    await dropTokens(tx, account.id);
    await endAuthSessions(tx, account.id);
  },
  async reactivate(tx, _ctx, account) {
    refuseUnless(account.deactivatedAt !== null);
    await tx
      .update(accounts)
      .set({ deactivatedAt: null })
      .where(eq(accounts.id, account.id));
  },
  async make_administrator(tx, _ctx, account) {
    refuseUnless(!account.isAdministrator && account.deactivatedAt === null);
    await setAdministrator(tx, account.id, true);
  },
  async end_administrator(tx, _ctx, account) {
    refuseUnless(account.isAdministrator);
    await setAdministrator(tx, account.id, false);
  },
  async resend_invitation(tx, ctx, account) {
    refuseUnless(account.passwordHash === null && !account.deactivatedAt);
    const programme = (await instanceName(tx)) ?? "Passerelle";
    const role = account.isAdministrator ? "administrator" : "member";
    await sendInvitation(tx, ctx, account, { programme, role });
  },
  async resend_confirmation(tx, ctx, account) {
    refuseUnless(
      account.passwordHash !== null &&
        !account.emailConfirmedAt &&
        !account.deactivatedAt,
    );
    await sendConfirmation(tx, ctx, account);
  },
};

function refuseUnless(isPossible: boolean): void {
  if (!isPossible) throw new ConflictError("conflict");
}

/**
 * Locks all administrators in one order and looks again whether the actor is one of them: two cannot
 * take the role from each other at the same moment, so one is always left.
 */
async function mustAdminister(tx: Db, ctx: Context): Promise<void> {
  const administrators = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(eq(accounts.isAdministrator, true), isNull(accounts.deactivatedAt)),
    )
    .orderBy(accounts.id)
    .for("update");
  if (!administrators.some(({ id }) => id === ctx.actor.accountId))
    throw new NotFoundError();
}

/** A new role begins with a new sign-in. */
async function setAdministrator(
  tx: Db,
  accountId: string,
  isAdministrator: boolean,
): Promise<void> {
  await tx
    .update(accounts)
    .set({ isAdministrator })
    .where(eq(accounts.id, accountId));
  await endAuthSessions(tx, accountId);
}

async function lockAccount(tx: Db, accountId: string): Promise<FoundAccount> {
  const [account] = await tx
    .select({
      id: accounts.id,
      personId: accounts.personId,
      email: accounts.email,
      emailKey: accounts.emailKey,
      passwordHash: accounts.passwordHash,
      emailConfirmedAt: accounts.emailConfirmedAt,
      deactivatedAt: accounts.deactivatedAt,
      isAdministrator: accounts.isAdministrator,
      fullName: people.fullName,
      locale: people.locale,
    })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.id, accountId))
    .for("update", { of: accounts });
  if (!account) throw new NotFoundError();
  return account;
}
