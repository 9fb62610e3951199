import { cohorts, programmes } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  violatedConstraint,
} from "~/lib/errors.ts";
import { lockCohort, lockProgramme } from "./access.server.ts";
import type { CohortInput, ProgrammeInput } from "./inputs.ts";
import { isMeetingEvent, saveMeetingPlan } from "./meeting-plan.server.ts";

/** Whether something was saved, or the field and message that say why not. */
export type Saved =
  | { ok: true }
  | {
      ok: false;
      field: "" | "mentorsPerMentee" | "meetingsEvent";
      key:
        | "stale"
        | "first-meetings:errors.event"
        | "programmes:errors.limit_in_use";
    };

/**
 * Starts a programme.
 *
 * @throws {ForbiddenError} unless the actor is an administrator
 */
export async function createProgramme(
  ctx: Context,
  input: ProgrammeInput,
): Promise<string> {
  if (ctx.actor.coordinates !== null) throw new ForbiddenError();
  return ctx.db.transaction(async (tx) => {
    const [created] = await tx
      .insert(programmes)
      .values({ name: input.name, purpose: input.purpose ?? null })
      .returning({ id: programmes.id });
    if (!created) throw new Error("an insert returned no row");
    await recordAudit(tx, ctx, {
      action: "programme.create",
      subject: ["programme", created.id],
      programmeId: created.id,
    });
    return created.id;
  });
}

/**
 * Saves a programme's name and purpose, unless somebody else did in the meantime.
 *
 * @throws {NotFoundError} if it is not the actor's
 */
export async function editProgramme(
  ctx: Context,
  programmeId: string,
  input: ProgrammeInput,
): Promise<Saved> {
  return ctx.db.transaction(async (tx): Promise<Saved> => {
    const before = await lockProgramme(tx, ctx.actor, programmeId);
    if (input.version !== before.version)
      return { ok: false, field: "", key: "stale" };
    await tx
      .update(programmes)
      .set({
        name: input.name,
        purpose: input.purpose ?? null,
        version: before.version + 1,
      })
      .where(eq(programmes.id, programmeId));
    await recordAudit(tx, ctx, {
      action: "programme.edit",
      subject: ["programme", programmeId],
      programmeId,
      details: { version: before.version + 1 },
    });
    return { ok: true };
  });
}

/**
 * Plans a cohort; it starts as a draft that nobody can apply to.
 *
 * @throws {NotFoundError} if the programme is not the actor's, or has no such event
 */
export async function createCohort(
  ctx: Context,
  programmeId: string,
  input: CohortInput,
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    await lockProgramme(tx, ctx.actor, programmeId);
    if (!(await isMeetingEvent(tx, programmeId, input)))
      throw new NotFoundError();
    const [created] = await tx
      .insert(cohorts)
      .values({ programmeId, ...cohortColumns(input) })
      .returning({ id: cohorts.id });
    if (!created) throw new Error("an insert returned no row");
    await saveMeetingPlan(tx, { id: created.id, programmeId }, input);
    await recordAudit(tx, ctx, {
      action: "cohort.create",
      subject: ["cohort", created.id],
      programmeId,
      cohortId: created.id,
    });
    return created.id;
  });
}

/**
 * Saves what a cohort plans and asks for.
 *
 * @returns a refusal if somebody else saved first, or if live pairings use the places a mentee would lose
 * @throws {NotFoundError} if it is not the actor's
 * @throws {ConflictError} once it is closed
 */
export async function editCohort(
  ctx: Context,
  cohortId: string,
  input: CohortInput,
): Promise<Saved> {
  try {
    return await saveCohort(ctx, cohortId, input);
  } catch (error) {
    if (violatedConstraint(error) !== "cohorts_limit_in_use") throw error;
    return {
      ok: false,
      field: "mentorsPerMentee",
      key: "programmes:errors.limit_in_use",
    };
  }
}

async function saveCohort(
  ctx: Context,
  cohortId: string,
  input: CohortInput,
): Promise<Saved> {
  return ctx.db.transaction(async (tx): Promise<Saved> => {
    const before = await lockCohort(tx, ctx.actor, cohortId);
    if (before.state === "closed")
      throw new ConflictError("programmes:errors.closed");
    if (input.version !== before.version)
      return { ok: false, field: "", key: "stale" };
    if (!(await isMeetingEvent(tx, before.programmeId, input)))
      return {
        ok: false,
        field: "meetingsEvent",
        key: "first-meetings:errors.event",
      };
    await saveMeetingPlan(tx, before, input);
    const columns = cohortColumns(input);
    await tx
      .update(cohorts)
      .set({ ...columns, version: before.version + 1 })
      .where(eq(cohorts.id, cohortId));
    const { name: _name, ...figures } = columns;
    await recordAudit(tx, ctx, {
      action: "cohort.edit",
      subject: ["cohort", cohortId],
      programmeId: before.programmeId,
      cohortId,
      details: {
        ...figures,
        meetings: input.meetings,
        version: before.version + 1,
      },
    });
    return { ok: true };
  });
}

function cohortColumns(input: CohortInput) {
  return {
    name: input.name,
    startsOn: input.startsOn ?? null,
    endsOn: input.endsOn ?? null,
    pairsTarget: input.pairsTarget ?? null,
    sessionsPlanned: input.sessionsPlanned,
    sessionMinutes: input.sessionMinutes,
    mentorsPerMentee: input.mentorsPerMentee,
    answerDays: input.answerDays,
    openApplications: input.openApplications,
    wishMode: input.wishMode,
    wishesUntil: input.wishesUntil ?? null,
  };
}
