import { randomUUID } from "node:crypto";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { eventsOf, readPair } from "./pairs.server.ts";
import { sessionPage } from "./queries.server.ts";
import { wallClockOf } from "./wall-clock.server.ts";

/**
 * What the form for a new session begins with: an hour that has just ended, on the actor's clock.
 *
 * @throws {ConflictError} while the pair is not active
 */
export async function newSessionForm(ctx: Context, pairingId: string) {
  const pair = await readPair(ctx, pairingId);
  if (pair.side === null) throw new NotFoundError();
  if (pair.status !== "active" && pair.status !== "on_hold")
    throw new ConflictError("sessions:errors.not_active");
  const minutes = pair.sessionMinutes;
  const begun = new Date(
    Math.floor(ctx.now.getTime() / 900_000) * 900_000 - minutes * 60_000,
  );
  const clock = await wallClockOf(ctx.db, begun, ctx.actor.timeZone);
  const events = await eventsOf(ctx, pair.programmeId);
  return {
    pair,
    events,
    zones: zonesOf(pair, events, ctx.actor.timeZone),
    clientKey: randomUUID(),
    values: {
      ...clock,
      timeZone: ctx.actor.timeZone,
      durationMinutes: String(minutes),
      form: "video",
      status: "held",
      mentorAttended: "on",
      menteeAttended: "on",
    },
  };
}

/** What the form for a correction begins with: the session as it stands, on the clock it was logged by. */
export async function correctSessionForm(ctx: Context, sessionId: string) {
  const { pair, session } = await sessionPage(ctx, sessionId);
  const events = await eventsOf(ctx, pair.programmeId);
  const clock = await wallClockOf(ctx.db, session.startsAt, session.timeZone);
  return {
    pair,
    events,
    version: String(session.version),
    zones: zonesOf(pair, events, session.timeZone, ctx.actor.timeZone),
    values: {
      ...clock,
      timeZone: session.timeZone,
      durationMinutes: String(session.minutes),
      form: session.form,
      status: session.status,
      eventId: session.eventId ?? "",
      place: session.place ?? "",
      topics: session.topics ?? "",
      decisions: session.decisions ?? "",
      nextStep: session.nextStep ?? "",
      ...(session.mentorAttended ? { mentorAttended: "on" } : {}),
      ...(session.menteeAttended ? { menteeAttended: "on" } : {}),
    },
  };
}

/** The clocks that the two of them may mean, the likeliest first. */
function zonesOf(
  pair: { mentor: { timeZone: string }; mentee: { timeZone: string } },
  events: readonly { timeZone: string }[],
  ...first: string[]
): string[] {
  const places = events.map((event) => event.timeZone);
  return [
    ...new Set([
      ...first,
      pair.mentor.timeZone,
      pair.mentee.timeZone,
      ...places,
    ]),
  ];
}
