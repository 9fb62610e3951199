import type { Db } from "db/client.ts";
import { enrolments } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { lockRecord, type Editor } from "./record.server.ts";

/**
 * The same as a form asks for it: from the mentor, or from a coordinator in their place.
 *
 * @throws {NotFoundError} if there is no such enrolment, or not for this person
 * @throws {ConflictError} if it is not that of an accepted mentor
 */
export async function pauseEnrolment(
  ctx: Context,
  enrolmentId: string,
  as: Editor,
  until: string | null,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { enrolment } = await lockRecord(tx, ctx.actor, enrolmentId, as);
    const mayPause =
      enrolment.role === "mentor" &&
      ["accepted", "reserve"].includes(enrolment.state);
    if (!mayPause) throw new ConflictError("applications:errors.not_editable");
    await pauseMentor(tx, ctx, enrolmentId, until);
  });
}

/**
 * A mentor is not available until a day: they keep their place, and runs leave them out. The caller has
 * checked that it is the mentor who asks.
 *
 * @param until  ISO date; from that day on the mentor takes part again; null ends the pause at once
 * @throws {NotFoundError} if there is no such enrolment
 */
export async function pauseMentor(
  tx: Db,
  ctx: Context,
  enrolmentId: string,
  until: string | null,
): Promise<void> {
  const [row] = await tx
    .update(enrolments)
    .set({ pausedUntil: until, version: sql`${enrolments.version} + 1` })
    .where(eq(enrolments.id, enrolmentId))
    .returning({ cohortId: enrolments.cohortId });
  if (!row) throw new NotFoundError();
  await recordAudit(tx, ctx, {
    action: "enrolment.pause",
    subject: ["enrolment", enrolmentId],
    cohortId: row.cohortId,
    details: { until },
  });
}
