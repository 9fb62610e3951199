import type { Db } from "db/client.ts";
import { accounts } from "db/schema/index.ts";
import { buildPerson, grantRole } from "db/builders.ts";
import { eq, sql } from "drizzle-orm";
import { actorForAccount } from "~/features/accounts/actor.server.ts";
import type { Context } from "~/lib/context.ts";
import { AppError } from "~/lib/errors.ts";

/** The moment at which tests happen, unless they say otherwise. */
export const NOW = new Date("2026-11-20T10:00:00Z");

/** A person's context, with the roles they hold in the database at this moment. */
export async function asPerson(
  db: Db,
  personId: string,
  now = NOW,
): Promise<Context> {
  const [account] = await db
    .select()
    .from(accounts)
    .where(eq(accounts.personId, personId));
  const actor = account && (await actorForAccount(db, account.id, "test", now));
  if (!actor) throw new Error("this person has no account that is active");
  return { db, actor, now, requestId: null, origin: "http://127.0.0.1:3000" };
}

/** A new coordinator of a programme. */
export async function asCoordinator(
  db: Db,
  programmeId: string,
): Promise<Context> {
  const { personId } = await buildPerson(db);
  await grantRole(db, personId, "coordinator", { programmeId });
  return asPerson(db, personId);
}

/** A new administrator. */
export async function asAdministrator(db: Db): Promise<Context> {
  const { personId } = await buildPerson(db, { isAdministrator: true });
  return asPerson(db, personId);
}

/** Names of the queued jobs, in order. */
export async function queuedJobs(db: Db): Promise<string[]> {
  const rows = await db.execute(
    sql`select task_identifier from graphile_worker.jobs order by id`,
  );
  return (rows as unknown as { task_identifier: string }[]).map(
    (row) => row.task_identifier,
  );
}

/** "done", or the HTTP status that a refusal would have; what is no refusal is thrown on. */
export async function statusOf(
  doing: Promise<unknown>,
): Promise<number | string> {
  try {
    await doing;
    return "done";
  } catch (error) {
    if (error instanceof AppError) return error.status;
    throw error;
  }
}
