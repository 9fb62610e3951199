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
  fileProblem,
  IMPORT_LIMITS,
  parseCsv,
  type TextEncoding,
  tooLarge,
} from "~/lib/csv.ts";
import { isWorkbook, workbookText } from "~/lib/workbook-text.server.ts";
import { guessMapping, type Mapping } from "./import-columns.ts";
import { openQuestions } from "./questions.server.ts";

export interface Upload {
  readonly role: EnrolmentRole;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** What somebody says that the file is written in; null to find out. */
  readonly encoding: TextEncoding | null;
}

/** Instead of the encoding of a text. */
const WORKBOOK = "xlsx" as const;

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
  const decoded = decode(upload);
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

/** A workbook by its first bytes, whatever it is called; else text. */
function decode({ bytes, encoding }: Upload) {
  if (isWorkbook(bytes)) return decodeWorkbook(bytes);
  return encoding
    ? decodeAs(bytes, encoding, IMPORT_LIMITS)
    : decodeGuessing(bytes, IMPORT_LIMITS);
}

function decodeWorkbook(bytes: Uint8Array) {
  if (bytes.length > IMPORT_LIMITS.bytes) return tooLarge(IMPORT_LIMITS);
  const text = workbookText(bytes, IMPORT_LIMITS);
  return text === null
    ? { ok: false as const, problem: fileProblem("csv.badWorkbook") }
    : { ok: true as const, text, encoding: WORKBOOK };
}

interface Readable {
  readonly content: string;
  readonly encoding: TextEncoding | typeof WORKBOOK;
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
