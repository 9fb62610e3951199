import { buildPerson } from "db/builders.ts";
import { makeDb } from "db/client.ts";
import { mails } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HANDLERS } from "~/jobs/handlers.ts";
import { startWorker } from "~/jobs/worker.ts";
import { setDatabase } from "~/lib/database.server.ts";
import { readEnvironment, setEnvironment } from "~/lib/env.server.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { freshDatabase } from "../support/database.ts";
import { scratchDir } from "../support/scratch.ts";
import { connectionString } from "db/client.ts";

type Fresh = Awaited<ReturnType<typeof freshDatabase>>;
let fresh: Fresh;
let admin: ReturnType<typeof makeDb>;

beforeAll(async () => {
  fresh = await freshDatabase();
  admin = makeDb(fresh.target, { max: 1 });
  setEnvironment(
    readEnvironment({
      DATA_DIR: scratchDir("passerelle-worker-"),
      LOG_LEVEL: "silent",
    }),
  );
  setDatabase({
    db: fresh.db,
    reports: fresh.db,
    directTarget: fresh.target,
  } as never); // the parts that jobs use
});
afterAll(async () => {
  setDatabase(undefined);
  await admin.close();
});

async function queueOne(): Promise<string> {
  const { email, personId } = await buildPerson(admin.db);
  return queueMail(
    admin.db,
    "account_exists",
    { address: email, personId, locale: "en" },
    { link: "https://m.example/login" },
  );
}

async function becomesSent(id: string, patienceMs = 15_000): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const [row] = await admin.db.select().from(mails).where(eq(mails.id, id));
    if (row?.state === "sent") return true;
    await sleep(100);
  }
  return false;
}

const address = () => connectionString(fresh.target);

test("every job that can be queued has a handler", () => {
  expect(Object.keys(HANDLERS).sort()).toEqual([
    "account.reset",
    "mail.send",
    "matching.next-best",
    "matching.run",
    "pairings.expire",
    "pairings.remind",
    "records.clean",
    "sessions.confirm",
  ]);
});

test("queued mail is sent, and nothing after the worker was stopped", async () => {
  const worker = await startWorker(address());
  expect(await becomesSent(await queueOne())).toBe(true);
  await worker.stop();
  expect(await becomesSent(await queueOne(), 3_000)).toBe(false);
  await admin.db.execute(sql`delete from graphile_worker._private_jobs`);
});

test("a job that a killed worker held is taken over at once, one of a living worker is left alone", async () => {
  const mine = await queueOne();
  await admin.db.execute(
    sql`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = 'dead'`,
  );
  const others = await queueOne();
  await admin.db.execute(
    sql`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = 'living' where locked_by is null`,
  );
  const living = makeDb(fresh.target, { max: 1 });
  await living.client.unsafe(
    "select pg_advisory_lock(hashtextextended('living', 0))",
  );
  const worker = await startWorker(address());
  expect(await becomesSent(mine)).toBe(true);
  expect(await becomesSent(others, 3_000)).toBe(false);
  await living.close();
  expect(await becomesSent(others, 20_000)).toBe(true);
  await worker.stop();
}, 60_000);

test("the worker begins again by itself when its connections are lost", async () => {
  const worker = await startWorker(address());
  expect(await becomesSent(await queueOne())).toBe(true);
  await admin.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const id = await queueOne();
  expect(await becomesSent(id, 30_000)).toBe(true);
  await worker.stop();
}, 60_000);
