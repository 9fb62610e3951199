import { sql, type SQL } from "drizzle-orm";
import type { Actor } from "~/lib/context.ts";

/** Events of the programmes that the actor coordinates, works for or takes part in as an accepted mentor or mentee. */
export function visibleEvents(actor: Actor): SQL {
  if (actor.coordinates === null) return sql`true`;
  const programmes = [
    ...actor.coordinates,
    ...actor.staffs,
    ...actor.enrolments
      .filter(({ state }) => state === "accepted")
      .map(({ programmeId }) => programmeId),
  ];
  return sql`"events"."programme_id" = any(${sql.param(`{${programmes.join(",")}}`)}::uuid[])`;
}

/** Whether the actor coordinates this programme. */
export function coordinates(actor: Actor, programmeId: string): boolean {
  return actor.coordinates === null || actor.coordinates.includes(programmeId);
}
