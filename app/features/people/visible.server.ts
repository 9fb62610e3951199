import { sql, type SQL } from "drizzle-orm";
import { people } from "db/schema/index.ts";
import type { Actor } from "~/lib/context.ts";

/** The programmes a coordinator may read in, as a list for `any`; null means all of them. */
function programmeList(actor: Actor): SQL | null {
  if (actor.coordinates === null) return null;
  return sql`${sql.param(`{${actor.coordinates.join(",")}}`)}::uuid[]`;
}

/** Whether a person (an SQL expression for the id) is enrolled in a programme that the actor coordinates. */
export function enrolledWith(actor: Actor, personId: SQL): SQL {
  const programmes = programmeList(actor);
  if (programmes === null) return sql`true`;
  return sql`exists (select 1 from enrolments ve join cohorts vc on vc.id = ve.cohort_id
    where ve.person_id = ${personId} and vc.programme_id = any(${programmes}))`;
}

/** Pairings of which people may know: sent, and neither declined nor given back. */
const SENT = sql`vp.sent_at is not null
  and vp.status in ('approved', 'mentor_accepted', 'active', 'on_hold', 'completed', 'ended_early')`;

/**
 * Whether a pairing `vp` that was sent tells one person of the other; `vm` is the mentor's enrolment, `vt` the
 * mentee's. The mentor learns of the mentee first, the mentee of the mentor once that one has accepted.
 */
export function tellsOf(me: string, other: SQL): SQL {
  return sql`(${SENT} and (
    (vm.person_id = ${me} and vt.person_id = ${other})
    or (vt.person_id = ${me} and vm.person_id = ${other} and vp.status <> 'approved')))`;
}

/** Whether a person is the other side of a pairing of which the actor knows. */
export function pairedWith(actor: Actor, personId: SQL): SQL {
  return sql`exists (select 1 from pairings vp
    join enrolments vm on vm.id = vp.mentor_enrolment_id
    join enrolments vt on vt.id = vp.mentee_enrolment_id
    where ${tellsOf(actor.personId, personId)})`;
}

/** The people an actor may know of: themselves, the other side of their pairs, and those enrolled in their programmes. */
export function visiblePeople(actor: Actor): SQL {
  const id = sql`${people.id}`;
  return sql`(${people.id} = ${actor.personId} or ${enrolledWith(actor, id)} or ${pairedWith(actor, id)})`;
}
