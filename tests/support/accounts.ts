import { buildPerson } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { mails } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { hashPassword } from "~/features/accounts/passwords.server.ts";
import type { VisitorContext } from "~/lib/context.ts";
import { asAdministrator } from "./context.ts";

/** The password of every member built here, and another that is as good. */
export const PASSWORD = "a bridge over the sea";
export const OTHER = "two shores and one arch";

/** Auth sessions are compared with the real clock. */
export const REAL_NOW = new Date();
export const HOUR = 3_600_000;

/** Somebody who is not signed in. */
export function visitor(
  db: Db,
  over: Partial<VisitorContext> = {},
): VisitorContext {
  return {
    db,
    actor: null,
    now: REAL_NOW,
    requestId: null,
    origin: "https://m.example",
    clientAddress: "192.0.2.1",
    ...over,
  };
}

/** A moment after now, in milliseconds. */
export function later(ms: number): Date {
  return new Date(REAL_NOW.getTime() + ms);
}

/** Somebody who can sign in. */
export async function member(
  db: Db,
  over: Parameters<typeof buildPerson>[1] = {},
) {
  const passwordHash = await hashPassword(PASSWORD);
  return buildPerson(db, { passwordHash, ...over });
}

/** A new administrator in the time of auth sessions, whose links lead to the same place as the visitor's. */
export async function administratorNow(db: Db) {
  const ctx = await asAdministrator(db);
  return { ...ctx, origin: "https://m.example", now: REAL_NOW };
}

/** The secret in the newest queued mail of a kind: the outbox is where a link can be read before it is sent. */
export async function linkIn(db: Db, template: string): Promise<string> {
  const rows = await db
    .select({ args: mails.args })
    .from(mails)
    .where(eq(mails.template, template))
    .orderBy(mails.createdAt);
  const link = String(rows.at(-1)?.args.link ?? "");
  if (!link.startsWith("https://m.example/"))
    throw new Error(`no ${template} with a link of ours was queued`);
  return link.split("/").at(-1) ?? "";
}

/** Names of the queued mails, in the order of the alphabet. */
export async function queuedTemplates(db: Db): Promise<string[]> {
  const rows = await db.select({ template: mails.template }).from(mails);
  return rows.map(({ template }) => template).sort();
}
