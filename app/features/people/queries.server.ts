import { people } from "db/schema/index.ts";
import { and, eq, sql } from "drizzle-orm";
import type {
  EnrolmentRole,
  EnrolmentState,
} from "~/domain/enrolment/lifecycle.ts";
import type { SpokenLanguage } from "~/domain/scoring/types.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { enrolledWith, tellsOf, visiblePeople } from "./visible.server.ts";

/** One place of a person in a cohort, as far as the reader may know of it. */
export interface PersonPlace {
  readonly id: string;
  readonly role: EnrolmentRole;
  readonly state: EnrolmentState;
  readonly cohortName: string;
  readonly programmeName: string;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly country: string | null;
  readonly sectors: readonly string[];
  readonly languages: readonly SpokenLanguage[];
}

/**
 * A person as this actor may know them. Coordinators and the person see everything of the profile; the other side of
 * a pair sees who it is, and how to reach them only while the pair is active.
 *
 * @throws {NotFoundError} for everybody else
 */
export async function personPage(ctx: Context, personId: string) {
  const { actor } = ctx;
  const [person] = await ctx.db
    .select({
      id: people.id,
      fullName: people.fullName,
      country: people.country,
      timeZone: people.timeZone,
      bio: people.bio,
      phone: people.phone,
      isSample: people.isSample,
      email: sql<
        string | null
      >`(select a.email from accounts a where a.person_id = "people"."id")`,
      isCoordinated: sql<boolean>`${enrolledWith(actor, sql`"people"."id"`)}`,
      isInTouch: sql<boolean>`${inTouch(actor.personId, personId)}`,
    })
    .from(people)
    .where(and(eq(people.id, personId), visiblePeople(actor)));
  if (!person) throw new NotFoundError();
  const { isCoordinated, isInTouch, email, phone, ...known } = person;
  const isMe = personId === actor.personId;
  const isOpen = isMe || isCoordinated;
  const showContact = isOpen || isInTouch;
  return {
    person: known,
    isMe,
    contact: showContact ? { email, phone } : null,
    places: isOpen
      ? await ownPlaces(ctx, personId, isMe)
      : await pairPlaces(ctx, personId),
    placePath: isMe ? "/applications/" : isOpen ? "/enrolments/" : null,
  };
}

/** Whether the two have a pairing that is active at this moment. */
function inTouch(one: string, other: string) {
  return sql`exists (select 1 from pairings q
    join enrolments em on em.id = q.mentor_enrolment_id
    join enrolments et on et.id = q.mentee_enrolment_id
    where q.status in ('active', 'on_hold') and q.sent_at is not null
      and ((em.person_id = ${one} and et.person_id = ${other})
        or (et.person_id = ${one} and em.person_id = ${other})))`;
}

// Arrays of plain SQL arrive as text; JSON is read.
const PLACE = sql`e.id, e.role, e.state, c.name as "cohortName", g.name as "programmeName",
  o.id as "organisationId", o.name as "organisationName", e.country, to_json(e.sectors) as sectors, e.languages`;
const PLACE_TABLES = sql`enrolments e join cohorts c on c.id = e.cohort_id join programmes g on g.id = c.programme_id
  left join organisations o on o.id = e.organisation_id`;

async function ownPlaces(ctx: Context, personId: string, isMe: boolean) {
  const { coordinates } = ctx.actor;
  const all = isMe || coordinates === null;
  const rows = await ctx.db.execute(sql`
    select ${PLACE} from ${PLACE_TABLES}
    where e.person_id = ${personId} and (${all} or
      c.programme_id = any(${sql.param(`{${(coordinates ?? []).join(",")}}`)}::uuid[]))
    order by c.created_at desc, e.role, e.id`);
  return rows as unknown as PersonPlace[]; // the columns of the select above
}

/** The places in which the person met the actor. */
async function pairPlaces(ctx: Context, personId: string) {
  const rows = await ctx.db.execute(sql`
    select ${PLACE} from ${PLACE_TABLES}
    where e.person_id = ${personId} and exists (
      select 1 from pairings vp
      join enrolments vm on vm.id = vp.mentor_enrolment_id
      join enrolments vt on vt.id = vp.mentee_enrolment_id
      where e.id in (vm.id, vt.id) and ${tellsOf(ctx.actor.personId, sql`e.person_id`)})
    order by c.created_at desc, e.role, e.id`);
  return rows as unknown as PersonPlace[]; // the columns of the select above
}
