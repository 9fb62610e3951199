import {
  events,
  feedback,
  mentoringSessions,
  pairings,
  people,
  sessionVersions,
  enrolments,
} from "db/schema/index.ts";
import { and, desc, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { Db } from "db/client.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { mayConfirmSession } from "~/domain/session/lifecycle.ts";
import { readPair } from "./pairs.server.ts";

/** What anybody may know who knows of the pair: that it met, when, how long, how. */
const OUTSIDE = {
  id: mentoringSessions.id,
  pairingId: mentoringSessions.pairingId,
  status: mentoringSessions.status,
  startsAt: mentoringSessions.startsAt,
  endsAt: mentoringSessions.endsAt,
  timeZone: mentoringSessions.timeZone,
  form: mentoringSessions.form,
  eventId: mentoringSessions.eventId,
  eventName: events.name,
  place: mentoringSessions.place,
  mentorAttended: mentoringSessions.mentorAttended,
  menteeAttended: mentoringSessions.menteeAttended,
  loggedBy: mentoringSessions.loggedBy,
  confirmedAt: mentoringSessions.confirmedAt,
  confirmedBy: mentoringSessions.confirmedBy,
  version: mentoringSessions.version,
};

/** What was said belongs to the pair alone. */
const INSIDE = {
  topics: sql<string | null>`${mentoringSessions.topics}`,
  decisions: sql<string | null>`${mentoringSessions.decisions}`,
  nextStep: sql<string | null>`${mentoringSessions.nextStep}`,
};
const NOTHING_INSIDE: typeof INSIDE = {
  topics: sql`null`,
  decisions: sql`null`,
  nextStep: sql`null`,
};

/**
 * A pair with its sessions, the latest first. Coordinators learn that sessions happened and not
 * what was said: those columns are not even read for them.
 */
export async function pairHome(ctx: Context, pairingId: string) {
  const pair = await readPair(ctx, pairingId);
  const sessions = await listSessions(
    ctx.db,
    pairingId,
    pair.side === null ? NOTHING_INSIDE : INSIDE,
  );
  const held = sessions.filter((session) => session.status === "held");
  const minutes = held.reduce(
    (sum, { startsAt, endsAt }) =>
      sum + (endsAt.getTime() - startsAt.getTime()) / 60_000,
    0,
  );
  return {
    pair,
    sessions: sessions.map((session) => ({
      ...session,
      minutes: (session.endsAt.getTime() - session.startsAt.getTime()) / 60_000,
      mayConfirm:
        pair.side !== null && mayConfirmSession(session, ctx.actor.personId),
    })),
    held: held.length,
    minutes,
  };
}

function listSessions(db: Db, pairingId: string, inside: typeof INSIDE) {
  return db
    .select({ ...OUTSIDE, ...inside })
    .from(mentoringSessions)
    .leftJoin(events, eq(events.id, mentoringSessions.eventId))
    .where(eq(mentoringSessions.pairingId, pairingId))
    .orderBy(desc(mentoringSessions.startsAt), mentoringSessions.id);
}

/**
 * One session with its earlier versions and the actor's own rating, for the two of the pair.
 *
 * @throws {NotFoundError} for everybody else
 */
export async function sessionPage(ctx: Context, sessionId: string) {
  const [session] = await ctx.db
    .select({ ...OUTSIDE, ...INSIDE, loggedByName: people.fullName })
    .from(mentoringSessions)
    .innerJoin(people, eq(people.id, mentoringSessions.loggedBy))
    .leftJoin(events, eq(events.id, mentoringSessions.eventId))
    .where(eq(mentoringSessions.id, sessionId));
  if (!session) throw new NotFoundError();
  const pair = await readPair(ctx, session.pairingId);
  if (pair.side === null) throw new NotFoundError();
  const [versions, ratings] = await Promise.all([
    ctx.db
      .select({
        version: sessionVersions.version,
        content: sessionVersions.content,
        changedAt: sessionVersions.changedAt,
        changedBy: people.fullName,
      })
      .from(sessionVersions)
      .innerJoin(people, eq(people.id, sessionVersions.changedBy))
      .where(eq(sessionVersions.sessionId, sessionId))
      .orderBy(desc(sessionVersions.version)),
    ctx.db
      .select({ rating: feedback.rating })
      .from(feedback)
      .where(
        and(
          eq(feedback.sessionId, sessionId),
          eq(feedback.personId, ctx.actor.personId),
        ),
      ),
  ]);
  return {
    pair,
    session: {
      ...session,
      minutes: (session.endsAt.getTime() - session.startsAt.getTime()) / 60_000,
    },
    versions,
    rating: ratings[0]?.rating ?? null,
    mayConfirm: mayConfirmSession(session, ctx.actor.personId),
  };
}

/** A person's sessions for their calendar: what a feed may say without a sign-in. */
export async function calendarEntries(db: Db, personId: string) {
  const side = db
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(eq(enrolments.personId, personId));
  return db
    .select({
      id: mentoringSessions.id,
      startsAt: mentoringSessions.startsAt,
      endsAt: mentoringSessions.endsAt,
      status: mentoringSessions.status,
      form: mentoringSessions.form,
      place: mentoringSessions.place,
      eventName: events.name,
      version: mentoringSessions.version,
      pairingId: mentoringSessions.pairingId,
      otherName: sql<string>`(select p.full_name from ${enrolments} e join ${people} p on p.id = e.person_id where e.id in (${pairings.mentorEnrolmentId}, ${pairings.menteeEnrolmentId}) and e.person_id <> ${personId} limit 1)`,
    })
    .from(mentoringSessions)
    .innerJoin(pairings, eq(pairings.id, mentoringSessions.pairingId))
    .leftJoin(events, eq(events.id, mentoringSessions.eventId))
    .where(
      and(
        or(
          inArray(pairings.mentorEnrolmentId, side),
          inArray(pairings.menteeEnrolmentId, side),
        ),
        ne(mentoringSessions.status, "no_show"),
      ),
    )
    .orderBy(desc(mentoringSessions.startsAt), mentoringSessions.id)
    .limit(500);
}
