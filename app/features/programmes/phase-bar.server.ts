import { auditEntries, cohorts } from "db/schema/index.ts";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { COHORT_STATES, type CohortState } from "~/domain/cohort/lifecycle.ts";
import type { Context } from "~/lib/context.ts";

/** ISO instants of when a cohort last came to each of its phases. */
export type PhaseDates = Partial<Record<CohortState, string>>;

/** When a cohort that the caller has found to be the actor's came to each phase, as the audit tells. */
export async function phaseDates(
  ctx: Context,
  cohortId: string,
): Promise<PhaseDates> {
  const to = sql<string>`${auditEntries.details} ->> 'to'`;
  const [steps, [cohort]] = await Promise.all([
    ctx.db
      .selectDistinctOn([to], { to, at: auditEntries.at })
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.subjectKind, "cohort"),
          eq(auditEntries.subjectId, cohortId),
          inArray(auditEntries.action, ["cohort.advance", "cohort.return"]),
        ),
      )
      .orderBy(to, desc(auditEntries.id)),
    ctx.db
      .select({ createdAt: cohorts.createdAt })
      .from(cohorts)
      .where(eq(cohorts.id, cohortId)),
  ]);
  const dates: PhaseDates = {};
  if (cohort) dates.draft = cohort.createdAt.toISOString();
  for (const step of steps) {
    const state = COHORT_STATES.find((each) => each === step.to);
    if (state) dates[state] = step.at.toISOString();
  }
  return dates;
}
