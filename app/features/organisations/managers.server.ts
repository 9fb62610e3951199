import type { Db } from "db/client.ts";
import {
  accounts,
  organisations,
  people,
  roleGrants,
} from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import { inviteAccount } from "~/features/accounts/invitations.server.ts";
import { type AuditAction, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError, refusing } from "~/lib/errors.ts";
import { keepsRegister } from "./visible.server.ts";

const ROLE = "organisation_manager";

/**
 * Who keeps an organisation's profile besides the coordinators.
 *
 * @throws {NotFoundError} if there is no such organisation, or the actor is no coordinator
 */
export async function organisationManagers(ctx: Context, id: string) {
  const organisation = await readOrganisation(ctx.db, ctx, id);
  const managers = await ctx.db
    .select({
      grantId: roleGrants.id,
      name: people.fullName,
      email: accounts.email,
    })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(managersOf(id))
    .orderBy(people.fullName, roleGrants.id);
  return {
    organisation: { id, name: organisation.name },
    managers,
  };
}

/**
 * Lets somebody keep an organisation's profile, from their very next request; a new address is invited.
 *
 * @throws {NotFoundError} if there is no such organisation, or the actor is no coordinator
 * @throws {ConflictError} if they keep it already, or if their account is deactivated
 */
export async function addManager(
  ctx: Context,
  id: string,
  input: { email: string; fullName: string },
): Promise<void> {
  const taken = { role_grants_once: "organisations:errors.is_manager" };
  await refusing(taken, () =>
    ctx.db.transaction(async (tx) => {
      const organisation = await readOrganisation(tx, ctx, id);
      const { personId } = await inviteAccount(
        tx,
        ctx,
        {
          ...input,
          locale: ctx.actor.locale,
          timeZone: ctx.actor.timeZone,
          isSample: organisation.isSample,
        },
        {
          programme: organisation.name,
          role: ROLE,
          path: `/organisations/${id}`,
        },
      );
      await tx
        .insert(roleGrants)
        .values({ personId, role: ROLE, organisationId: id });
      await audit(tx, ctx, "organisation.grant_role", personId, id);
    }),
  );
}

/**
 * Takes the care of an organisation away; the person's very next request is without it.
 *
 * @throws {NotFoundError} if nobody holds this grant there, or the actor is no coordinator
 */
export async function removeManager(
  ctx: Context,
  id: string,
  grantId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await readOrganisation(tx, ctx, id);
    const [grant] = await tx
      .delete(roleGrants)
      .where(and(eq(roleGrants.id, grantId), managersOf(id)))
      .returning({ personId: roleGrants.personId });
    if (!grant) throw new NotFoundError();
    await audit(tx, ctx, "organisation.revoke_role", grant.personId, id);
  });
}

function managersOf(id: string) {
  return and(eq(roleGrants.organisationId, id), eq(roleGrants.role, ROLE));
}

async function readOrganisation(db: Db, ctx: Context, id: string) {
  const [organisation] = await db
    .select({ name: organisations.name, isSample: organisations.isSample })
    .from(organisations)
    .where(eq(organisations.id, id));
  if (!organisation || !keepsRegister(ctx.actor)) throw new NotFoundError();
  return organisation;
}

async function audit(
  tx: Db,
  ctx: Context,
  action: AuditAction,
  personId: string,
  organisationId: string,
) {
  await recordAudit(tx, ctx, {
    action,
    subject: ["person", personId],
    details: { role: ROLE, organisationId },
  });
}
