import type { Db } from "db/client.ts";
import { accounts, events, people } from "db/schema/index.ts";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { mayLogSession } from "~/domain/session/lifecycle.ts";
import { isLocale } from "~/i18n/locales.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import type { CorrectSessionInput, LogSessionInput } from "./inputs.ts";
import type { readPair } from "./pairs.server.ts";
import { instantOf } from "./wall-clock.server.ts";

export type Pair = Awaited<ReturnType<typeof readPair>>;

/** A refusal that belongs to one field of the form ("" for all of it). */
export interface FieldRefusal {
  readonly ok: false;
  readonly field: string;
  readonly key: string;
}

/** What a form says of a session, checked against the pair, the clock and the events. */
export async function contentOf(
  tx: Db,
  ctx: Context,
  pair: Pair,
  input: LogSessionInput | CorrectSessionInput,
) {
  const startsAt = await instantOf(tx, input);
  if (!startsAt)
    return {
      ok: false,
      field: "time",
      key: "sessions:errors.no_such_time",
    } as const;
  const begun = pair.status === "active" || pair.status === "on_hold";
  const verdict = mayLogSession(begun, startsAt, ctx.now);
  if (!verdict.ok && verdict.reason === "session.in_future")
    return {
      ok: false,
      field: "date",
      key: "sessions:errors.in_future",
    } as const;
  if (!verdict.ok) throw new ConflictError("sessions:errors.not_active");
  const refusal = input.eventId
    ? await eventRefusal(tx, input.eventId, pair.programmeId, startsAt)
    : null;
  if (refusal) return refusal;
  return { ok: true, content: fieldsOf(input, startsAt) } as const;
}

function fieldsOf(
  input: LogSessionInput | CorrectSessionInput,
  startsAt: Date,
) {
  const end = startsAt.getTime() + input.durationMinutes * 60_000;
  return {
    status: input.status,
    startsAt,
    endsAt: new Date(end),
    timeZone: input.timeZone,
    form: input.form,
    eventId: input.eventId ?? null,
    place: input.place ?? null,
    mentorAttended: input.mentorAttended === "on",
    menteeAttended: input.menteeAttended === "on",
    topics: input.topics ?? null,
    decisions: input.decisions ?? null,
    nextStep: input.nextStep ?? null,
  };
}

/** A session at an event begins on one of its days, as they are counted where it takes place. */
async function eventRefusal(
  tx: Db,
  eventId: string,
  programmeId: string,
  startsAt: Date,
): Promise<FieldRefusal | null> {
  const day = sql`(${startsAt.toISOString()}::timestamptz at time zone ${events.timeZone})::date`;
  const [event] = await tx
    .select({
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      isOn: sql<boolean>`${day} between ${events.startsOn} and ${events.endsOn}`,
    })
    .from(events)
    .where(and(eq(events.id, eventId), eq(events.programmeId, programmeId)));
  if (!event) return { ok: false, field: "eventId", key: "choose_one" };
  if (event.isOn) return null;
  // noon, so that it is the same day wherever the message is read
  const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);
  const days = `from=${noon(event.startsOn)}&to=${noon(event.endsOn)}`;
  return {
    ok: false,
    field: "date",
    key: `sessions:errors.not_at_event?${days}`,
  };
}

/** Writes to the other side that a session waits for their yes. */
export async function askToConfirm(
  tx: Db,
  ctx: Context,
  pair: Pair,
  id: string,
) {
  const other = pair.side === "mentor" ? pair.mentee : pair.mentor;
  const [to] = await tx
    .select({ address: accounts.email, locale: people.locale })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(
      and(
        eq(accounts.personId, other.personId),
        isNull(accounts.deactivatedAt),
        isNotNull(accounts.emailConfirmedAt),
      ),
    );
  if (!to) return;
  await queueMail(
    tx,
    "session_to_confirm",
    {
      address: to.address,
      personId: other.personId,
      locale: isLocale(to.locale) ? to.locale : "en",
    },
    { other: ctx.actor.fullName, link: `${ctx.origin}/sessions/${id}` },
  );
}
