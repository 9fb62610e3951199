import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";

/**
 * What every page of figures says about its cohort.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function figuresOf(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const { id, name, programmeId, programmeName } = cohort;
  return { id, name, programmeId, programmeName };
}
export type FiguresCohort = Awaited<ReturnType<typeof figuresOf>>;
