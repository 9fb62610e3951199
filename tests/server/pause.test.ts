import { expect, test } from "vitest";
import { database, setDatabase } from "~/lib/database.server.ts";
import { openPools } from "db/open.ts";
import { sql } from "drizzle-orm";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import type http from "node:http";
import { readEnvironment } from "~/lib/env.server.ts";
import { createApplication, createServer } from "~/server/http.ts";
import { freshDatabase } from "../support/database.ts";
import { FaultProxy } from "../support/fault-proxy.ts";
import { freePort, listen } from "../support/listen.ts";
import { testFolder } from "../support/test-folder.ts";
import { tinyBuild } from "../support/tiny-build.ts";

let proxy: FaultProxy;
let origin: string;
let server: http.Server;

beforeAll(async () => {
  const { target } = await freshDatabase();
  proxy = new FaultProxy(path.join(target.host, `.s.PGSQL.${target.port}`));
  await proxy.start();
  const through = { ...target, host: "127.0.0.1", port: proxy.port };
  const opened = openPools(through, { migrations: "db/migrations" });
  setDatabase(opened);
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const settings = readEnvironment({ PORT: String(port), LOG_LEVEL: "silent" });
  const build = tinyBuild({
    asks: () =>
      database()
        .execute(sql`select 1`)
        .then(() => new Response("ok")),
  });
  const files = testFolder("files");
  const parts = { settings, database: opened, build, files };
  server = createServer(createApplication(parts));
  await listen(server, port);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await proxy.fail("none");
    await opened.close();
    await proxy.stop();
  });
});

const send = (body: string) =>
  fetch(`${origin}/asks`, {
    method: "POST",
    headers: {
      Origin: origin,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body,
  });

test("without its database every page says so with 503, keeps what was written, and comes back by itself", async () => {
  expect((await send("a=1")).status).toBe(200);
  await proxy.fail("refuse");

  for (let i = 0; i < 8; i += 1) {
    const answer = await send("text=Two+%3Cshores%3E%0Aand+a+bridge");
    const page = await answer.text();
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(page).toContain("Two &lt;shores&gt;\nand a bridge</textarea>");
    for (const language of ["en", "fr", "ar"])
      expect(page).toContain(`<section lang="${language}"`);
  }
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect((await fetch(`${origin}/readyz`)).status).toBe(503);

  await proxy.fail("none");
  const back = Date.now();
  while ((await send("a=1")).status !== 200)
    expect(Date.now() - back).toBeLessThan(5_000);
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);
});

test("a password is not repeated in the page", async () => {
  await proxy.fail("refuse");
  const page = await (await send("email=a%40b.example&password=hidden")).text();
  expect(page).not.toMatch(/hidden<|a@b/);
  await proxy.fail("none");
});
