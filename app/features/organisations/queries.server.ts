import { organisations } from "db/schema/index.ts";
import { and, eq, sql } from "drizzle-orm";
import { enrolledWith, pairedWith } from "~/features/people/visible.server.ts";
import type { Context } from "~/lib/context.ts";
import { ForbiddenError, NotFoundError } from "~/lib/errors.ts";
import {
  keepsRegister,
  mayEdit,
  visibleOrganisations,
} from "./visible.server.ts";

/**
 * An organisation's profile as this actor may read it.
 *
 * @throws {NotFoundError} if they may not
 */
export async function organisationPage(ctx: Context, organisationId: string) {
  const organisation = await readOrganisation(ctx, organisationId);
  const visible = visibleOrganisations(ctx.actor);
  const [parents, members, persons, agreements] = await Promise.all([
    ctx.db
      .select({
        id: organisations.id,
        name: organisations.name,
        since: sql<string | null>`om.since::text`,
        visible: sql<boolean>`(${visible})`,
      })
      .from(organisations)
      .innerJoin(
        sql`organisation_memberships om`,
        sql`om.parent_id = ${organisations.id} and om.member_id = ${organisationId}`,
      )
      .orderBy(organisations.nameKey),
    ctx.db
      .select({
        id: organisations.id,
        name: organisations.name,
        kind: organisations.kind,
        country: organisations.country,
      })
      .from(organisations)
      .innerJoin(
        sql`organisation_memberships om`,
        sql`om.member_id = ${organisations.id} and om.parent_id = ${organisationId}`,
      )
      .where(visible)
      .orderBy(organisations.nameKey)
      .limit(500),
    peopleOf(ctx, organisationId),
    agreementsOf(ctx, organisationId),
  ]);
  return {
    organisation,
    parents,
    members,
    people: persons,
    agreements,
    mayEdit: mayEdit(ctx.actor, organisationId),
    mayAppoint: keepsRegister(ctx.actor),
    mayList: keepsRegister(ctx.actor) || ctx.actor.manages.length > 0,
  };
}

async function readOrganisation(ctx: Context, organisationId: string) {
  const [row] = await ctx.db
    .select({
      id: organisations.id,
      name: organisations.name,
      kind: organisations.kind,
      country: organisations.country,
      website: organisations.website,
      description: organisations.description,
      sectors: organisations.sectors,
      isSample: organisations.isSample,
      version: organisations.version,
    })
    .from(organisations)
    .where(
      and(
        eq(organisations.id, organisationId),
        visibleOrganisations(ctx.actor),
      ),
    );
  if (!row) throw new NotFoundError();
  return row;
}

interface OrganisationPerson {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  /** Whether the actor may open the person's page; a manager knows the names of the organisation's people only. */
  readonly linked: boolean;
}

async function peopleOf(ctx: Context, organisationId: string) {
  const { actor } = ctx;
  const id = sql`p.id`;
  const linked = sql`(p.id = ${actor.personId} or ${enrolledWith(actor, id)} or ${pairedWith(actor, id)})`;
  const manages = actor.manages.includes(organisationId);
  const rows = await ctx.db.execute(sql`
    select * from (
      select p.id, p.full_name as name, m.title, ${linked} as linked
      from people p left join memberships m on m.person_id = p.id and m.organisation_id = ${organisationId}
      where m.person_id is not null or exists (
        select 1 from enrolments e where e.person_id = p.id and e.organisation_id = ${organisationId}
          and e.state = 'accepted')
    ) known where linked or ${manages}
    order by name, id limit 200`);
  // The columns are those of the select above; the driver does not know them.
  return rows as unknown as OrganisationPerson[];
}

interface OrganisationAgreement {
  readonly id: string;
  readonly otherId: string;
  readonly otherName: string;
  readonly signedOn: string;
  readonly endsOn: string | null;
  readonly place: string | null;
  readonly objectives: string | null;
}

async function agreementsOf(ctx: Context, organisationId: string) {
  const rows = await ctx.db.execute(sql`
    select a.id, organisations.id as "otherId", organisations.name as "otherName",
      a.signed_on::text as "signedOn", a.ends_on::text as "endsOn", a.place, a.objectives
    from partnership_agreements a
    join organisations on organisations.id =
      case when a.first_party_id = ${organisationId} then a.second_party_id else a.first_party_id end
    where (a.first_party_id = ${organisationId} or a.second_party_id = ${organisationId})
      and ${visibleOrganisations(ctx.actor)}
    order by a.signed_on desc, a.id`);
  return rows as unknown as OrganisationAgreement[]; // the columns of the select above
}

/**
 * What the form for an organisation begins with.
 *
 * @throws {NotFoundError} if the actor may not see it
 * @throws {ForbiddenError} if the actor does not keep its profile
 */
export async function organisationForm(ctx: Context, organisationId: string) {
  const organisation = await readOrganisation(ctx, organisationId);
  if (!mayEdit(ctx.actor, organisationId)) throw new ForbiddenError();
  const parents = await ctx.db
    .select({ id: organisations.id })
    .from(organisations)
    .innerJoin(
      sql`organisation_memberships om`,
      sql`om.parent_id = ${organisations.id} and om.member_id = ${organisationId}`,
    );
  return { ...organisation, parents: parents.map(({ id }) => id) };
}

/** Organisations that others can be members of, with those it already is a member of; empty for who may not choose. */
export async function parentOptions(
  ctx: Context,
  organisationId: string | null,
) {
  if (!keepsRegister(ctx.actor)) return [];
  return ctx.db
    .select({ value: organisations.id, label: organisations.name })
    .from(organisations)
    .where(
      sql`${organisations.id} is distinct from ${organisationId}::uuid and (
        ${organisations.kind} in ('network', 'cluster', 'public_body') or exists (
          select 1 from organisation_memberships om
          where om.parent_id = ${organisations.id} and om.member_id = ${organisationId}::uuid))`,
    )
    .orderBy(organisations.nameKey, organisations.id)
    .limit(500);
}
