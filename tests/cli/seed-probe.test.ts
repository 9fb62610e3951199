import { sql } from "drizzle-orm";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "db/client.ts";
import { openDatabase, type OpenDatabase } from "db/open.ts";
import type { Probe } from "db/seed/probe.ts";
import { type CliRun, runCli } from "../support/cli";
import { scratchDir } from "../support/scratch.ts";

const dataDir = scratchDir("passerelle-probe-");
let run: CliRun;
let probe: Probe;
let opened: OpenDatabase;

beforeAll(async () => {
  run = await runCli(["seed", "probe"], {}, { DATA_DIR: dataDir });
  probe = JSON.parse(run.stdout) as Probe;
  opened = await openDatabase({ dataDir, migrations: "db/migrations" });
}, 60_000);
afterAll(async () => {
  await opened.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

/** Every row of every table as text. */
async function everything(db: Db): Promise<string[]> {
  const tables = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    const found = await db.execute<{ row: string }>(
      sql`select t::text as row from ${sql.identifier(name)} t`,
    );
    rows.push(...found.map(({ row }) => row));
  }
  return rows;
}

test("without a server it starts the database of the folder, fills it and prints JSON alone", () => {
  expect([run.code, run.stderr]).toEqual([0, ""]);
  expect(Object.keys(probe)).toEqual(["accounts", "objects", "markers"]);
});

test("there are people in every role and state", () => {
  const { accounts } = probe;
  const emails = new Set(accounts.map(({ email }) => email));
  expect(emails.size).toBeGreaterThanOrEqual(14);
  expect([...emails].every((email) => email.endsWith(".example"))).toBe(true);
  const roles = accounts.map(({ role, programme }) => `${role} ${programme}`);
  const programmes = [...new Set(accounts.map(({ programme }) => programme))];
  for (const programme of programmes.filter((id) => id !== null))
    for (const role of [
      "coordinator",
      "mentor",
      "mentee",
      "organisation_manager",
      "event_staff",
    ])
      expect(roles).toContain(`${role} ${programme}`);
  expect(new Set(accounts.map(({ state }) => state))).toEqual(
    new Set([
      "active",
      "draft",
      "submitted",
      "accepted",
      "reserve",
      "rejected",
      "withdrawn",
      "deactivated",
      "unconfirmed",
    ]),
  );
  const twice = accounts.filter(({ email }) => email.startsWith("both."));
  expect(new Set(twice.map(({ programme }) => programme)).size).toBe(2);
});

test("there are two programmes with two cohorts each, and an object of every kind in both", () => {
  const kinds = (kind: string) =>
    probe.objects.filter((object) => object.kind === kind);
  const programmes = kinds("programme").map(({ id }) => id);
  expect(programmes).toHaveLength(2);
  for (const programme of programmes) {
    const own = probe.objects.filter((each) => each.programme === programme);
    expect(own.filter(({ kind }) => kind === "cohort")).toHaveLength(2);
    for (const kind of ["enrolment", "pairing", "session", "event", "run"])
      expect(own.some((object) => object.kind === kind)).toBe(true);
  }
});

test("every marker is one of a kind, stands in the database, and is for people who have an account", async () => {
  const rows = (await everything(opened.db)).join("\n");
  const stored = new Set(rows.match(/mk[0-9a-f]{16}/g));
  const { markers, accounts } = probe;
  expect(new Set(markers.map(({ marker }) => marker)).size).toBe(
    markers.length,
  );
  expect(new Set(markers.map(({ marker }) => marker))).toEqual(stored);
  const emails = new Set(accounts.map(({ email }) => email));
  const strangers = markers.flatMap(({ visibleTo }) =>
    visibleTo.filter((email) => !emails.has(email)),
  );
  expect(strangers).toEqual([]);
  expect(markers.filter(({ visibleTo }) => visibleTo.length === 0)).toEqual([]);
});

describe("it is refused", () => {
  test("on a database that holds anything, which stays as it is; beside a running one too", async () => {
    const before = await everything(opened.db);
    const again = await runCli(["seed", "probe"], {}, { DATA_DIR: dataDir });
    expect([again.code, again.stdout]).toEqual([2, ""]);
    expect(again.stderr).toMatch(/^This database holds data already.*\n$/);
    expect(await everything(opened.db)).toEqual(before);
  });

  test("where no database can be opened, in one sentence", async () => {
    const file = path.join(dataDir, "file");
    fs.writeFileSync(file, "");
    const failed = await runCli(["seed", "probe"], {}, { DATA_DIR: file });
    expect([failed.code, failed.stdout]).toEqual([2, ""]);
    expect(failed.stderr.trim().split("\n")).toHaveLength(1);
  });

  test("with options that it does not know", async () => {
    expect((await runCli(["seed", "probe", "--now"])).code).toBe(2);
  });
});
