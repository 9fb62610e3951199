import type { Db } from "db/client.ts";
import { sql } from "drizzle-orm";

/** Every job and what it is told. Handlers stand in app/jobs; each may run twice and must not mind. */
export interface Jobs {
  "mail.send": { mailId: string };
  "account.reset": { email: string; origin: string };
  "matching.run": { runId: string };
  /** After a pair fell through, or somebody joined a cohort that was matched. */
  "matching.next-best": { pairingId: string } | { cohortId: string };
  "pairings.expire": Record<string, never>;
  "pairings.remind": Record<string, never>;
  "sessions.confirm": Record<string, never>;
  "records.clean": Record<string, never>;
}
export type JobName = keyof Jobs;

/**
 * Queues a job in the caller's transaction: it exists if, and only if, the change does.
 *
 * @param options.key  a job with the same key that has not begun is replaced
 * @param options.runAt  not before this moment
 */
export async function enqueue<N extends JobName>(
  tx: Db,
  name: N,
  payload: Jobs[N],
  options: { key?: string; runAt?: Date; maxAttempts?: number } = {},
): Promise<void> {
  await tx.execute(sql`select graphile_worker.add_job(
    ${name}::text,
    payload => ${JSON.stringify(payload)}::json,
    run_at => ${options.runAt?.toISOString() ?? null}::timestamptz,
    max_attempts => ${options.maxAttempts ?? 12}::int,
    job_key => ${options.key ?? null}::text
  )`);
}
