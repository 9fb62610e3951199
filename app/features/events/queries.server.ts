import {
  delegations,
  events,
  organisations,
  programmes,
} from "db/schema/index.ts";
import { and, asc, eq, sql } from "drizzle-orm";
import { visibleOrganisations } from "~/features/organisations/visible.server.ts";
import type { Context } from "~/lib/context.ts";
import { ForbiddenError, NotFoundError } from "~/lib/errors.ts";
import { coordinates, visibleEvents } from "./visible.server.ts";

/** The events an actor may see: those to come first, then the past ones, the latest first. */
export async function eventList(ctx: Context) {
  const today = ctx.now.toISOString().slice(0, 10);
  const rows = await ctx.db
    .select({
      id: events.id,
      name: events.name,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      city: events.city,
      country: events.country,
      isSample: events.isSample,
      programmeName: programmes.name,
      delegations: sql<number>`(select count(*)::int from delegations d where d.event_id = "events"."id")`,
    })
    .from(events)
    .innerJoin(programmes, eq(programmes.id, events.programmeId))
    .where(visibleEvents(ctx.actor))
    .orderBy(asc(events.startsOn), asc(events.id))
    .limit(500);
  return {
    coming: rows.filter(({ endsOn }) => endsOn >= today),
    past: rows.filter(({ endsOn }) => endsOn < today).reverse(),
    programmes: await programmesToPlanFor(ctx),
  };
}

/** Where the actor may add an event. */
async function programmesToPlanFor(ctx: Context) {
  const { actor } = ctx;
  if (actor.coordinates?.length === 0) return [];
  const rows = await ctx.db
    .select({ id: programmes.id, name: programmes.name })
    .from(programmes)
    .orderBy(programmes.name, programmes.id);
  return rows.filter(({ id }) => coordinates(actor, id));
}

/**
 * An event with its delegations, the agreements signed there and the pairs that met there: how many for everybody,
 * by name for the coordinators and for the pair itself.
 *
 * @throws {NotFoundError} if the actor may not see it
 */
export async function eventPage(ctx: Context, eventId: string) {
  const event = await readEvent(ctx, eventId);
  const isCoordinator = coordinates(ctx.actor, event.programmeId);
  const [guests, agreements, met] = await Promise.all([
    ctx.db
      .select({
        id: organisations.id,
        name: organisations.name,
        kind: organisations.kind,
        country: organisations.country,
        visible: sql<boolean>`(${visibleOrganisations(ctx.actor)})`,
      })
      .from(delegations)
      .innerJoin(
        organisations,
        eq(organisations.id, delegations.organisationId),
      )
      .where(eq(delegations.eventId, eventId))
      .orderBy(organisations.country, organisations.nameKey),
    agreementsAt(ctx, eventId),
    pairsAt(ctx, eventId),
  ]);
  return {
    event,
    delegations: guests,
    agreements,
    pairsMet: met.length,
    pairs: met.filter(({ isMine }) => isCoordinator || isMine),
    isCoordinator,
  };
}

async function readEvent(ctx: Context, eventId: string) {
  const [event] = await ctx.db
    .select({
      id: events.id,
      programmeId: events.programmeId,
      programmeName: programmes.name,
      name: events.name,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      city: events.city,
      country: events.country,
      timeZone: events.timeZone,
      venue: events.venue,
      description: events.description,
      attendance: events.attendance,
      organiserId: events.organiserId,
      organiserName: organisations.name,
      isSample: events.isSample,
      version: events.version,
    })
    .from(events)
    .innerJoin(programmes, eq(programmes.id, events.programmeId))
    .leftJoin(organisations, eq(organisations.id, events.organiserId))
    .where(and(eq(events.id, eventId), visibleEvents(ctx.actor)));
  if (!event) throw new NotFoundError();
  return event;
}

interface EventAgreement {
  readonly id: string;
  readonly first: string;
  readonly second: string;
  readonly signedOn: string;
  readonly objectives: string | null;
}

/** Agreements signed during the event by somebody who attended or organised it. */
async function agreementsAt(ctx: Context, eventId: string) {
  const rows = await ctx.db.execute(sql`
    select a.id, f.name as first, s.name as second, a.signed_on::text as "signedOn", a.objectives
    from events v
    join partnership_agreements a on a.signed_on between v.starts_on and v.ends_on
    join organisations f on f.id = a.first_party_id
    join organisations s on s.id = a.second_party_id
    where v.id = ${eventId} and (
      v.organiser_id in (a.first_party_id, a.second_party_id) or exists (
        select 1 from delegations d where d.event_id = v.id
          and d.organisation_id in (a.first_party_id, a.second_party_id)))
    order by a.signed_on, f.name_key, a.id`);
  return rows as unknown as EventAgreement[]; // the columns of the select above
}

interface PairAtEvent {
  readonly id: string;
  readonly mentor: string;
  readonly mentee: string;
  readonly mentorOrganisation: string | null;
  readonly menteeOrganisation: string | null;
  readonly isMine: boolean;
}

async function pairsAt(ctx: Context, eventId: string) {
  const me = ctx.actor.personId;
  const rows = await ctx.db.execute(sql`
    select q.id, pm.full_name as mentor, pt.full_name as mentee,
      om.name as "mentorOrganisation", ot.name as "menteeOrganisation",
      (pm.id = ${me} or pt.id = ${me}) as "isMine"
    from pairings q
    join enrolments em on em.id = q.mentor_enrolment_id join people pm on pm.id = em.person_id
    join enrolments et on et.id = q.mentee_enrolment_id join people pt on pt.id = et.person_id
    left join organisations om on om.id = em.organisation_id
    left join organisations ot on ot.id = et.organisation_id
    where q.id in (select s.pairing_id from mentoring_sessions s
      where s.event_id = ${eventId} and s.status = 'held')
    order by pm.full_name, pt.full_name, q.id`);
  return rows as unknown as PairAtEvent[]; // the columns of the select above
}

/**
 * What the form for an event begins with.
 *
 * @throws {NotFoundError} if the actor may not see it
 * @throws {ForbiddenError} if the actor does not coordinate its programme
 */
export async function eventForm(ctx: Context, eventId: string) {
  const event = await readEvent(ctx, eventId);
  if (!coordinates(ctx.actor, event.programmeId)) throw new ForbiddenError();
  const guests = await ctx.db
    .select({ id: delegations.organisationId })
    .from(delegations)
    .where(eq(delegations.eventId, eventId));
  return { ...event, delegations: guests.map(({ id }) => id) };
}

/** Every organisation as a choice; the caller has found out that the actor is a coordinator. */
export async function organisationChoices(ctx: Context) {
  return ctx.db
    .select({
      value: organisations.id,
      label: organisations.name,
      country: organisations.country,
    })
    .from(organisations)
    .where(visibleOrganisations(ctx.actor))
    .orderBy(organisations.nameKey, organisations.id)
    .limit(1_000);
}
