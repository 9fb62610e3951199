import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { makeDb } from "db/client.ts";
import { startEmbedded } from "db/embedded/supervisor.ts";
import { testFolder } from "../support/test-folder.ts";

const start = (dataDir: string, adopt = false) =>
  startEmbedded({ dataDir, adopt, volatile: true });

async function answer(target: Parameters<typeof makeDb>[0]): Promise<unknown> {
  const pool = makeDb(target, { max: 1 });
  const [row] = (await pool.client.unsafe("select 6 * 7 as n")) as object[];
  await pool.close();
  return row;
}

test("it runs in a folder with a space, a quote and a long name", async () => {
  const folder = path.join(testFolder("pg"), `a "b" é ${"x".repeat(80)}`);
  const embedded = await start(path.join(folder, "pg18"));
  expect(await answer(embedded.target)).toEqual({ n: 42 });
  await embedded.stop();
});

test("a command shares the database of a running server and does not stop it", async () => {
  const dataDir = path.join(testFolder("pg"), "pg18");
  const owner = await start(dataDir);
  const guest = await start(dataDir, true);
  expect(guest.owned).toBe(false);
  await guest.stop();
  expect(await answer(guest.target)).toEqual({ n: 42 });
  await owner.stop();
  await expect(answer(owner.target)).rejects.toThrow();
});

test("a command starts the database itself when no server runs", async () => {
  const dataDir = path.join(testFolder("pg"), "pg18");
  const alone = await start(dataDir, true);
  expect(alone.owned).toBe(true);
  await alone.stop();
  expect(fs.existsSync(`${dataDir}.lock`)).toBe(false);
});

test("what a killed initdb and a dead owner left behind does no harm", async () => {
  const dataDir = path.join(testFolder("pg"), "pg18");
  fs.mkdirSync(`${dataDir}.new/base`, { recursive: true });
  fs.writeFileSync(`${dataDir}.lock`, '{"pid":999999,"mark":"1"}');
  const embedded = await start(dataDir);
  expect(await answer(embedded.target)).toEqual({ n: 42 });
  await embedded.stop();
});

test("the lock of a process that only has the same id is taken over", async () => {
  const dataDir = path.join(testFolder("pg"), "pg18");
  const impostor = { pid: process.ppid, mark: "another start" };
  fs.writeFileSync(`${dataDir}.lock`, JSON.stringify(impostor));
  const embedded = await start(dataDir);
  await embedded.stop();
});
