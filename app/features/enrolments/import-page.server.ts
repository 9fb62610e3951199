import { cohorts, imports, people, programmes } from "db/schema/index.ts";
import { desc, eq } from "drizzle-orm";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { IMPORT_LIMITS, parseCsv } from "~/lib/csv.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import { importColumns, type Mapping } from "./import-columns.ts";
import { readImportFile } from "./import-file.ts";
import { planImport } from "./import-plan.server.ts";
import { openQuestions, type OpenQuestion } from "./questions.server.ts";
import { lockImport, readImport } from "./import-rows.server.ts";
import { undoneBy } from "./import-undo.server.ts";

const SAMPLE_ROWS = 5;
const SHOWN_PROBLEMS = 100;

/**
 * The cohort of the upload page and its imports so far.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function uploadPage(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [ofMentors, ofMentees] = await Promise.all([
    openQuestions(ctx.db, cohortId, "mentor"),
    openQuestions(ctx.db, cohortId, "mentee"),
  ]);
  const rows = await ctx.db
    .select({
      id: imports.id,
      role: imports.role,
      state: imports.state,
      fileName: imports.fileName,
      createdAt: imports.createdAt,
      createdCount: imports.createdCount,
      updatedCount: imports.updatedCount,
      by: people.fullName,
    })
    .from(imports)
    .innerJoin(people, eq(people.id, imports.uploadedBy))
    .where(eq(imports.cohortId, cohortId))
    .orderBy(desc(imports.createdAt), imports.id)
    .limit(20);
  return {
    cohort: { id: cohort.id, name: cohort.name, state: cohort.state },
    columns: {
      mentor: importColumns("mentor", ofMentors),
      mentee: importColumns("mentee", ofMentees),
    },
    imports: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
    })),
  };
}

/**
 * A file on its way in: its first rows, what its columns mean, and what importing it would do.
 *
 * @throws {NotFoundError} if there is no such import in the actor's programmes
 */
export async function importPage(ctx: Context, importId: string) {
  const record = await readImport(ctx, importId);
  const [place] = await ctx.db
    .select({
      cohortName: cohorts.name,
      cohortState: cohorts.state,
      programmeId: programmes.id,
      programmeName: programmes.name,
    })
    .from(cohorts)
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(eq(cohorts.id, record.cohortId));
  if (!place) throw new Error("an import belongs to a cohort");
  const { content, role } = record;
  const questions = await openQuestions(ctx.db, record.cohortId, role);
  return {
    ...place,
    id: record.id,
    cohortId: record.cohortId,
    role,
    state: record.state,
    fileName: record.fileName,
    encoding: record.encoding,
    delimiter: record.delimiter,
    counts: {
      created: record.createdCount ?? 0,
      updated: record.updatedCount ?? 0,
      unchanged: record.unchangedCount ?? 0,
    },
    undoUntil:
      record.state === "imported" &&
      record.importedAt &&
      undoneBy(record.importedAt) >= ctx.now
        ? undoneBy(record.importedAt).toISOString()
        : null,
    targets: importColumns(role, questions),
    preview: content === null ? null : previewOf(content, record.mapping),
    plan:
      content === null
        ? null
        : await dryRun(
            ctx,
            { ...record, content },
            place.programmeId,
            questions,
          ),
  };
}

function previewOf(content: string, mapping: Mapping) {
  const { table } = parseCsv(content, { ...IMPORT_LIMITS });
  const seen = new Set<string>();
  return table.header.map((text, index) => {
    const written = text.trim();
    const isFirst = written !== "" && !seen.has(written);
    seen.add(written);
    return {
      written,
      isFirst,
      target: Object.hasOwn(mapping, written) ? (mapping[written] ?? "") : "",
      sample: table.rows
        .slice(0, SAMPLE_ROWS)
        .map((cells) => (cells[index] ?? "").slice(0, 200)),
    };
  });
}

type Waiting = Pick<
  typeof imports.$inferSelect,
  "role" | "mapping" | "cohortId"
> & { readonly content: string };

async function dryRun(
  ctx: Context,
  record: Waiting,
  programmeId: string,
  questions: readonly OpenQuestion[],
) {
  const { content, mapping, role, cohortId } = record;
  const file = readImportFile(content, mapping, role, questions);
  const of = { cohortId, programmeId, role };
  const plan = await planImport(ctx.db, of, file.rows);
  const problems = [...file.problems, ...plan.problems];
  const count = (kind: string) =>
    plan.rows.filter((row) => row.kind === kind).length;
  return {
    total: file.total,
    created: count("create"),
    updated: count("update"),
    unchanged: count("same"),
    problems: problems.slice(0, SHOWN_PROBLEMS),
    problemCount: problems.length,
  };
}

/**
 * Says anew what the columns of a waiting file are.
 *
 * @param targets  by position of the column; "" leaves it out
 * @throws {NotFoundError} if there is no such import in the actor's programmes
 * @throws {ConflictError} if it was imported already
 */
export async function mapColumns(
  ctx: Context,
  importId: string,
  targets: readonly (string | undefined)[],
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockImport(tx, ctx.actor, importId);
    if (record.state !== "uploaded" || record.content === null)
      throw new ConflictError("imports:errors.done");
    const asked = await openQuestions(tx, record.cohortId, record.role);
    const columns = importColumns(record.role, asked);
    const known = new Set(columns.map(({ name }) => name));
    const mapping: Record<string, string> = {};
    for (const [index, { written, isFirst }] of previewOf(
      record.content,
      {},
    ).entries()) {
      const target = targets[index] ?? "";
      if (isFirst) mapping[written] = known.has(target) ? target : "";
    }
    await tx.update(imports).set({ mapping }).where(eq(imports.id, importId));
    await recordAudit(tx, ctx, {
      action: "import.map",
      subject: ["import", importId],
      cohortId: record.cohortId,
    });
  });
}
