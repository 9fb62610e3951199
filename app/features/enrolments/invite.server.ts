import type { Db } from "db/client.ts";
import { accounts, cohorts, enrolments, people } from "db/schema/index.ts";
import { and, eq, isNull, notInArray, sql } from "drizzle-orm";
import type { CohortState } from "~/domain/cohort/lifecycle.ts";
import { addAccounts } from "~/features/accounts/import-accounts.server.ts";
import {
  findAccount,
  inviteAccount,
  sendInvitation,
} from "~/features/accounts/invitations.server.ts";
import {
  coordinatedCohort,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, refusing } from "~/lib/errors.ts";
import type { InviteInput } from "./inputs.ts";
import { readInvitees, type Invitees } from "./invitees.ts";
import { lockRecord } from "./record.server.ts";
import { placeFor } from "./start.server.ts";

/** Whether people can be invited to a cohort in this state. */
function mayInvite(state: CohortState): boolean {
  return state !== "draft" && state !== "closed";
}

/**
 * The cohort of the invitation page, and how many of its people have an address but never came.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function invitePage(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const waiting = await waitingAccounts(ctx.db, cohortId);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      programmeName: cohort.programmeName,
      programmeId: cohort.programmeId,
    },
    mayInvite: mayInvite(cohort.state),
    waiting: waiting.length,
  };
}

/**
 * Invites people to a cohort: each gets a draft of an application and a mail.
 *
 * @returns what is wrong with the lines, or null when all are invited
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if the cohort takes nobody in its state
 */
export async function inviteToCohort(
  ctx: Context,
  cohortId: string,
  input: InviteInput,
): Promise<string | null> {
  const invitees = readInvitees(input.people);
  if (!invitees.ok) return invitees.key;
  try {
    await ctx.db.transaction(async (tx) => {
      const cohort = await lockForInvitation(tx, ctx, cohortId);
      const { name: programme } = await programmeOf(tx, ctx, cohortId);
      for (const [index, invitee] of invitees.people.entries())
        await atLine(index + 1, () =>
          invite(tx, ctx, { cohort, programme, invitee, input }),
        );
    });
    return null;
  } catch (error) {
    if (error instanceof RefusedLine) return error.key;
    throw error;
  }
}

interface Invitation {
  readonly cohort: typeof cohorts.$inferSelect;
  readonly programme: string;
  readonly invitee: Invitees[number];
  readonly input: InviteInput;
}

async function invite(
  tx: Db,
  ctx: Context,
  { cohort, programme, invitee, input }: Invitation,
): Promise<void> {
  const { role, locale } = input;
  const { personId } = await inviteAccount(
    tx,
    ctx,
    { ...invitee, locale },
    { programme, role, path: "/home" },
  );
  const { id } = await placeFor(tx, { cohortId: cohort.id, personId, role });
  await auditInvitation(tx, ctx, cohort, id, role);
}

async function auditInvitation(
  tx: Db,
  ctx: Context,
  cohort: { id: string; programmeId: string },
  enrolmentId: string,
  role: string,
): Promise<void> {
  await recordAudit(tx, ctx, {
    action: "enrolment.invite",
    subject: ["enrolment", enrolmentId],
    programmeId: cohort.programmeId,
    cohortId: cohort.id,
    details: { role },
  });
}

/** A line that a rule refused; it ends the transaction, so that nobody is invited. */
class RefusedLine extends Error {
  constructor(readonly key: string) {
    super(key);
  }
}

async function atLine(line: number, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof ConflictError)
      throw new RefusedLine(`enrolments:errors.invite_ended?line=${line}`);
    throw error;
  }
}

/**
 * Invites everybody in a cohort who has an address but no password yet, such as people of an import.
 *
 * @returns how many were invited
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if the cohort takes nobody in its state
 */
export async function inviteWaiting(
  ctx: Context,
  cohortId: string,
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockForInvitation(tx, ctx, cohortId);
    const { name: programme } = await programmeOf(tx, ctx, cohortId);
    const waiting = await waitingAccounts(tx, cohortId);
    for (const { enrolmentId, role, ...account } of waiting) {
      await sendInvitation(tx, ctx, account, { programme, role });
      await auditInvitation(tx, ctx, cohort, enrolmentId, role);
    }
    return waiting.length;
  });
}

/**
 * Gives the person of an enrolment an account, if they have none, and sends the invitation.
 *
 * @returns why not, as a key for the field, or null when it is sent
 * @throws {NotFoundError} if there is no such enrolment in the actor's programmes
 * @throws {ConflictError} if the cohort takes nobody in its state, or the person has a password already
 */
export async function giveAccess(
  ctx: Context,
  enrolmentId: string,
  email: string,
): Promise<string | null> {
  return refusing(TAKEN, () =>
    ctx.db.transaction(async (tx) => {
      const record = await lockRecord(
        tx,
        ctx.actor,
        enrolmentId,
        "coordinator",
      );
      const { enrolment, person, cohort, programme } = record;
      if (!mayInvite(cohort.state))
        throw new ConflictError("enrolments:errors.invite_closed");
      const address = record.email ?? email;
      const known = await findAccount(tx, address);
      if (known && known.personId !== person.id)
        return "enrolments:errors.email_taken";
      if (known && known.passwordHash !== null)
        throw new ConflictError("enrolments:errors.step");
      if (!known)
        await addAccounts(
          tx,
          [{ personId: person.id, email: address }],
          ctx.now,
        );
      const account = await findAccount(tx, address);
      if (!account) throw new Error("the account was just added");
      await sendInvitation(tx, ctx, account, {
        programme: programme.name,
        role: enrolment.role,
      });
      const place = { id: cohort.id, programmeId: programme.id };
      await auditInvitation(tx, ctx, place, enrolmentId, enrolment.role);
      return null;
    }),
  );
}

/** Two coordinators give the same address at the same moment. */
const TAKEN = {
  accounts_email_key_unique: "enrolments:errors.email_taken",
} as const;

async function lockForInvitation(tx: Db, ctx: Context, cohortId: string) {
  const cohort = await lockCohort(tx, ctx.actor, cohortId);
  if (!mayInvite(cohort.state))
    throw new ConflictError("enrolments:errors.invite_closed");
  return cohort;
}

async function programmeOf(tx: Db, ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort({ ...ctx, db: tx }, cohortId);
  return { name: cohort.programmeName };
}

async function waitingAccounts(db: Db, cohortId: string) {
  return db
    .selectDistinctOn([accounts.id], {
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
      enrolmentId: enrolments.id,
      role: enrolments.role,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(accounts, eq(accounts.personId, people.id))
    .where(
      and(
        eq(enrolments.cohortId, cohortId),
        notInArray(enrolments.state, ["rejected", "withdrawn"]),
        isNull(accounts.passwordHash),
        isNull(accounts.deactivatedAt),
      ),
    )
    .orderBy(accounts.id, sql`${enrolments.role}`);
}
