import { events, programmes, roleGrants } from "db/schema/index.ts";
import { desc, eq, sql } from "drizzle-orm";
import {
  cohortBlockers,
  cohortReturnBlockers,
  nextCohortState,
  previousCohortState,
} from "~/domain/cohort/lifecycle.ts";
import { nextCohortAction } from "~/domain/cohort/next-action.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import {
  coordinatedBy,
  coordinatedCohort,
  coordinatedProgramme,
} from "./access.server.ts";
import { attentionList } from "./attention.server.ts";
import { cohortFigures, type CohortOverview } from "./figures.server.ts";
import { phaseDates } from "./phase-bar.server.ts";

/** The actor's programmes, by name, each with its cohorts, newest first. */
export async function programmeList(ctx: Context) {
  const [rows, figures] = await Promise.all([
    ctx.db
      .select({
        id: programmes.id,
        name: programmes.name,
        purpose: programmes.purpose,
        isSample: programmes.isSample,
      })
      .from(programmes)
      .where(coordinatedBy(ctx.actor))
      .orderBy(programmes.name, programmes.id),
    cohortFigures(
      ctx.db,
      coordinatedBy(ctx.actor, sql`c.programme_id`),
      ctx.now,
    ),
  ]);
  return rows.map((programme) => ({
    ...programme,
    cohorts: figures
      .filter(({ programmeId }) => programmeId === programme.id)
      .map(withAction),
  }));
}

function withAction(overview: CohortOverview) {
  return { ...overview, action: nextCohortAction(overview.state, overview) };
}

/**
 * A programme with its cohorts, events and staff.
 *
 * @throws {NotFoundError} if it is not the actor's
 */
export async function programmePage(ctx: Context, programmeId: string) {
  const programme = await coordinatedProgramme(ctx, programmeId);
  const [figures, meetings, staff] = await Promise.all([
    cohortFigures(ctx.db, sql`c.programme_id = ${programmeId}`, ctx.now),
    ctx.db
      .select({
        id: events.id,
        name: events.name,
        startsOn: events.startsOn,
        endsOn: events.endsOn,
        city: events.city,
        country: events.country,
      })
      .from(events)
      .where(eq(events.programmeId, programmeId))
      .orderBy(desc(events.startsOn), events.id),
    ctx.db
      .select({
        id: roleGrants.id,
        role: roleGrants.role,
        name: sql<string>`(select full_name from people p where p.id = "role_grants"."person_id")`,
      })
      .from(roleGrants)
      .where(eq(roleGrants.programmeId, programmeId))
      .orderBy(roleGrants.role, roleGrants.createdAt, roleGrants.id),
  ]);
  return {
    programme,
    cohorts: figures.map(withAction),
    events: meetings,
    staff,
  };
}

/**
 * The coordinator's home of a cohort: its phase, the one next action, its numbers and what waits.
 *
 * @throws {NotFoundError} if it is not the actor's
 */
export async function cohortHome(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [[overview], attention, phases] = await Promise.all([
    cohortFigures(ctx.db, sql`c.id = ${cohortId}`, ctx.now),
    attentionList(ctx, cohortId),
    phaseDates(ctx, cohortId),
  ]);
  if (!overview) throw new NotFoundError();
  return {
    overview,
    attention,
    phases,
    action: nextCohortAction(cohort.state, overview),
    next: nextCohortState(cohort.state),
    blockers: cohortBlockers(cohort.state, overview),
    previous: previousCohortState(cohort.state),
    returnBlockers: cohortReturnBlockers(cohort.state, overview),
    plan: {
      sessionsPlanned: cohort.sessionsPlanned,
      sessionMinutes: cohort.sessionMinutes,
      answerDays: cohort.answerDays,
      openApplications: cohort.openApplications,
    },
    joinLink: `${ctx.origin}/join/${cohortId}`,
  };
}
