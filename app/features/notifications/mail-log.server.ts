import { mails, people } from "db/schema/index.ts";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { pageOf } from "~/features/accounts/keyset.ts";
import type { Context } from "~/lib/context.ts";
import { environment } from "~/lib/env.server.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { readId } from "~/lib/ids.ts";
import { readMailFile } from "./mail-file.server.ts";

const MAIL_STATES = ["queued", "sent", "failed"] as const;
type MailState = (typeof MAIL_STATES)[number];

const PAGE = 50;

const ROW = {
  id: mails.id,
  template: mails.template,
  toAddress: mails.toAddress,
  toName: people.fullName,
  locale: mails.locale,
  state: mails.state,
  attempts: mails.attempts,
  lastError: mails.lastError,
  createdAt: mails.createdAt,
  sentAt: mails.sentAt,
};

/** The outbox as its address asks for it, the latest first. For administrators: the route sees to it. */
export async function mailsPage(ctx: Context, search: URLSearchParams) {
  const asked = search.get("state");
  const state = MAIL_STATES.find((each) => each === asked) ?? null;
  const after = search.has("after")
    ? readId(search.get("after") ?? undefined)
    : null;
  const rows = await ctx.db
    .select(ROW)
    .from(mails)
    .leftJoin(people, eq(people.id, mails.toPersonId))
    .where(and(state ? eq(mails.state, state) : undefined, afterRow(after)))
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(PAGE + 1);
  return {
    ...pageOf(rows, PAGE, (row) => row.id),
    state,
    counts: await mailCounts(ctx),
    hasServer: environment().SMTP_URL !== undefined,
  };
}

/** How many mails are in which state. */
export async function mailCounts(
  ctx: Pick<Context, "db">,
): Promise<Readonly<Record<MailState, number>>> {
  const rows = await ctx.db
    .select({ state: mails.state, count: sql<number>`count(*)::int` })
    .from(mails)
    .groupBy(mails.state);
  const counts = { queued: 0, sent: 0, failed: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

function afterRow(id: string | null): SQL | undefined {
  if (id === null) return undefined;
  return sql`(${mails.createdAt}, ${mails.id}) < (select m.created_at, m.id from mails m where m.id = ${id})`;
}

/**
 * One mail: its fate, and its text if it lies in a file of ours. What went to a mail server is
 * nobody's business here, so only its fate is shown.
 *
 * @throws {NotFoundError} if there is none
 */
export async function mailPage(ctx: Context, mailId: string) {
  const [mail] = await ctx.db
    .select({ ...ROW, toSample: people.isSample })
    .from(mails)
    .leftJoin(people, eq(people.id, mails.toPersonId))
    .where(eq(mails.id, mailId));
  if (!mail) throw new NotFoundError();
  const settings = environment();
  const hasServer = settings.SMTP_URL !== undefined && !mail.toSample;
  const file = hasServer ? null : await readMailFile(settings, mailId);
  return { ...mail, hasServer, file };
}
