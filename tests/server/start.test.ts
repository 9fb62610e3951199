import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDb } from "db/client.ts";
import { freePort, listen } from "../support/listen.ts";
import { testFolder } from "../support/test-folder.ts";
import {
  type Ending,
  type RunningServer,
  runServer,
  startServer,
} from "../support/server.ts";

/** One line on stderr, no stack trace, nothing on stdout, a code that is not 0. */
function expectOneSentence(ending: Ending, sentence: RegExp): void {
  expect(ending.stderr.trim()).toMatch(sentence);
  expect(ending.stderr.trim().split("\n")).toHaveLength(1);
  expect(ending.stdout).toBe("");
  expect(ending.code).toBe(1);
}

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop();
});

describe("a start that cannot succeed says why in one sentence", () => {
  test("wrong settings, all of them at once", async () => {
    const variables = { PORT: "70000", SMTP_URL: "mail", TRUST_PROXY: "x" };
    const ending = await runServer(variables).ended;
    expectOneSentence(ending, /PORT .*; SMTP_URL .*; TRUST_PROXY /);
  });

  test("a port that is taken", async () => {
    const blocker = net.createServer();
    const port = await freePort();
    await listen(blocker, port);
    const ending = await runServer({
      PORT: String(port),
      DATA_DIR: testFolder("port"),
    }).ended;
    blocker.close();
    expectOneSentence(ending, new RegExp(`^Port ${port} .* is in use`));
  });

  test("a data folder that cannot be written", async () => {
    const file = path.join(testFolder("file"), "file");
    fs.writeFileSync(file, "");
    const ending = await runServer({ DATA_DIR: path.join(file, "data") }).ended;
    expectOneSentence(ending, /^The data folder .* cannot be written/);
  });

  test("a database that is not there", async () => {
    const port = await freePort();
    const DATABASE_URL = `postgres://me:secret@127.0.0.1:${port}/db`;
    const ending = await runServer({ DATABASE_URL }).ended;
    expectOneSentence(ending, /^The database at 127.0.0.1:\d+\/db cannot/);
    expect(ending.stderr).not.toContain("secret");
  });

  test("a second server on the same data, within seconds", async () => {
    const ending = await runServer({
      PORT: String(await freePort()),
      DATA_DIR: server.dataDir,
    }).ended;
    expectOneSentence(
      ending,
      new RegExp(`pid ${server.process.pid}\\) is using`),
    );
    expect(ending.ms).toBeLessThan(6_000);
  });

  test("a database that a newer release has changed", async () => {
    const newer = await startServer();
    const pool = makeDb(newer.target);
    await pool.client.unsafe(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)",
    );
    await pool.close();
    expect((await fetch(`${newer.origin}/readyz`)).status).toBe(503);
    await newer.stop();
    const ending = await runServer({ DATA_DIR: newer.dataDir }).ended;
    expectOneSentence(ending, /newer release/);
  });

  test("a data folder of another PostgreSQL", async () => {
    const dataDir = testFolder("old");
    fs.mkdirSync(path.join(dataDir, "pg18"));
    fs.writeFileSync(path.join(dataDir, "pg18", "PG_VERSION"), "17\n");
    const ending = await runServer({ DATA_DIR: dataDir }).ended;
    expectOneSentence(ending, /made by PostgreSQL 17/);
  });
});

test("with DEBUG a failure shows where it comes from", async () => {
  const ending = await runServer({ PORT: "x", DEBUG: "1" }).ended;
  expect(ending.stderr).toContain("    at ");
});

test("the demonstration keeps to its own data and to this machine", async () => {
  const demo = await startServer({
    args: ["--demo"],
    variables: { HOST: "0.0.0.0", DATABASE_URL: "postgres://nowhere/x" },
  });
  expect(fs.readdirSync(demo.dataDir)).toEqual(["demo"]);
  const ending = await demo.stop();
  expect(ending.stdout).toContain(`Passerelle is at ${demo.origin}`);
});
