import type { Db } from "db/client.ts";
import { auditEntries } from "db/schema/index.ts";
import type admin from "../i18n/en/admin.json";
import type { Context } from "./context.ts";

type Words = (typeof admin)["audit"]["actions"];

/** What is done, as `noun.verb`: only what the page of the audit has words for, in every language. */
export type AuditAction = {
  [Noun in keyof Words]: `${Noun}.${AuditVerb<Noun>}`;
}[keyof Words];

/** What is done to one kind of thing. */
export type AuditVerb<Noun extends keyof Words> = keyof Words[Noun] & string;

export interface AuditRecord {
  readonly action: AuditAction;
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
