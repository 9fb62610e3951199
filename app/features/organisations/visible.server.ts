import { organisations } from "db/schema/index.ts";
import { sql, type SQL } from "drizzle-orm";
import { tellsOf } from "~/features/people/visible.server.ts";
import type { Actor } from "~/lib/context.ts";

/** Coordinators and administrators know every organisation: it is one register for all programmes. */
export function keepsRegister(actor: Actor): boolean {
  return actor.coordinates === null || actor.coordinates.length > 0;
}

function uuids(ids: readonly string[]): SQL {
  return sql`${sql.param(`{${ids.join(",")}}`)}::uuid[]`;
}

/**
 * The organisations an actor may read: all for coordinators; for others their own, those they manage with their
 * members, those of their cohorts and pairs, and those that come to the events of their programmes.
 */
export function visibleOrganisations(actor: Actor): SQL {
  if (keepsRegister(actor)) return sql`true`;
  const me = actor.personId;
  const accepted = actor.enrolments.filter(({ state }) => state === "accepted");
  const cohorts = uuids(accepted.map(({ cohortId }) => cohortId));
  const programmes = uuids([
    ...actor.staffs,
    ...accepted.map(({ programmeId }) => programmeId),
  ]);
  return sql`${organisations.id} in (
    select organisation_id from memberships where person_id = ${me}
    union select organisation_id from enrolments where person_id = ${me}
    union select organisation_id from enrolments where state = 'accepted' and cohort_id = any(${cohorts})
    union select unnest(${uuids(actor.manages)})
    union select member_id from organisation_memberships where parent_id = any(${uuids(actor.manages)})
    union select theirs.organisation_id from pairings vp
      join enrolments vm on vm.id = vp.mentor_enrolment_id
      join enrolments vt on vt.id = vp.mentee_enrolment_id
      join enrolments theirs on theirs.id in (vm.id, vt.id)
      where ${tellsOf(me, sql`theirs.person_id`)}
    union select d.organisation_id from delegations d join events v on v.id = d.event_id
      where v.programme_id = any(${programmes})
    union select v.organiser_id from events v where v.programme_id = any(${programmes}))`;
}

/** Whether the actor keeps this organisation's profile. */
export function mayEdit(actor: Actor, organisationId: string): boolean {
  return keepsRegister(actor) || actor.manages.includes(organisationId);
}
