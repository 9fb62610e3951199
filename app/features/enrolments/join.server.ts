import type { Db } from "db/client.ts";
import { cohorts, enrolments, programmes } from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { signUp, type SignUp } from "~/features/accounts/sign-up.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { VisitorContext } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { placeFor } from "./start.server.ts";

/**
 * What everybody may read of a cohort that takes applications, and the viewer's own places in it.
 *
 * @throws {NotFoundError} if the cohort does not take applications from everybody
 */
export async function joinPage(ctx: VisitorContext, cohortId: string) {
  const cohort = await openCohort(ctx.db, cohortId);
  const mine = ctx.actor
    ? await ctx.db
        .select({
          id: enrolments.id,
          role: enrolments.role,
          state: enrolments.state,
        })
        .from(enrolments)
        .where(
          and(
            eq(enrolments.cohortId, cohortId),
            eq(enrolments.personId, ctx.actor.personId),
          ),
        )
        .orderBy(enrolments.role)
    : [];
  const { programmeId: _programmeId, ...shown } = cohort;
  return { cohort: shown, mine, signedIn: ctx.actor !== null };
}

/**
 * Opens an account and a draft of an application in one step; the person goes on once the address is
 * confirmed. Somebody who has an account is told so by mail, and nobody else learns of it.
 *
 * @throws {NotFoundError} if the cohort does not take applications from everybody
 * @throws {TooManyError} above the limits of sign-up
 */
export async function joinAsNewcomer(
  ctx: VisitorContext,
  cohortId: string,
  role: EnrolmentRole,
  account: SignUp,
): Promise<void> {
  const { programmeId } = await openCohort(ctx.db, cohortId);
  await signUp(ctx, account, async (tx, personId) => {
    const { id } = await placeFor(tx, { cohortId, personId, role });
    await recordAudit(
      tx,
      { ...ctx, actor: { personId } },
      {
        action: "enrolment.start",
        subject: ["enrolment", id],
        programmeId,
        cohortId,
        details: { role },
      },
    );
  });
}

async function openCohort(db: Db, cohortId: string) {
  const [cohort] = await db
    .select({
      id: cohorts.id,
      name: cohorts.name,
      startsOn: cohorts.startsOn,
      endsOn: cohorts.endsOn,
      sessionsPlanned: cohorts.sessionsPlanned,
      sessionMinutes: cohorts.sessionMinutes,
      programmeId: cohorts.programmeId,
      programmeName: programmes.name,
      purpose: programmes.purpose,
    })
    .from(cohorts)
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(
      and(
        eq(cohorts.id, cohortId),
        eq(cohorts.state, "recruiting"),
        eq(cohorts.openApplications, true),
      ),
    );
  if (!cohort) throw new NotFoundError("applications:errors.not_recruiting");
  return cohort;
}
