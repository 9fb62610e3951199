import { sql } from "drizzle-orm";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";

interface QueueRow {
  id: string;
  task_identifier: string;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  run_at: string | Date;
  locked_at: string | Date | null;
}

/** What waits, what is being done, and what was given up; the most urgent hundred of each. For administrators. */
export async function jobsPage(ctx: Context) {
  const rows = (await ctx.db.execute(sql`
    select * from (
      select id::text, task_identifier, attempts, max_attempts, last_error, run_at, locked_at,
        row_number() over (partition by attempts >= max_attempts order by run_at, id) as place
      from graphile_worker.jobs) listed
    where place <= 100 order by run_at, id`)) as unknown as QueueRow[];
  const jobs = rows.map((row) => ({
    id: row.id,
    name: row.task_identifier,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    // The first line: what follows is for the log.
    lastError: row.last_error?.split("\n")[0]?.slice(0, 300) ?? null,
    runAt: new Date(row.run_at),
    isRunning: row.locked_at !== null,
    isDead: row.attempts >= row.max_attempts && row.locked_at === null,
  }));
  return {
    waiting: jobs.filter((job) => !job.isDead),
    dead: jobs.filter((job) => job.isDead),
  };
}

/** Numbers for the overview: waiting, given up. */
export async function jobCounts(ctx: Pick<Context, "db">) {
  const [row] = (await ctx.db.execute(sql`
    select count(*) filter (where attempts < max_attempts)::int as waiting,
      count(*) filter (where attempts >= max_attempts and locked_at is null)::int as dead
    from graphile_worker.jobs`)) as unknown as {
    waiting: number;
    dead: number;
  }[];
  return row ?? { waiting: 0, dead: 0 };
}

/**
 * Gives a job that was given up another round of attempts, beginning now.
 *
 * @throws {ConflictError} if it was not given up, or somebody was first
 */
export async function retryJob(ctx: Context, jobId: string): Promise<void> {
  if (!ctx.actor.roles.has("administrator")) throw new NotFoundError();
  await ctx.db.transaction(async (tx) => {
    const found = await tx.execute(sql`
      select id from graphile_worker.jobs
      where id = ${jobId}::bigint and attempts >= max_attempts and locked_at is null`);
    if (found.length === 0) throw new ConflictError("conflict");
    await tx.execute(
      sql`select graphile_worker.reschedule_jobs(array[${jobId}::bigint], run_at => now(), attempts => 0)`,
    );
    await recordAudit(tx, ctx, {
      action: "job.retry",
      subject: ["job", jobId],
    });
  });
}
