import { cohorts, imports } from "db/schema/index.ts";
import { and, desc, eq, ne } from "drizzle-orm";
import type { Db } from "db/client.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import type { RosterProblem } from "~/domain/roster/table.ts";
import {
  coordinatedCohort,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import { cleanText } from "~/lib/clean-text.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import {
  decodeAs,
  decodeGuessing,
  delimiterOf,
  IMPORT_LIMITS,
  parseCsv,
  type TextEncoding,
} from "~/lib/csv.ts";
import { guessMapping, type Mapping } from "./import-columns.ts";
import { openQuestions } from "./questions.server.ts";

export interface Upload {
  readonly role: EnrolmentRole;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** What somebody says that the file is written in; null to find out. */
  readonly encoding: TextEncoding | null;
}

export type UploadResult =
  | { readonly ok: true; readonly importId: string }
  | { readonly ok: false; readonly problems: readonly RosterProblem[] };

/**
 * Keeps a file for import, with a guess of what its columns are; changes nobody yet. A file of
 * which not even the form can be read is not kept.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if the cohort is closed
 */
export async function uploadImport(
  ctx: Context,
  cohortId: string,
  upload: Upload,
): Promise<UploadResult> {
  const decoded = upload.encoding
    ? decodeAs(upload.bytes, upload.encoding, IMPORT_LIMITS)
    : decodeGuessing(upload.bytes, IMPORT_LIMITS);
  if (!decoded.ok) {
    await coordinatedCohort(ctx, cohortId);
    return { ok: false, problems: [decoded.problem] };
  }
  const content = decoded.text.replace(/^\uFEFF/u, "");
  const { table, problems } = parseCsv(content, IMPORT_LIMITS);
  const broken = problems.filter(({ row }) => row === null);
  if (broken.length > 0 || table.header.length === 0) {
    await coordinatedCohort(ctx, cohortId);
    return { ok: false, problems };
  }
  const importId = await keepFile(ctx, cohortId, upload, {
    content,
    encoding: decoded.encoding,
    header: table.header,
    rows: table.rows.length,
  });
  return { ok: true, importId };
}

interface Readable {
  readonly content: string;
  readonly encoding: TextEncoding;
  readonly header: readonly string[];
  readonly rows: number;
}

async function keepFile(
  ctx: Context,
  cohortId: string,
  { role, fileName }: Upload,
  { content, encoding, header, rows }: Readable,
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    if (cohort.state === "closed")
      throw new ConflictError("applications:errors.closed");
    const remembered = await lastMapping(tx, cohort.programmeId, role);
    const questions = await openQuestions(tx, cohortId, role);
    const [row] = await tx
      .insert(imports)
      .values({
        cohortId,
        role,
        fileName: cleanText(fileName).slice(0, 200),
        encoding,
        delimiter: delimiterOf(content),
        content,
        mapping: { ...guessMapping(header, role, remembered, questions) },
        uploadedBy: ctx.actor.personId,
        createdAt: ctx.now,
      })
      .returning({ id: imports.id });
    if (!row) throw new Error("an insert returned no row");
    await recordAudit(tx, ctx, {
      action: "import.upload",
      subject: ["import", row.id],
      programmeId: cohort.programmeId,
      cohortId,
      details: { role, rows },
    });
    return row.id;
  });
}

/** What the columns of the programme's last file of this kind were. */
async function lastMapping(
  tx: Db,
  programmeId: string,
  role: EnrolmentRole,
): Promise<Mapping> {
  const [last] = await tx
    .select({ mapping: imports.mapping })
    .from(imports)
    .innerJoin(cohorts, eq(cohorts.id, imports.cohortId))
    .where(
      and(
        eq(cohorts.programmeId, programmeId),
        eq(imports.role, role),
        ne(imports.state, "uploaded"),
      ),
    )
    .orderBy(desc(imports.importedAt), imports.id)
    .limit(1);
  return last?.mapping ?? {};
}
