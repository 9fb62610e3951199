import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDb, type Pool } from "db/client.ts";
import type { Probe } from "db/seed/probe.ts";
import { builtRoutes } from "../support/built-routes.ts";
import { keepAliveClient } from "../support/keep-alive-client.ts";
import {
  type Identity,
  shutAccounts,
  signIn,
  signInAll,
} from "../support/probe-identities.ts";
import {
  deafSteps,
  readingSteps,
  type RouteIds,
  spellingSteps,
  walk,
  type Walk,
  writingSteps,
} from "../support/probe-walk.ts";
import { type RunningServer, startServer } from "../support/server.ts";

let server: RunningServer;
let client: ReturnType<typeof keepAliveClient>;
let database: Pool;
let probe: Probe;
let identities: Identity[];
let ids: RouteIds;
let reading: Walk;

beforeAll(async () => {
  server = await startServer({
    variables: { RATE_LIMIT_EXEMPT: "127.0.0.1,::1" },
  });
  client = keepAliveClient(server.origin, 6);
  database = makeDb(server.target, { max: 2 });
  probe = await seed();
  identities = await signInAll(client, probe);
  ids = new Map((await builtRoutes()).map(({ pattern, id }) => [pattern, id]));
}, 120_000);

afterAll(async () => {
  client.close();
  await database.close();
  await server.stop();
});

/** Through the same door as everybody else's tests, beside the running server. */
async function seed(): Promise<Probe> {
  const { PATH, HOME } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["build/cli.mjs", "seed", "probe"],
    {
      env: { PATH, HOME, NODE_ENV: "test", DATA_DIR: server.dataDir },
      maxBuffer: 10_000_000,
    },
  );
  return JSON.parse(stdout) as Probe;
}

const named = (name: string): Identity => {
  const found = identities.find((each) => each.name === name);
  if (!found) throw new Error(`the probe has no ${name}`);
  return found;
};
/** One of each kind of person: enough for what does not depend on whose the object is. */
const FEW = [
  "visitor",
  "former",
  "mentor-a",
  "planned-mentee-b",
  "manager-a",
  "staff-b",
  "coordinator-b",
  "both",
];

test("nobody reads what is not theirs, as a page or as data, whatever the status", async () => {
  reading = await walk(client, probe, readingSteps(probe, identities, ids));
  expect(reading.asked).toBeGreaterThan(1_000);
  expect(reading.faults).toEqual([]);
}, 240_000);

test("every marker is shown to somebody who may read it, or is known to stand on no page", () => {
  // so that the test before can fail
  const unseen = probe.markers.filter(
    ({ marker, field }) => !reading.seen.has(marker) && !UNSEEN.has(field),
  );
  const fields = [...new Set(unseen.map(({ field }) => field))];
  const allOf = fields.filter((field) =>
    probe.markers.every(
      (each) => each.field !== field || !reading.seen.has(each.marker),
    ),
  );
  expect(allOf).toEqual([]);
});

/** Kept, and shown on no page. */
const UNSEEN = new Set(["feedback.comment", "mails.args"]);

test("other spellings and methods open no door", async () => {
  const few = FEW.map(named);
  const found = await walk(client, probe, spellingSteps(probe, few, ids));
  expect(found.asked).toBeGreaterThan(500);
  expect(found.faults).toEqual([]);
}, 240_000);

/** How many deeds the audit knows of: what was refused adds none. */
async function deeds() {
  const [row] = await database.db.execute<{ count: number }>(
    sql`select count(*)::int as count from audit_entries`,
  );
  return row?.count;
}

test("nobody writes through a door that is shut", async () => {
  const before = await deeds();
  const found = await walk(client, probe, writingSteps(probe, identities, ids));
  expect(found.asked).toBeGreaterThan(100);
  expect(found.faults).toEqual([]);
  expect(await deeds()).toBe(before);
}, 240_000);

test("nobody writes to what can only be read", async () => {
  const few = FEW.map(named);
  const found = await walk(client, probe, deafSteps(probe, few, ids));
  expect(found.asked).toBeGreaterThan(100);
  expect(found.faults).toEqual([]);
}, 120_000);

test("an own door takes no objects of another programme", async () => {
  const { cookie, rows } = named("coordinator-a");
  const home = rows[0]?.programme;
  const [cohort] = probe.objects.filter(
    ({ kind, programme }) => kind === "cohort" && programme === home,
  );
  const foreign = (kind: string) =>
    probe.objects.filter(
      (each) => each.kind === kind && each.programme !== home,
    );
  const [one, other] = foreign("enrolment");
  const before = await deeds();
  const send = (path: string, body: string) =>
    client.ask({
      method: "POST",
      path: `/cohorts/${cohort?.id}/${path}`,
      body,
      cookie,
    });
  for (const [mentor, mentee] of [
    [one, other],
    [other, one],
  ]) {
    const body = `deed=propose&mentor=${mentor?.id}&mentee=${mentee?.id}`;
    expect((await send("pairings", body)).status).toBe(404);
  }
  // what is not of the cohort is not among those that wait
  for (const { id } of foreign("pairing"))
    await send("send", `answerDays=7&pairing=${id}`);
  expect(await deeds()).toBe(before);
});

describe("signing in", () => {
  test("is refused to accounts that are shut, like a wrong password", async () => {
    for (const account of shutAccounts(probe)) {
      const { answer } = await signIn(client, account);
      expect([account.state, answer.status]).toEqual([account.state, 422]);
      expect(answer.headers["set-cookie"] ?? []).toEqual([]);
    }
  });
});

describe("from the very next request", () => {
  const opens = async (name: string, path: string) =>
    (await client.ask({ path, cookie: named(name).cookie })).status;

  test("a role that was taken away opens nothing", async () => {
    const { email, rows } = named("coordinator-b");
    const path = `/programmes/${rows[0]?.programme}`;
    expect(await opens("coordinator-b", path)).toBe(200);
    await database.db.execute(
      sql`delete from role_grants where person_id = (select person_id from accounts where email = ${email})`,
    );
    expect(await opens("coordinator-b", path)).toBe(404);
  });

  test("who has left a cohort is no mentor any more", async () => {
    expect(await opens("planned-mentor-b", "/pairs")).toBe(200);
    await database.db.execute(
      sql`update enrolments set state = 'withdrawn' where person_id = (select person_id from accounts where email = ${named("planned-mentor-b").email})`,
    );
    expect(await opens("planned-mentor-b", "/pairs")).toBe(404);
  });

  test("an account that was deactivated is a visitor", async () => {
    expect(await opens("mentee-b", "/home")).toBe(200);
    await database.db.execute(
      sql`update accounts set deactivated_at = now() where email = ${named("mentee-b").email}`,
    );
    expect(await opens("mentee-b", "/home")).toBe(303);
  });
});
