import type { Db } from "db/client.ts";
import { auditEntries } from "db/schema/index.ts";
import type { Context } from "./context.ts";

export interface AuditRecord {
  /** What was done, as `noun.verb`. */
  readonly action: string;
  readonly subject: readonly [kind: string, id: string];
  readonly programmeId?: string | null;
  readonly cohortId?: string | null;
  /** Codes, numbers, states and ids: never names, addresses or free text, because these rows cannot be erased. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Adds a row to the audit, in the transaction of the change. `ctx.actor` may be null for jobs and visitors. */
export async function recordAudit(
  tx: Db,
  ctx: Pick<Context, "now" | "requestId"> & {
    readonly actor: { readonly personId: string } | null;
  },
  record: AuditRecord,
): Promise<void> {
  await tx.insert(auditEntries).values({
    at: ctx.now,
    actorId: ctx.actor?.personId ?? null,
    action: record.action,
    subjectKind: record.subject[0],
    subjectId: record.subject[1],
    programmeId: record.programmeId ?? null,
    cohortId: record.cohortId ?? null,
    details: { ...record.details },
    requestId: ctx.requestId,
  });
}
