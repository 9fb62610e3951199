import type { Db } from "db/client.ts";
import { memberships, organisations } from "db/schema/index.ts";
import { and, inArray, sql } from "drizzle-orm";

export interface NewMembership {
  readonly personId: string;
  readonly organisationId: string;
  readonly title?: string | null;
}

/**
 * Makes people belong to organisations; who does already keeps their title unless a new one is given.
 *
 * @returns the memberships that did not exist before
 */
export async function joinOrganisations(
  tx: Db,
  rows: readonly NewMembership[],
): Promise<NewMembership[]> {
  const added: NewMembership[] = [];
  for (let at = 0; at < rows.length; at += 500) {
    const saved = await tx
      .insert(memberships)
      .values(
        rows
          .slice(at, at + 500)
          .map((row) => ({ ...row, title: row.title ?? null })),
      )
      .onConflictDoUpdate({
        target: [memberships.personId, memberships.organisationId],
        set: { title: sql`coalesce(excluded.title, ${memberships.title})` },
      })
      .returning({
        personId: memberships.personId,
        organisationId: memberships.organisationId,
        // a row that was there before carries the mark of the update
        isNew: sql<boolean>`(xmax = 0)`,
      });
    for (const { isNew, ...row } of saved) if (isNew) added.push(row);
  }
  return added;
}

/** Takes memberships away that were added by mistake. */
export async function leaveOrganisations(
  tx: Db,
  rows: readonly NewMembership[],
): Promise<void> {
  if (rows.length === 0) return;
  const people = `{${rows.map((row) => row.personId).join(",")}}`;
  const places = `{${rows.map((row) => row.organisationId).join(",")}}`;
  await tx.execute(
    sql`delete from memberships m using unnest(${people}::uuid[], ${places}::uuid[]) as gone(person_id, organisation_id)
      where m.person_id = gone.person_id and m.organisation_id = gone.organisation_id`,
  );
}

/** Takes organisations away again that were added by mistake; those that something points to stay. */
export async function removeUnusedOrganisations(
  tx: Db,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .delete(organisations)
    .where(
      and(
        inArray(organisations.id, [...ids]),
        sql`not exists (select 1 from memberships m where m.organisation_id = organisations.id)`,
        sql`not exists (select 1 from enrolments e where e.organisation_id = organisations.id)`,
        sql`not exists (select 1 from role_grants g where g.organisation_id = organisations.id)`,
        sql`not exists (select 1 from delegations d where d.organisation_id = organisations.id)`,
        sql`not exists (select 1 from events v where v.organiser_id = organisations.id)`,
        sql`not exists (select 1 from organisation_memberships o where o.member_id = organisations.id or o.parent_id = organisations.id)`,
        sql`not exists (select 1 from partnership_agreements a where a.first_party_id = organisations.id or a.second_party_id = organisations.id)`,
      ),
    );
}
