import { events, organisations } from "db/schema/index.ts";
import { inArray, sql } from "drizzle-orm";
import type { Context } from "~/lib/context.ts";
import { programmeList } from "./queries.server.ts";
import { myParticipation } from "./waiting.server.ts";

/** What waits for this person in each of their roles; a role they do not hold is null. */
export async function homePage(ctx: Context) {
  const { actor } = ctx;
  const takesPart = actor.enrolments.length > 0;
  const coordinates =
    actor.coordinates !== null && actor.coordinates.length > 0;
  const administers = actor.coordinates === null;
  const [participation, programmes, meetings, managed] = await Promise.all([
    takesPart ? myParticipation(ctx) : null,
    coordinates || administers ? programmeList(ctx) : null,
    actor.staffs.length > 0 ? myEvents(ctx) : null,
    actor.manages.length > 0 ? myOrganisations(ctx) : null,
  ]);
  return {
    name: actor.callName,
    participation,
    programmes,
    events: meetings,
    organisations: managed,
    isAdministrator: administers,
  };
}

/** Events of the programmes whose meeting desk the actor runs; those still to come first. */
async function myEvents(ctx: Context) {
  return ctx.db
    .select({
      id: events.id,
      name: events.name,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      city: events.city,
      country: events.country,
    })
    .from(events)
    .where(inArray(events.programmeId, [...ctx.actor.staffs]))
    .orderBy(
      sql`(${events.endsOn} >= ${ctx.now.toISOString()}::date) desc`,
      events.startsOn,
      events.id,
    )
    .limit(20);
}

async function myOrganisations(ctx: Context) {
  return ctx.db
    .select({
      id: organisations.id,
      name: organisations.name,
      kind: organisations.kind,
      country: organisations.country,
    })
    .from(organisations)
    .where(inArray(organisations.id, [...ctx.actor.manages]))
    .orderBy(organisations.nameKey, organisations.id);
}
