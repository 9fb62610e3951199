import type { Db } from "db/client.ts";
import { enrolments } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import { editableTasks } from "~/domain/enrolment/application.ts";
import { findOrCreateOrganisation } from "~/features/organisations/commands.server.ts";
import { joinOrganisations } from "~/features/organisations/membership.server.ts";
import { savePersonDetails } from "~/features/people/profile.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, ForbiddenError, refusing } from "~/lib/errors.ts";
import {
  lockRecord,
  type Editor,
  type EnrolmentRecord,
} from "./record.server.ts";
import {
  taskPatch,
  type TaskInput,
  type TaskPatch,
  type TaskRefusal,
} from "./task-patches.server.ts";

/** Rules of the database that a page of an application can meet, and what people are told. */
const ENROLMENT_RULES = {
  enrolments_capacity_in_use: "applications:errors.capacity_in_use",
} as const;

/**
 * Saves one page of an application, at once.
 *
 * @returns a refusal to show at a field; `stale` if somebody saved since the page was loaded
 * @throws {NotFoundError} if there is no such enrolment, or not for this person
 * @throws {ForbiddenError} if a coordinator changes what only the person may say
 * @throws {ConflictError} if the page can no longer be changed, or the places are held by live pairings
 */
export async function saveTask(
  ctx: Context,
  enrolmentId: string,
  as: Editor,
  input: TaskInput,
): Promise<TaskRefusal | null> {
  return refusing(ENROLMENT_RULES, () =>
    ctx.db.transaction(async (tx) => {
      const record = await lockRecord(tx, ctx.actor, enrolmentId, as);
      checkEditable(record, as, input.task);
      if (input.value.version !== record.enrolment.version)
        return { field: "", key: "stale" };
      const { role } = record.enrolment;
      const { mentorsPerMentee } = record.cohort;
      const patch = taskPatch(input, role, mentorsPerMentee);
      if ("key" in patch) return patch;
      if (as === "coordinator" && changesIdentity(record, patch))
        throw new ForbiddenError("enrolments:errors.own_account");
      await writePatch(tx, record, patch);
      await recordAudit(tx, ctx, {
        action: "enrolment.edit",
        subject: ["enrolment", enrolmentId],
        programmeId: record.programme.id,
        cohortId: record.cohort.id,
        details: { task: input.task, as },
      });
      return null;
    }),
  );
}

function checkEditable(
  { enrolment, cohort }: EnrolmentRecord,
  as: Editor,
  task: TaskInput["task"],
): void {
  if (cohort.state === "closed")
    throw new ConflictError("applications:errors.closed");
  if (as === "participant" && !editableTasks(enrolment.state).includes(task))
    throw new ConflictError("applications:errors.not_editable");
}

/** Somebody who has an account keeps their own name and zone, because they hold in other programmes too. */
function changesIdentity(record: EnrolmentRecord, { person }: TaskPatch) {
  return (
    record.email !== null &&
    person?.fullName !== undefined &&
    person.fullName !== record.person.fullName
  );
}

async function writePatch(
  tx: Db,
  { enrolment, person }: EnrolmentRecord,
  patch: TaskPatch,
): Promise<void> {
  const organisationId = patch.organisation
    ? await organisationOf(tx, person.id, patch.organisation)
    : undefined;
  await tx
    .update(enrolments)
    .set({
      ...patch.enrolment,
      ...(organisationId === undefined ? {} : { organisationId }),
      version: sql`${enrolments.version} + 1`,
    })
    .where(eq(enrolments.id, enrolment.id));
  if (patch.person) await savePersonDetails(tx, person.id, patch.person);
}

async function organisationOf(
  tx: Db,
  personId: string,
  input: NonNullable<TaskPatch["organisation"]>,
): Promise<string> {
  const { id } = await findOrCreateOrganisation(tx, {
    name: input.name,
    kind: input.kind,
    country: input.country,
  });
  await joinOrganisations(tx, [
    { personId, organisationId: id, title: input.title ?? null },
  ]);
  return id;
}
