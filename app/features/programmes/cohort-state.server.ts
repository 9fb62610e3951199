import { cohorts } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import {
  cohortBlockers,
  cohortReturnBlockers,
  nextCohortState,
  previousCohortState,
  type CohortState,
} from "~/domain/cohort/lifecycle.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { lockCohort } from "./access.server.ts";
import { cohortFigures } from "./figures.server.ts";

/**
 * Takes a cohort one state further, or one back.
 *
 * @throws {NotFoundError} if it is not the actor's
 * @throws {ConflictError} if the state is not a neighbour of the present one, or something stands in the way;
 *   the key is that of the first blocker
 */
export async function moveCohort(
  ctx: Context,
  cohortId: string,
  to: CohortState,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const before = await lockCohort(tx, ctx.actor, cohortId);
    const [figures] = await cohortFigures(tx, sql`c.id = ${cohortId}`, ctx.now);
    if (!figures) throw new Error("a locked cohort is there");
    const onwards = to === nextCohortState(before.state);
    if (!onwards && to !== previousCohortState(before.state))
      throw new ConflictError("programmes:errors.not_a_neighbour");
    const [blocker] = onwards
      ? cohortBlockers(before.state, figures)
      : cohortReturnBlockers(before.state, figures);
    if (blocker)
      throw new ConflictError(
        `programmes:blockers.${blocker.replace("cohort.", "")}`,
      );
    await tx
      .update(cohorts)
      .set({ state: to, version: before.version + 1 })
      .where(eq(cohorts.id, cohortId));
    await recordAudit(tx, ctx, {
      action: onwards ? "cohort.advance" : "cohort.return",
      subject: ["cohort", cohortId],
      programmeId: before.programmeId,
      cohortId,
      details: { from: before.state, to },
    });
  });
}
