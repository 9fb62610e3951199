import type { Db } from "db/client.ts";
import { enrolments } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";

/**
 * A mentor is not available until a day: they keep their place, and runs leave them out. The caller has
 * checked that it is the mentor who asks.
 *
 * @param until  ISO date; from that day on the mentor takes part again
 * @throws {NotFoundError} if there is no such enrolment
 */
export async function pauseMentor(
  tx: Db,
  ctx: Context,
  enrolmentId: string,
  until: string,
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
