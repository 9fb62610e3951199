import type { Db } from "db/client.ts";
import { enrolments, imports } from "db/schema/index.ts";
import { and, eq, inArray, sql } from "drizzle-orm";
import { removeUnusedAccounts } from "~/features/accounts/import-accounts.server.ts";
import {
  leaveOrganisations,
  removeUnusedOrganisations,
} from "~/features/organisations/membership.server.ts";
import {
  removePeople,
  savePersonDetails,
} from "~/features/people/profile.server.ts";
import { lockCohort } from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, violatedConstraint } from "~/lib/errors.ts";
import { restoreAnswers } from "./import-answers.server.ts";
import { readEffects, type ImportEffects } from "./import-effects.ts";
import {
  lockImport,
  readImport,
  saveEnrolments,
} from "./import-rows.server.ts";

const UNDO_MS = 24 * 3_600_000;

/** Until when an import can be undone. */
export function undoneBy(importedAt: Date): Date {
  return new Date(importedAt.getTime() + UNDO_MS);
}

/**
 * Takes an import back within 24 hours: what it added is removed, what it changed is as before.
 * All of it or nothing: as soon as something rests on one of its people, nothing is undone.
 *
 * @returns the cohort
 * @throws {NotFoundError} if there is no such import in the actor's programmes
 * @throws {ConflictError} if it was not imported or is too old, or if pairings, invitations or
 *   later changes rest on its people
 */
export async function undoImport(
  ctx: Context,
  importId: string,
): Promise<string> {
  const { cohortId } = await readImport(ctx, importId);
  try {
    await ctx.db.transaction(async (tx) => {
      const cohort = await lockCohort(tx, ctx.actor, cohortId);
      const record = await lockImport(tx, ctx.actor, importId);
      if (record.state !== "imported" || record.importedAt === null)
        throw new ConflictError("imports:errors.not_imported");
      if (undoneBy(record.importedAt) < ctx.now)
        throw new ConflictError("imports:errors.too_late");
      const effects = readEffects(record.effects);
      await checkUntouched(tx, effects);
      await takeBack(tx, effects);
      await tx
        .update(imports)
        .set({ state: "undone", undoneAt: ctx.now, effects: null })
        .where(eq(imports.id, importId));
      await recordAudit(tx, ctx, {
        action: "import.undo",
        subject: ["import", importId],
        programmeId: cohort.programmeId,
        cohortId,
        details: { removed: effects.enrolments.length },
      });
    });
  } catch (error) {
    // A row that points at one of these people: a mail, an invitation, a place in another cohort.
    if (violatedConstraint(error) !== null)
      throw new ConflictError("imports:errors.built_on");
    throw error;
  }
  return cohortId;
}

async function checkUntouched(tx: Db, effects: ImportEffects): Promise<void> {
  const [pairing] = await tx.execute(sql`
    select 1 from pairings
    where mentor_enrolment_id = any(${uuids(effects.enrolments)})
      or mentee_enrolment_id = any(${uuids(effects.enrolments)}) limit 1`);
  if (pairing) throw new ConflictError("imports:errors.paired");
  const updated = effects.updates.map(({ before }) => String(before.id));
  const ids = [...effects.enrolments, ...updated];
  if (ids.length === 0) return;
  const rows = await tx
    .select({ id: enrolments.id, version: enrolments.version })
    .from(enrolments)
    .where(inArray(enrolments.id, ids))
    .orderBy(enrolments.id)
    .for("update");
  const expected = new Map([
    ...effects.enrolments.map((id) => [id, 1] as const),
    ...effects.updates.map(
      ({ before }) => [String(before.id), Number(before.version) + 1] as const,
    ),
  ]);
  if (rows.some(({ id, version }) => expected.get(id) !== version))
    throw new ConflictError("imports:errors.changed");
}

async function takeBack(tx: Db, effects: ImportEffects): Promise<void> {
  await saveEnrolments(
    tx,
    effects.updates.map(({ before }) => restored(before)),
  );
  for (const { fullName } of effects.updates)
    if (fullName)
      await savePersonDetails(tx, fullName.personId, {
        fullName: fullName.before,
      });
  await restoreAnswers(tx, effects.answers);
  if (effects.enrolments.length > 0)
    await tx
      .delete(enrolments)
      .where(and(inArray(enrolments.id, effects.enrolments)));
  await leaveOrganisations(tx, effects.memberships);
  await removeUnusedAccounts(tx, effects.accounts);
  await removePeople(tx, effects.people);
  await removeUnusedOrganisations(tx, effects.organisations);
}

/** A stored row as it goes back: two saves later, with its instants as instants. */
function restored(before: Readonly<Record<string, unknown>>) {
  const { createdAt, submittedAt, decidedAt, ...row } = before;
  const instant = (text: unknown) =>
    typeof text === "string" ? new Date(text) : null;
  return {
    ...row,
    createdAt: instant(createdAt) ?? undefined,
    submittedAt: instant(submittedAt),
    decidedAt: instant(decidedAt),
    version: Number(before.version) + 2,
  } as typeof enrolments.$inferInsert; // a row of this table, written by the import
}

function uuids(ids: readonly string[]) {
  return sql`${sql.param(`{${ids.join(",")}}`)}::uuid[]`;
}
