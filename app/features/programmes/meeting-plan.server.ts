import type { Db } from "db/client.ts";
import { events, firstMeetingPlans } from "db/schema/index.ts";
import { and, desc, eq } from "drizzle-orm";
import type { Context } from "~/lib/context.ts";
import { coordinatedBy, coordinatedCohort } from "./access.server.ts";
import { NEW_MEETINGS } from "./meeting-fields.tsx";
import type { CohortInput } from "./inputs.ts";

/** The events of a programme that first meetings can take place at, the latest first. */
export async function meetingEvents(ctx: Context, programmeId: string) {
  return ctx.db
    .select({ id: events.id, name: events.name, startsOn: events.startsOn })
    .from(events)
    .where(
      and(
        eq(events.programmeId, programmeId),
        coordinatedBy(ctx.actor, events.programmeId),
      ),
    )
    .orderBy(desc(events.startsOn), events.id);
}

/** A cohort's plan of first meetings; null if it never had one. */
export async function meetingPlan(db: Db, cohortId: string) {
  const [plan] = await db
    .select()
    .from(firstMeetingPlans)
    .where(eq(firstMeetingPlans.cohortId, cohortId));
  return plan ?? null;
}

/**
 * A cohort as its form shows it, with its plan of first meetings and the events of the programme.
 *
 * @throws {NotFoundError} if it is not in the actor's programmes
 */
export async function cohortToEdit(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [values, choices] = await Promise.all([
    meetingValues(ctx.db, cohortId),
    meetingEvents(ctx, cohort.programmeId),
  ]);
  return { ...cohort, ...values, events: choices };
}

async function meetingValues(db: Db, cohortId: string) {
  const plan = await meetingPlan(db, cohortId);
  if (plan === null) return NEW_MEETINGS;
  return {
    meetings: plan.isOn ? plan.place : ("off" as const),
    meetingsPerMentee: plan.perMentee,
    meetingsPerMentor: plan.perMentor,
    meetingsEvent: plan.eventId,
    meetingsUntil: plan.ratedUntil,
  };
}

/** Whether the event that a form names is one of the programme. */
export async function isMeetingEvent(
  tx: Db,
  programmeId: string,
  { meetings, meetingsEvent }: CohortInput,
): Promise<boolean> {
  if (meetings !== "event" || meetingsEvent === undefined) return true;
  const found = await tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(eq(events.id, meetingsEvent), eq(events.programmeId, programmeId)),
    );
  return found.length > 0;
}

/** Writes the plan down; switched off, it is kept as it was, for what was rated. */
export async function saveMeetingPlan(
  tx: Db,
  cohort: { readonly id: string; readonly programmeId: string },
  input: CohortInput,
): Promise<void> {
  if (input.meetings === "off") {
    await tx
      .update(firstMeetingPlans)
      .set({ isOn: false })
      .where(eq(firstMeetingPlans.cohortId, cohort.id));
    return;
  }
  const plan = {
    isOn: true,
    perMentee: input.meetingsPerMentee,
    perMentor: input.meetingsPerMentor,
    place: input.meetings,
    eventId: input.meetings === "event" ? (input.meetingsEvent ?? null) : null,
    ratedUntil: input.meetingsUntil ?? null,
  };
  await tx
    .insert(firstMeetingPlans)
    .values({ cohortId: cohort.id, programmeId: cohort.programmeId, ...plan })
    .onConflictDoUpdate({ target: firstMeetingPlans.cohortId, set: plan });
}
