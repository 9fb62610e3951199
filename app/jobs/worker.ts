import {
  Logger,
  parseCronItems,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { JobContext } from "~/lib/context.ts";
import { database, jobQueueAddress } from "~/lib/database.server.ts";
import { acceptedOrigins, environment } from "~/lib/env.server.ts";
import { log } from "~/lib/log.server.ts";
import type { JobName } from "~/lib/queue.server.ts";
import { HANDLERS } from "./handlers.ts";
import { holdLifeline } from "./lifeline.ts";
import { warmSolverThread } from "~/features/matching/solver-thread.server.ts";

/** Minute, hour, day, month, weekday, in UTC. */
const CRONTAB = {
  "pairings.expire": "*/5 * * * *",
  "pairings.remind": "2,17,32,47 * * * *",
  "sessions.confirm": "7 * * * *",
  "records.clean": "23 3 * * *",
} as const satisfies Partial<Record<JobName, string>>;

/** The queue's own "info" is one line for each job: too much for ours. */
const LOG_LEVELS = {
  error: "error",
  warning: "warn",
  info: "debug",
  debug: "trace",
} as const;

const RESTART_MS = 2_000;

const logger = new Logger(() => (level, message) => {
  log()[LOG_LEVELS[level]]({ worker: message });
});

interface Running {
  /** Settles when the worker has ended, whatever the reason. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Carries out queued jobs, two at a time, until it is stopped; begins again by itself when the
 * database was away.
 *
 * @param address  of the database, directly and not through a transaction pooler
 */
export async function startWorker(
  address = jobQueueAddress(),
): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  warmSolverThread();
  let running: Running | null = await begin(address);
  const going = (async () => {
    while (!stopping.signal.aborted) {
      if (running) await Promise.race([running.ended, aborted(stopping)]);
      await running?.stop();
      running = null;
      if (stopping.signal.aborted) return;
      await Promise.race([sleep(RESTART_MS), aborted(stopping)]);
      running = await begin(address).catch((error: unknown) => {
        log().warn({ err: error }, "the worker cannot begin yet");
        return null;
      });
    }
    await running?.stop();
  })();
  return {
    stop() {
      stopping.abort();
      return going;
    },
  };
}

function aborted({ signal }: AbortController): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function begin(address: string): Promise<Running> {
  const events: WorkerEvents = new EventEmitter();
  let workerId = "";
  events.once("pool:create", ({ workerPool }) => (workerId = workerPool.id));
  const runner = await run({
    connectionString: address,
    concurrency: 2,
    maxPoolSize: 4,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger,
    events,
    taskList: tasks(),
    parsedCronItems: timetable(),
  });
  const stopRunner = () => runner.stop().catch(() => undefined); // it had ended by itself
  const lifeline = await holdLifeline(address, workerId, logger).catch(
    async (error: unknown) => {
      await stopRunner();
      throw error;
    },
  );
  const ended = Promise.race([runner.promise, lifeline.broken]).catch(
    (error: unknown) => log().warn({ err: error }, "the worker has ended"),
  );
  return {
    ended,
    async stop() {
      await stopRunner();
      await lifeline.end();
    },
  };
}

function tasks(): TaskList {
  const names = Object.keys(HANDLERS) as JobName[]; // own keys of the registry
  return Object.fromEntries(
    names.map((name) => [
      name,
      (payload, helpers) =>
        carryOut(name, payload, helpers.job.attempts, helpers.job.max_attempts),
    ]),
  );
}

async function carryOut(
  name: JobName,
  payload: unknown,
  attempt: number,
  maxAttempts: number,
): Promise<void> {
  const job: JobContext = {
    db: database(),
    now: new Date(),
    requestId: null,
    origin: acceptedOrigins(environment())[0],
    actor: null,
    attempt,
    isLastAttempt: attempt >= maxAttempts,
  };
  // The payload was written by enqueue(), which checked it against the name.
  await HANDLERS[name](job, payload as never);
}

/** Items, not a crontab: its syntax knows no dots in names. One of each waits in the queue at most. */
function timetable() {
  const names = Object.keys(CRONTAB) as (keyof typeof CRONTAB)[]; // own keys
  return parseCronItems(
    names.map((task) => ({
      task,
      match: CRONTAB[task],
      options: { jobKey: task, backfillPeriod: 0 },
    })),
  );
}
