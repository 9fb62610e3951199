import type { Db } from "db/client.ts";
import { cohorts, enrolments, memberships, people } from "db/schema/index.ts";
import { and, desc, eq, ne } from "drizzle-orm";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";

/**
 * Begins an application with what is known of the person already; begun before, it is found again.
 *
 * @returns the id of the enrolment
 * @throws {NotFoundError} if the cohort does not take applications from everybody
 * @throws {ConflictError} if the person withdrew or was turned away before
 */
export async function startApplication(
  ctx: Context,
  cohortId: string,
  role: EnrolmentRole,
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    const [cohort] = await tx
      .select()
      .from(cohorts)
      .where(and(eq(cohorts.id, cohortId), eq(cohorts.openApplications, true)))
      .for("share");
    if (cohort?.state !== "recruiting") throw new NotFoundError();
    const { personId } = ctx.actor;
    const { id, created } = await placeFor(tx, { cohortId, personId, role });
    if (created)
      await recordAudit(tx, ctx, {
        action: "enrolment.start",
        subject: ["enrolment", id],
        programmeId: cohort.programmeId,
        cohortId,
        details: { role },
      });
    return id;
  });
}

/**
 * A person's place in a cohort in a role, as a draft if it is new. What they said in an earlier
 * enrolment of the same role is where they start from; the caller has checked that they may.
 *
 * @throws {ConflictError} if the person withdrew or was turned away before
 */
export async function placeFor(
  tx: Db,
  of: { cohortId: string; personId: string; role: EnrolmentRole },
): Promise<{ id: string; created: boolean }> {
  const start = await startingPoint(tx, of.personId, of.role);
  const [created] = await tx
    .insert(enrolments)
    .values({ ...start, ...of })
    .onConflictDoNothing()
    .returning({ id: enrolments.id });
  if (created) return { id: created.id, created: true };
  const [known] = await tx
    .select({ id: enrolments.id, state: enrolments.state })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.cohortId, of.cohortId),
        eq(enrolments.personId, of.personId),
        eq(enrolments.role, of.role),
      ),
    );
  if (!known || known.state === "withdrawn" || known.state === "rejected")
    throw new ConflictError("applications:errors.ended");
  return { id: known.id, created: false };
}

async function startingPoint(tx: Db, personId: string, role: EnrolmentRole) {
  const [[before], [person]] = await Promise.all([
    tx
      .select({
        organisationId: enrolments.organisationId,
        country: enrolments.country,
        sectors: enrolments.sectors,
        languages: enrolments.languages,
        topics: enrolments.topics,
        markets: enrolments.markets,
        timeZone: enrolments.timeZone,
        availability: enrolments.availability,
        capacity: enrolments.capacity,
      })
      .from(enrolments)
      .where(
        and(
          eq(enrolments.personId, personId),
          eq(enrolments.role, role),
          ne(enrolments.state, "draft"),
        ),
      )
      .orderBy(desc(enrolments.createdAt), enrolments.id)
      .limit(1),
    tx
      .select({
        country: people.country,
        timeZone: people.timeZone,
        organisationId: memberships.organisationId,
      })
      .from(people)
      .leftJoin(memberships, eq(memberships.personId, people.id))
      .where(eq(people.id, personId))
      .orderBy(desc(memberships.createdAt), memberships.organisationId)
      .limit(1),
  ]);
  return before ?? person ?? {};
}
