import type { Db } from "db/client.ts";
import { organisationMemberships, organisations } from "db/schema/index.ts";
import { and, eq, sql } from "drizzle-orm";
import type { OrganisationKind } from "~/domain/organisation/kinds.ts";
import { fold } from "~/domain/text.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ForbiddenError, NotFoundError } from "~/lib/errors.ts";
import type { OrganisationInput } from "./inputs.ts";
import {
  keepsRegister,
  mayEdit,
  visibleOrganisations,
} from "./visible.server.ts";

/**
 * The organisation of this name, however it is typed; created if there is none. Of several with the
 * name, the one in the same country wins, then the oldest. An existing organisation is never changed.
 *
 * @param tx  a transaction: a lock on the name is held to its end, so that two imports at once create one
 * @param input.kind  used only for a new one; "other" unless given
 * @param input.country  alpha-2
 */
export async function findOrCreateOrganisation(
  tx: Db,
  input: { name: string; kind?: OrganisationKind; country?: string | null },
): Promise<{ id: string; created: boolean }> {
  const name = input.name.trim();
  const nameKey = fold(name);
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`organisation:${nameKey}`}, 0))`,
  );
  const country = input.country ?? null;
  const [found] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.nameKey, nameKey))
    .orderBy(
      sql`(${organisations.country} is not distinct from ${country}::text) desc`,
      organisations.createdAt,
      organisations.id,
    )
    .limit(1);
  if (found) return { id: found.id, created: false };
  const [created] = await tx
    .insert(organisations)
    .values({ name, nameKey, kind: input.kind ?? "other", country })
    .returning({ id: organisations.id });
  if (!created) throw new Error("an insert returned no row");
  return { id: created.id, created: true };
}

/** Why an organisation was not saved; a field of the form and the key of its message. */
export interface OrganisationRefusal {
  readonly field: "" | "parents";
  readonly key: "stale" | "organisations:errors.cycle";
}

export type SavedOrganisation =
  { ok: true; id: string } | { ok: false; refusal: OrganisationRefusal };

/**
 * Enters an organisation into the register.
 *
 * @throws {ForbiddenError} unless the actor is a coordinator or administrator
 */
export async function createOrganisation(
  ctx: Context,
  input: OrganisationInput,
): Promise<string> {
  if (!keepsRegister(ctx.actor)) throw new ForbiddenError();
  return ctx.db.transaction(async (tx) => {
    const [created] = await tx
      .insert(organisations)
      .values(columnsOf(input))
      .returning({ id: organisations.id });
    if (!created) throw new Error("an insert returned no row");
    await addParents(tx, created.id, input.parents);
    await recordAudit(tx, ctx, {
      action: "organisation.create",
      subject: ["organisation", created.id],
      details: { kind: input.kind, country: input.country ?? null },
    });
    return created.id;
  });
}

/**
 * Saves an organisation's profile. Its manager changes everything but what it is a member of.
 *
 * @returns a refusal if somebody else saved in the meantime, or if it would become a member of itself
 * @throws {NotFoundError} if the actor may not see it
 * @throws {ForbiddenError} if the actor does not keep its profile
 */
export async function editOrganisation(
  ctx: Context,
  organisationId: string,
  input: OrganisationInput,
): Promise<SavedOrganisation> {
  return ctx.db.transaction(async (tx): Promise<SavedOrganisation> => {
    const [before] = await tx
      .select()
      .from(organisations)
      .where(
        and(
          eq(organisations.id, organisationId),
          visibleOrganisations(ctx.actor),
        ),
      )
      .for("update");
    if (!before) throw new NotFoundError();
    if (!mayEdit(ctx.actor, organisationId)) throw new ForbiddenError();
    if (input.version !== before.version)
      return { ok: false, refusal: { field: "", key: "stale" } };
    if (keepsRegister(ctx.actor)) {
      await lockMemberships(tx);
      if (await leadsBack(tx, organisationId, input.parents))
        return {
          ok: false,
          refusal: { field: "parents", key: "organisations:errors.cycle" },
        };
      await tx
        .delete(organisationMemberships)
        .where(
          and(
            eq(organisationMemberships.memberId, organisationId),
            sql`${organisationMemberships.parentId} <> all(${uuids(input.parents)})`,
          ),
        );
      await addParents(tx, organisationId, input.parents);
    } else if (input.parents.length > 0) throw new ForbiddenError();
    await tx
      .update(organisations)
      .set({ ...columnsOf(input), version: before.version + 1 })
      .where(eq(organisations.id, organisationId));
    await recordAudit(tx, ctx, {
      action: "organisation.edit",
      subject: ["organisation", organisationId],
      details: { version: before.version + 1 },
    });
    return { ok: true, id: organisationId };
  });
}

function columnsOf(input: OrganisationInput) {
  return {
    name: input.name,
    nameKey: fold(input.name),
    kind: input.kind,
    country: input.country ?? null,
    website: input.website ?? null,
    description: input.description ?? null,
    sectors: [...new Set(input.sectors)],
  };
}

function uuids(ids: readonly string[]) {
  return sql`${sql.param(`{${ids.join(",")}}`)}::uuid[]`;
}

/** Two edits that are harmless alone could close a circle together: one at a time. */
async function lockMemberships(tx: Db): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('organisation-memberships', 0))`,
  );
}

/** Whether the organisation would be, at some remove, a member of itself. */
async function leadsBack(
  tx: Db,
  organisationId: string,
  parents: readonly string[],
): Promise<boolean> {
  const rows = await tx.execute(sql`
    with recursive above(id) as (
      select unnest(${uuids(parents)})
      union
      select m.parent_id from organisation_memberships m join above on above.id = m.member_id)
    select 1 from above where id = ${organisationId} limit 1`);
  return rows.length > 0;
}

/** Parents that do not exist are passed over: somebody removed them while the form was open. */
async function addParents(
  tx: Db,
  organisationId: string,
  parents: readonly string[],
): Promise<void> {
  if (parents.length === 0) return;
  await tx.execute(sql`
    insert into organisation_memberships (member_id, parent_id)
    select ${organisationId}, id from organisations where id = any(${uuids(parents)})
    on conflict do nothing`);
}
