import { cohortQuestions } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { lockCohort } from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";

/**
 * Moves a question one place up or down among those that its cohort asks of the same role; at the end nothing moves.
 *
 * @throws {NotFoundError} if the cohort does not ask it, or is not in the actor's programmes
 * @throws {ConflictError} if the cohort is closed
 */
export async function moveAsked(
  ctx: Context,
  cohortId: string,
  askedId: string,
  direction: "up" | "down",
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    if (cohort.state === "closed")
      throw new ConflictError("applications:errors.closed");
    const all = await tx
      .select()
      .from(cohortQuestions)
      .where(eq(cohortQuestions.cohortId, cohortId))
      .orderBy(asc(cohortQuestions.position), asc(cohortQuestions.id));
    const moved = all.find(({ id }) => id === askedId);
    if (!moved) throw new NotFoundError();
    const ofRole = all.filter(({ role }) => role === moved.role);
    const from = ofRole.indexOf(moved);
    const to = from + (direction === "up" ? -1 : 1);
    if (to < 0 || to >= ofRole.length) return;
    const order = ofRole.toSpliced(from, 1).toSpliced(to, 0, moved);
    for (const [at, { id, position }] of order.entries())
      if (position !== at + 1)
        await tx
          .update(cohortQuestions)
          .set({ position: at + 1 })
          .where(
            and(
              eq(cohortQuestions.id, id),
              eq(cohortQuestions.cohortId, cohortId),
            ),
          );
    await recordAudit(tx, ctx, {
      action: "question.move",
      subject: ["question", moved.questionId],
      programmeId: cohort.programmeId,
      cohortId,
    });
  });
}
