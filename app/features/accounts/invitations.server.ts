import type { Db } from "db/client.ts";
import { accounts, people } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import type { Role } from "~/domain/access/roles.ts";
import { fold } from "~/domain/text.ts";
import { isLocale, type Locale } from "~/i18n/locales.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { issueToken } from "./account-tokens.server.ts";

type Inviter = Pick<Context, "now" | "requestId" | "origin" | "actor">;

/** What an invitation is about, for its text. */
export interface InvitationPurpose {
  /** Name of the programme (or of the installation). */
  readonly programme: string;
  readonly role: Role;
  /** Where an invited person who has an account already should go. */
  readonly path: `/${string}`;
}

export interface Invitee {
  /** Somebody the platform knows already, without an account; the other details are then theirs. */
  readonly personId?: string;
  readonly email: string;
  readonly fullName: string;
  readonly locale: Locale;
  /** IANA; Europe/Paris if unknown. */
  readonly timeZone?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | null;
  readonly isSample?: boolean;
}

/**
 * Makes sure that there is an account for an address and queues the mail that says so.
 *
 * A new address gets a person and an account without a password, and a link that sets one (30 days,
 * single use). Somebody who was invited but never came gets a new link. Somebody who has an account
 * is told where to look; nothing of theirs is changed, their name included. A `personId` without an
 * account gets one; if the address belongs to somebody else's account, that account is returned.
 *
 * @returns the person to enrol or to give a role to; `isNew` if they did not exist before
 * @throws {ConflictError} if the account is deactivated
 */
export async function inviteAccount(
  tx: Db,
  ctx: Inviter,
  invitee: Invitee,
  purpose: InvitationPurpose,
): Promise<{ personId: string; accountId: string; isNew: boolean }> {
  const known = await findAccount(tx, invitee.email);
  if (known?.deactivatedAt)
    throw new ConflictError("accounts:errors.deactivated");
  const account = known ?? (await createAccount(tx, invitee, ctx.now));
  if (account.passwordHash === null)
    await sendInvitation(tx, ctx, account, purpose);
  else
    await queueMail(tx, "added_to_programme", mailbox(account), {
      programme: purpose.programme,
      role: purpose.role,
      link: ctx.origin + purpose.path,
      from: ctx.actor.fullName,
    });
  await recordAudit(tx, ctx, {
    action: "account.invite",
    subject: ["account", account.id],
    details: { role: purpose.role, isNew: !known },
  });
  return { personId: account.personId, accountId: account.id, isNew: !known };
}

/** The account of an address, if there is one; locked until the end of the transaction. */
export async function findAccount(tx: Db, email: string) {
  const [account] = await tx
    .select(ACCOUNT)
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.emailKey, fold(email)))
    .for("update", { of: accounts });
  return account;
}

export type FoundAccount = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

/**
 * Adds a person and their account.
 *
 * A second transaction with the same address waits for the first and then fails on
 * `accounts_email_key`.
 */
export async function createAccount(
  tx: Db,
  of: Invitee & {
    passwordHash?: string;
    isAdministrator?: boolean;
    isConfirmed?: boolean;
  },
  now: Date,
): Promise<FoundAccount> {
  const person = of.personId
    ? await findPerson(tx, of.personId)
    : await addPerson(tx, of, now);
  const [account] = await tx
    .insert(accounts)
    .values({
      personId: person.id,
      email: of.email,
      emailKey: fold(of.email),
      passwordHash: of.passwordHash ?? null,
      emailConfirmedAt: of.isConfirmed ? now : null,
      isAdministrator: of.isAdministrator ?? false,
      createdAt: now,
    })
    .returning();
  if (!account) throw new Error("an insert returned no row");
  return { ...account, fullName: person.fullName, locale: person.locale };
}

async function addPerson(tx: Db, of: Invitee, now: Date) {
  const [person] = await tx
    .insert(people)
    .values({
      fullName: of.fullName,
      locale: of.locale,
      timeZone: of.timeZone ?? "Europe/Paris",
      country: of.country ?? null,
      isSample: of.isSample ?? false,
      createdAt: now,
    })
    .returning();
  if (!person) throw new Error("an insert returned no row");
  return person;
}

async function findPerson(tx: Db, personId: string) {
  const [person] = await tx
    .select()
    .from(people)
    .where(eq(people.id, personId))
    .for("update");
  if (!person) throw new NotFoundError();
  return person;
}

/** Queues the mail with a new link for an account that has no password yet. */
export async function sendInvitation(
  tx: Db,
  ctx: Inviter,
  account: FoundAccount,
  purpose: { programme: string; role: Role },
): Promise<void> {
  const token = await issueToken(tx, "invitation", account, ctx.now);
  await queueMail(tx, "invitation", mailbox(account), {
    programme: purpose.programme,
    role: purpose.role,
    link: `${ctx.origin}/invitation/${token}`,
    from: ctx.actor.fullName,
  });
}

/** The recipient of a mail to an account. */
export function mailbox(account: {
  email: string;
  personId: string;
  locale: string;
}) {
  return {
    address: account.email,
    personId: account.personId,
    locale: isLocale(account.locale) ? account.locale : ("en" as const),
  };
}

const ACCOUNT = {
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
};
