import type { Db } from "db/client.ts";
import { sql } from "drizzle-orm";
import { enqueue } from "~/lib/queue.server.ts";

/**
 * Has it worked out how people who were accepted after the newest run of a cohort would best be taken in, once for all of
 * them; nothing where there is no finished run, or the cohort is past matching.
 */
export async function queueJoiners(tx: Db, cohortId: string): Promise<void> {
  const [late] = await tx.execute(sql`
    select 1 from cohorts c
    join lateral (
      select r.created_at from matching_runs r where r.cohort_id = c.id and r.state = 'finished'
      order by r.created_at desc limit 1
    ) run on true
    where c.id = ${cohortId} and c.state in ('matching', 'running') and exists (
      select 1 from enrolments e
      where e.cohort_id = c.id and e.state = 'accepted' and e.decided_at >= run.created_at)`);
  if (late === undefined) return;
  await enqueue(
    tx,
    "matching.next-best",
    { cohortId },
    { key: `matching.next-best:joined:${cohortId}`, maxAttempts: 3 },
  );
}
