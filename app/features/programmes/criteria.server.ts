import type { Db } from "db/client.ts";
import { criteriaSets, people } from "db/schema/index.ts";
import { desc, eq } from "drizzle-orm";
import type { Objective } from "~/domain/matching/types.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import type { CriteriaSet } from "~/domain/scoring/types.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import { canonicalJson } from "~/lib/canonical-json.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { lockCohort } from "./access.server.ts";
import { refuseUnknownQuestions } from "./comparable-questions.server.ts";

export interface CriteriaVersion {
  readonly id: string;
  readonly version: number;
  readonly criteria: CriteriaSet;
  readonly objective: Objective;
}

/** The newest way of matching of a cohort; null before anybody needed one: then the defaults count. */
export async function latestCriteria(
  db: Db,
  cohortId: string,
): Promise<CriteriaVersion | null> {
  const [row] = await db
    .select({
      id: criteriaSets.id,
      version: criteriaSets.version,
      criteria: criteriaSets.criteria,
      objective: criteriaSets.objective,
    })
    .from(criteriaSets)
    .where(eq(criteriaSets.cohortId, cohortId))
    .orderBy(desc(criteriaSets.version), criteriaSets.id)
    .limit(1);
  return row ?? null;
}

/** Version 0 stands for the defaults that nobody has saved yet. */
export async function criteriaNow(
  db: Db,
  cohortId: string,
): Promise<Omit<CriteriaVersion, "id">> {
  const latest = await latestCriteria(db, cohortId);
  return (
    latest ?? { version: 0, criteria: DEFAULT_CRITERIA, objective: "coverage" }
  );
}

/** The newest version; the defaults become version 1 if there is none. The caller holds the lock on the cohort. */
export async function ensureCriteria(
  tx: Db,
  ctx: Context,
  cohortId: string,
): Promise<CriteriaVersion> {
  const latest = await latestCriteria(tx, cohortId);
  if (latest) return latest;
  return addVersion(tx, ctx, cohortId, 1, {
    criteria: DEFAULT_CRITERIA,
    objective: "coverage",
    note: null,
    createdBy: null,
  });
}

/**
 * Saves how a cohort matches as a new version; what is the same as the newest version adds none.
 *
 * @param input.basedOn  the version that the form was filled from, 0 for the defaults
 * @returns the version that counts now, and whether it is new
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} `criteria:errors.stale` if somebody saved a version in the meantime;
 *   `criteria:errors.question_gone` if a question that starts to count is not asked of both roles
 */
export async function saveCriteria(
  ctx: Context,
  cohortId: string,
  input: {
    readonly basedOn: number;
    readonly criteria: CriteriaSet;
    readonly objective: Objective;
    readonly note: string | null;
  },
): Promise<{ version: number; isNew: boolean }> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    if (cohort.state === "closed")
      throw new ConflictError("criteria:errors.closed");
    const before = await latestCriteria(tx, cohortId);
    if ((before?.version ?? 0) !== input.basedOn)
      throw new ConflictError("criteria:errors.stale");
    const latest = before ?? (await ensureCriteria(tx, ctx, cohortId));
    const { criteria } = input;
    await refuseUnknownQuestions(tx, cohortId, latest.criteria, criteria);
    if (sameMatching(latest, input))
      return { version: latest.version, isNew: before === null };
    const { version } = await addVersion(
      tx,
      ctx,
      cohortId,
      latest.version + 1,
      { ...input, createdBy: ctx.actor.personId },
    );
    await recordAudit(tx, ctx, {
      action: "criteria.saved",
      subject: ["cohort", cohortId],
      programmeId: cohort.programmeId,
      cohortId,
      details: { version },
    });
    return { version, isNew: true };
  });
}

function sameMatching(
  a: Pick<CriteriaVersion, "criteria" | "objective">,
  b: Pick<CriteriaVersion, "criteria" | "objective">,
): boolean {
  return (
    a.objective === b.objective &&
    canonicalJson(a.criteria) === canonicalJson(b.criteria)
  );
}

async function addVersion(
  tx: Db,
  ctx: Context,
  cohortId: string,
  version: number,
  values: Pick<
    typeof criteriaSets.$inferSelect,
    "criteria" | "objective" | "note" | "createdBy"
  >,
): Promise<CriteriaVersion> {
  const { criteria, objective, note, createdBy } = values;
  const [row] = await tx
    .insert(criteriaSets)
    .values({
      cohortId,
      version,
      criteria,
      objective,
      note,
      createdBy,
      createdAt: ctx.now,
    })
    .returning({ id: criteriaSets.id });
  if (!row) throw new Error("an insert returned no row");
  return { id: row.id, version, criteria, objective };
}

/** All versions of a cohort, the newest first, with who saved them (nobody: the defaults). */
export async function criteriaVersions(db: Db, cohortId: string) {
  const rows = await db
    .select({
      id: criteriaSets.id,
      version: criteriaSets.version,
      objective: criteriaSets.objective,
      note: criteriaSets.note,
      createdAt: criteriaSets.createdAt,
      author: people.fullName,
    })
    .from(criteriaSets)
    .leftJoin(people, eq(people.id, criteriaSets.createdBy))
    .where(eq(criteriaSets.cohortId, cohortId))
    .orderBy(desc(criteriaSets.version), criteriaSets.id);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
  }));
}
