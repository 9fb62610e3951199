import { sql } from "drizzle-orm";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeDb, type Pool } from "db/client.ts";
import { isUnavailable } from "db/unavailable.ts";
import { freshDatabase } from "../support/database.ts";
import { type Fault, FaultProxy } from "../support/fault-proxy.ts";

const DEADLINE_MS = 700;
const SLACK_MS = 600;
const RECOVERY_MS = 5_000;

let proxy: FaultProxy;
let pool: Pool;

beforeEach(async () => {
  const { target } = await freshDatabase();
  proxy = new FaultProxy(path.join(target.host, `.s.PGSQL.${target.port}`));
  await proxy.start();
  pool = makeDb(
    { ...target, host: "127.0.0.1", port: proxy.port },
    { max: 3, deadlineMs: DEADLINE_MS },
  );
  await pool.db.execute(sql`create table notes (text text)`);
});

afterEach(async () => {
  await proxy.fail("none");
  await pool.close();
  await proxy.stop();
});

/** Runs work and says how it ended and whether it kept to the deadline. */
async function outcome(work: () => Promise<unknown>) {
  const began = performance.now();
  const how = await work().then(
    () => "answered",
    (error: unknown) => (isUnavailable(error) ? "unavailable" : String(error)),
  );
  return { how, inTime: performance.now() - began < DEADLINE_MS + SLACK_MS };
}

const read = () => pool.db.execute(sql`select count(*) from notes`);
const write = (text: string) => () =>
  pool.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    await tx.transaction((inner) => inner.execute(sql`select 2`));
    await tx.execute(sql`insert into notes values (${text})`);
  });

const blurt = (text: string) => () =>
  pool.db.execute(sql`insert into notes values (${text})`);

async function recovers(): Promise<void> {
  for (const until = Date.now() + RECOVERY_MS; ; await sleep(50)) {
    const { how } = await outcome(write("after"));
    if (how === "answered") break;
    if (Date.now() > until) throw new Error(`not within 5 s: ${how}`);
  }
  // every place of the pool works again, not only the first
  const all = Array.from({ length: 12 }, (_, i) =>
    outcome(i % 2 ? read : write(`w${i}`)),
  );
  for (const { how } of await Promise.all(all)) expect(how).toBe("answered");
}

describe.each<Fault>(["refuse", "reset", "hang-up", "blackhole"])(
  "when the database's connections %s",
  (fault) => {
    test("every query ends in time, queued ones too, and all is well afterwards", async () => {
      await Promise.all([read(), read(), read()]);
      await proxy.fail(fault);

      const all = Array.from({ length: 20 }, (_, i) =>
        outcome((i % 2 ? blurt : write)(`lost ${i}`)),
      );

      for (const end of await Promise.all(all))
        expect(end).toEqual({ how: "unavailable", inTime: true });
      await proxy.fail("none");
      await recovers();
      const lost = await pool.db.execute(
        sql`select count(*)::int as n from notes where text like 'lost%'`,
      );
      expect(lost[0]).toEqual({ n: 0 }); // what was refused did not happen later
    });
  },
);

test("a connection cut in the middle of a transaction spoils nothing", async () => {
  for (let round = 0; round < 5; round += 1) {
    const cut = outcome(() =>
      pool.db.transaction(async (tx) => {
        await tx.execute(sql`insert into notes values ('half')`);
        proxy.cut();
        await sleep(round * 5);
        await tx.execute(sql`insert into notes values ('other half')`);
      }),
    );
    expect(await cut).toEqual({ how: "unavailable", inTime: true });
    await recovers();
  }
  const rows = await pool.db.execute(
    sql`select count(*)::int as n from notes where text like '%half'`,
  );
  expect(rows[0]).toEqual({ n: 0 });
});

test("a transaction whose error is its own rolls back and leaves the pool alone", async () => {
  const failing = pool.db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes values ('no')`);
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  const rows = await pool.db.execute(sql`select count(*)::int as n from notes`);
  expect(rows[0]).toEqual({ n: 0 });
  expect(pool.client.losses).toBe(0);
});

test("a server that hangs up is not called without a pause", async () => {
  await proxy.fail("hang-up");
  const before = proxy.taken;
  for (let i = 0; i < 20; i += 1) {
    void outcome(read);
    await sleep(100);
  }
  expect(proxy.taken - before).toBeLessThan(200);
});

test("a query that takes too long is given up by the server", async () => {
  const slow = await outcome(() => pool.db.execute(sql`select pg_sleep(60)`));
  expect(slow).toEqual({ how: "unavailable", inTime: true });
  await recovers();
});

test("a busy pool makes the late ones wait no longer than the deadline", async () => {
  const holders = Array.from({ length: 3 }, () =>
    pool.db.transaction(async (tx) => {
      for (let i = 0; i < 10; i += 1)
        await tx.execute(sql`select pg_sleep(0.15)`);
    }),
  );
  await sleep(100);
  const late = await outcome(write("late"));
  expect(late).toEqual({ how: "unavailable", inTime: true });
  await Promise.all(holders); // they were not cut
  await recovers();
});

test("a wrong query is not taken for a lost database", async () => {
  await expect(pool.db.execute(sql`select nonsense`)).rejects.toSatisfy(
    (error: unknown) => !isUnavailable(error),
  );
  expect(pool.client.losses).toBe(0);
});
