import { accounts, auditEntries, people } from "db/schema/index.ts";
import { and, desc, eq, ilike, lt, type SQL } from "drizzle-orm";
import { cleanText } from "~/lib/clean-text.ts";
import type { Context } from "~/lib/context.ts";
import { readId } from "~/lib/ids.ts";
import { pageOf } from "./keyset.ts";

const PAGE = 100;

interface AuditFilter {
  /** Part of the action, such as "pairing". */
  readonly action: string;
  /** Id of what was acted on. */
  readonly subject: string;
  /** Id of the person who acted. */
  readonly actor: string | null;
  /** The number of the row to go on after. */
  readonly after: number | null;
}

/** Who did what, as the address asks for it, the latest first. For administrators: the route sees to it. */
export async function auditPage(ctx: Context, search: URLSearchParams) {
  const filter = filterOf(search);
  const rows = await ctx.db
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      subjectKind: auditEntries.subjectKind,
      subjectId: auditEntries.subjectId,
      details: auditEntries.details,
      actorId: auditEntries.actorId,
      actorName: people.fullName,
      accountId: accounts.id,
    })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .leftJoin(accounts, eq(accounts.personId, auditEntries.actorId))
    .where(and(...conditions(filter)))
    .orderBy(desc(auditEntries.id))
    .limit(PAGE + 1);
  const { rows: shown, after } = pageOf(rows, PAGE, (row) => String(row.id));
  const { action, subject, actor } = filter;
  return {
    rows: shown.map(({ details, ...row }) => ({
      ...row,
      details: JSON.stringify(details),
    })),
    after,
    filter: { action, subject, actor: actor ?? "" },
  };
}

function filterOf(search: URLSearchParams): AuditFilter {
  const text = (name: string) =>
    cleanText(search.get(name) ?? "")
      .trim()
      .slice(0, 100);
  const after = search.get("after") ?? "";
  return {
    action: text("q"),
    subject: text("subject"),
    actor: text("actor") ? readId(text("actor")) : null,
    after: /^\d{1,15}$/.test(after) ? Number(after) : null,
  };
}

function conditions(filter: AuditFilter): (SQL | undefined)[] {
  const part = filter.action.replace(/[\\%_]/g, String.raw`\$&`);
  return [
    part ? ilike(auditEntries.action, `%${part}%`) : undefined,
    filter.subject ? eq(auditEntries.subjectId, filter.subject) : undefined,
    filter.actor ? eq(auditEntries.actorId, filter.actor) : undefined,
    filter.after === null ? undefined : lt(auditEntries.id, filter.after),
  ];
}
