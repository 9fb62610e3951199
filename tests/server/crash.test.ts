import fs from "node:fs";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { makeDb, type Pool } from "db/client.ts";
import { rawRequest } from "../support/guarded-app.ts";
import { type RunningServer, startServer } from "../support/server.ts";

/** Inserts as fast as it can until the database goes, noting what was acknowledged. */
async function insertUntilGone(pool: Pool, acknowledged: number[]) {
  for (let i = acknowledged.length; ; i += 1) {
    try {
      await pool.client.unsafe(`insert into kept values (${i})`);
      acknowledged.push(i);
    } catch {
      return;
    }
  }
}

function postmasterPid(server: RunningServer): number {
  const file = `${server.dataDir}/pg18/postmaster.pid`;
  return Number(fs.readFileSync(file, "utf8").split("\n")[0]);
}

describe("after being killed", () => {
  test("the server comes back with every acknowledged write", async () => {
    let server = await startServer();
    const acknowledged: number[] = [];
    let pool = makeDb(server.target);
    await pool.client.unsafe("create table kept (n int primary key)");
    for (const victim of ["server", "both", "server"] as const) {
      const inserting = insertUntilGone(pool, acknowledged);
      await sleep(300);
      if (victim === "both") process.kill(postmasterPid(server), "SIGKILL");
      await server.kill();
      await inserting;
      await pool.close();
      server = await startServer({ dataDir: server.dataDir });
      pool = makeDb(server.target);
      const rows = await pool.client.unsafe("select n from kept order by n");
      const kept = (rows as { n: number }[]).map((row) => row.n);
      expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
      // one more may have been saved just before its answer was lost
      expect(kept.length - acknowledged.length).toBeLessThanOrEqual(1);
      acknowledged.splice(0, Infinity, ...kept);
    }
    expect(acknowledged.length).toBeGreaterThan(100);
    await pool.close();
    await server.stop();
  }, 60_000);

  test("a database that dies alone is started again, and pages say 503 meanwhile", async () => {
    const server = await startServer();
    const statuses = new Set<number>();
    process.kill(postmasterPid(server), "SIGKILL");
    const killedAt = Date.now();
    do {
      const answer = await fetch(`${server.origin}/login`);
      statuses.add(answer.status);
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
      await sleep(20);
    } while (
      Date.now() - killedAt < 1_000 ||
      (await fetch(`${server.origin}/readyz`)).status !== 200
    );
    expect(Date.now() - killedAt).toBeLessThan(5_000);
    expect([...statuses].filter((one) => one !== 200 && one !== 503)).toEqual(
      [],
    );
    expect((await fetch(`${server.origin}/login`)).status).toBe(200);
    const ending = await server.stop();
    expect(ending.code).toBe(0);
  });
});

describe("asked to stop", () => {
  test("it finishes what has begun, then ends with its database", async () => {
    const server = await startServer();
    const pid = postmasterPid(server);
    const body = "email=nobody%40example.org&password=wrong";
    const request = rawRequest(
      server.port,
      "POST /login",
      {
        Origin: server.origin,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body,
    );
    const socket = net.connect(server.port, "127.0.0.1");
    let answer = "";
    socket.on("data", (bytes) => (answer += String(bytes)));
    socket.write(request.subarray(0, -10));
    await sleep(200);

    const ending = server.stop();
    await sleep(300);
    await expect(fetch(`${server.origin}/healthz`)).rejects.toThrow();
    socket.write(request.subarray(-10));

    const { code, stderr } = await ending;
    expect(answer).toMatch(/^HTTP\/1.1 422 /);
    expect(answer.toLowerCase()).toContain("connection: close");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(() => process.kill(pid, 0)).toThrow();
  });

  test("an idle connection does not hold it up", async () => {
    const server = await startServer();
    await fetch(`${server.origin}/healthz`); // stays open for the next request
    const began = Date.now();
    expect((await server.stop()).code).toBe(0);
    expect(Date.now() - began).toBeLessThan(4_000);
  });
});
