import { accounts, people, roleGrants } from "db/schema/index.ts";
import { and, eq, inArray, sql } from "drizzle-orm";
import { inviteAccount } from "~/features/accounts/invitations.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import {
  ConflictError,
  NotFoundError,
  violatedConstraint,
} from "~/lib/errors.ts";
import { coordinatedProgramme, lockProgramme } from "./access.server.ts";
import { STAFF_ROLES, type AddStaffInput } from "./inputs.ts";

/**
 * Who coordinates a programme and who works at its events.
 *
 * @throws {NotFoundError} if the programme is not the actor's
 */
export async function programmeStaff(ctx: Context, programmeId: string) {
  const programme = await coordinatedProgramme(ctx, programmeId);
  const staff = await ctx.db
    .select({
      grantId: roleGrants.id,
      role: roleGrants.role,
      name: people.fullName,
      email: accounts.email,
      isInvited: sql<boolean>`${accounts.passwordHash} is null`,
      isDeactivated: sql<boolean>`${accounts.deactivatedAt} is not null`,
      isMe: sql<boolean>`${people.id} = ${ctx.actor.personId}`,
    })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(
      and(
        eq(roleGrants.programmeId, programmeId),
        inArray(roleGrants.role, [...STAFF_ROLES]),
      ),
    )
    .orderBy(roleGrants.role, people.fullName, roleGrants.id);
  return { programme: { id: programme.id, name: programme.name }, staff };
}

/**
 * Gives somebody a role in a programme, from their very next request; a new address is invited.
 *
 * @throws {NotFoundError} if the programme is not the actor's
 * @throws {ConflictError} if they have the role already, or if their account is deactivated
 */
export async function addStaff(
  ctx: Context,
  programmeId: string,
  input: AddStaffInput,
): Promise<void> {
  try {
    await grantStaff(ctx, programmeId, input);
  } catch (error) {
    if (violatedConstraint(error) === "role_grants_once")
      throw new ConflictError("programmes:errors.has_role");
    throw error;
  }
}

async function grantStaff(
  ctx: Context,
  programmeId: string,
  input: AddStaffInput,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const programme = await lockProgramme(tx, ctx.actor, programmeId);
    const { personId } = await inviteAccount(
      tx,
      ctx,
      {
        email: input.email,
        fullName: input.fullName,
        locale: ctx.actor.locale,
        timeZone: ctx.actor.timeZone,
        isSample: programme.isSample,
      },
      {
        programme: programme.name,
        role: input.role,
        path:
          input.role === "coordinator" ? `/programmes/${programmeId}` : "/home",
      },
    );
    await tx
      .insert(roleGrants)
      .values({ personId, role: input.role, programmeId });
    await recordAudit(tx, ctx, {
      action: "programme.grant_role",
      subject: ["person", personId],
      programmeId,
      details: { role: input.role },
    });
  });
}

/**
 * Takes a role away; the person's very next request is without it.
 *
 * @returns whether the actor may still see the programme afterwards
 * @throws {NotFoundError} if the programme is not the actor's, or nobody holds this role there
 * @throws {ConflictError} if a coordinator would leave the programme without any; an administrator may
 */
export async function removeStaff(
  ctx: Context,
  programmeId: string,
  grantId: string,
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    // The lock makes two coordinators who remove each other come one after the other.
    await lockProgramme(tx, ctx.actor, programmeId);
    const grants = await tx
      .select()
      .from(roleGrants)
      .where(eq(roleGrants.programmeId, programmeId));
    const grant = grants.find(({ id }) => id === grantId);
    if (!grant) throw new NotFoundError();
    const coordinators = grants.filter(({ role }) => role === "coordinator");
    if (
      grant.role === "coordinator" &&
      coordinators.length === 1 &&
      ctx.actor.coordinates !== null
    )
      throw new ConflictError("programmes:errors.last_coordinator");
    await tx.delete(roleGrants).where(eq(roleGrants.id, grantId));
    await recordAudit(tx, ctx, {
      action: "programme.revoke_role",
      subject: ["person", grant.personId],
      programmeId,
      details: { role: grant.role },
    });
    const leaves =
      grant.personId === ctx.actor.personId && grant.role === "coordinator";
    return ctx.actor.coordinates === null || !leaves;
  });
}
