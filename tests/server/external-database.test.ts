import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../support/database.ts";
import { type Fault, FaultProxy } from "../support/fault-proxy.ts";
import { type RunningServer, startServer } from "../support/server.ts";

let proxy: FaultProxy;
let server: RunningServer;

beforeAll(async () => {
  const { target } = await freshDatabase();
  proxy = new FaultProxy(path.join(target.host, `.s.PGSQL.${target.port}`));
  await proxy.start();
  const address = `postgres://postgres@127.0.0.1:${proxy.port}/${target.database}`;
  server = await startServer({
    variables: { DATABASE_URL: address, RATE_LIMIT_EXEMPT: "127.0.0.1" },
  });
  afterAll(async () => {
    await proxy.fail("none");
    await server.stop();
    await proxy.stop();
  });
});

async function page() {
  const began = performance.now();
  const answer = await fetch(`${server.origin}/login`);
  await answer.arrayBuffer();
  return { status: answer.status, ms: performance.now() - began };
}

test.each<Fault>(["refuse", "reset", "hang-up", "blackhole"])(
  "when an external database's connections %s, pages say 503 within 5 s and the server recovers by itself",
  async (fault) => {
    expect((await page()).status).toBe(200);
    await proxy.fail(fault);
    if (fault !== "blackhole") proxy.cut();
    // one alone first: nobody has found out yet, so nothing is refused early
    for (const visitors of [1, 10, 10]) {
      const pages = await Promise.all(Array.from({ length: visitors }, page));
      for (const { status, ms } of pages) {
        expect([200, 503]).toContain(status);
        expect(ms).toBeLessThan(5_500);
      }
      await sleep(100);
    }
    expect((await page()).status).toBe(503);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    await proxy.fail("none");
    const back = Date.now();
    while ((await page()).status !== 200) {
      expect(Date.now() - back).toBeLessThan(5_000);
      await sleep(50);
    }
    expect(server.process.exitCode).toBeNull();
  },
  60_000,
);
