import { Logger, makeWorkerUtils } from "graphile-worker";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 10_000;
/** A job that was taken a moment ago may belong to a worker that has not shown its sign of life yet. */
const YOUNG = "10 seconds";

export interface Lifeline {
  /** Rejects when the connection is lost: others will believe that this worker is dead. */
  readonly broken: Promise<never>;
  end(): Promise<void>;
}

/**
 * Shows that a worker is alive by a lock on a connection of its own, which ends with the process
 * however it ends, and gives the jobs of workers without such a sign back to the queue. The queue
 * alone would wait four hours before it tried a job again that was killed half-way.
 *
 * @param workerId  under which the worker takes jobs
 */
export async function holdLifeline(
  connectionString: string,
  workerId: string,
  logger: Logger,
): Promise<Lifeline> {
  const ending = new AbortController();
  const utils = await makeWorkerUtils({
    connectionString,
    maxPoolSize: 1,
    logger,
  });
  const beating = utils.withPgClient(async (client) => {
    await client.query(
      "select pg_advisory_lock(hashtextextended($1::text, 0))",
      [workerId],
    );
    while (!ending.signal.aborted) {
      await takeOver(client, workerId);
      await sleep(BEAT_MS, undefined, { signal: ending.signal }).catch(
        () => undefined, // that is how it ends
      );
    }
    await client.query("select pg_advisory_unlock_all()");
  });
  const broken = beating.then(() => new Promise<never>(() => undefined));
  broken.catch(() => undefined); // whoever waits for it hears of it
  return {
    broken,
    async end() {
      ending.abort();
      await beating.catch(() => undefined); // it was broken already
      await utils.release();
    },
  };
}

type Client = Parameters<
  Parameters<Awaited<ReturnType<typeof makeWorkerUtils>>["withPgClient"]>[0]
>[0];

async function takeOver(client: Client, workerId: string): Promise<void> {
  // Whose lock can be taken is dead. Our own could be taken again, so it is left out before.
  const { rows } = await client.query<{ dead: string[] | null }>(
    `select array_agg(locked_by) as dead
     from (select distinct locked_by from graphile_worker.jobs
       where locked_by <> $1 and locked_at < now() - interval '${YOUNG}') taken
     where pg_try_advisory_lock(hashtextextended(locked_by, 0))`,
    [workerId],
  );
  const dead = rows[0]?.dead;
  if (!dead) return;
  await client.query("select graphile_worker.force_unlock_workers($1)", [dead]);
  await client.query(
    "select pg_advisory_unlock(hashtextextended(id, 0)) from unnest($1::text[]) id",
    [dead],
  );
}
