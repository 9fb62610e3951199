import {
  Logger,
  parseCronItems,
  run,
  type Runner,
  type TaskList,
} from "graphile-worker";
import type { JobContext } from "~/lib/context.ts";
import { database, jobQueueAddress } from "~/lib/database.server.ts";
import { acceptedOrigins, environment } from "~/lib/env.server.ts";
import { log } from "~/lib/log.server.ts";
import type { JobName } from "~/lib/queue.server.ts";
import { HANDLERS } from "./handlers.ts";

/** Minute, hour, day, month, weekday, in UTC. */
const CRONTAB = {
  "pairings.expire": "*/5 * * * *",
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

/**
 * Carries out queued jobs, two at a time, until it is stopped; begins again by itself when the
 * database was away.
 *
 * @param address  of the database, directly and not through a transaction pooler
 */
export async function startWorker(
  address = jobQueueAddress(),
): Promise<{ stop(): Promise<void> }> {
  let stopping = false;
  let runner: Runner | null = await begin(address);
  let timer: NodeJS.Timeout | undefined;

  function watch(current: Runner): void {
    current.promise
      .catch((error: unknown) => log().error({ err: error }, "worker ended"))
      .then(() => {
        runner = null;
        if (!stopping) timer = setTimeout(again, RESTART_MS);
      })
      .catch(() => undefined); // nothing above can fail
  }
  function again(): void {
    begin(address).then(
      (begun) => {
        runner = begun;
        if (stopping) void begun.stop();
        else watch(begun);
      },
      (error: unknown) => {
        log().warn({ err: error }, "the worker cannot begin yet");
        if (!stopping) timer = setTimeout(again, RESTART_MS);
      },
    );
  }
  watch(runner);
  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await runner?.stop().catch(() => undefined); // it had stopped by itself
    },
  };
}

function begin(address: string): Promise<Runner> {
  return run({
    connectionString: address,
    concurrency: 2,
    maxPoolSize: 4,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: new Logger(() => (level, message) => {
      log()[LOG_LEVELS[level]]({ worker: message });
    }),
    taskList: tasks(),
    parsedCronItems: timetable(),
  });
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
  await HANDLERS[name]?.(job, payload as never);
}

/** Items, not a crontab: its syntax knows no dots in names. One of each waits in the queue at most. */
function timetable() {
  const names = Object.keys(CRONTAB) as (keyof typeof CRONTAB)[]; // own keys
  return parseCronItems(
    names
      .filter((name) => name in HANDLERS)
      .map((task) => ({
        task,
        match: CRONTAB[task],
        options: { jobKey: task, backfillPeriod: 0 },
      })),
  );
}
