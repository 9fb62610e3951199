import { build } from "esbuild";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { csvFile, eachRow } from "~/lib/csv-file.server.ts";
import { gatherRows, workbookInThread } from "~/lib/workbook.server.ts";
import { workbookBytes } from "~/lib/workbook-bytes.ts";
import { readWorkbook } from "../support/workbook.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

test("a long file is written while it is read, and is the same as at once", async () => {
  let made = 0;
  const rows = eachRow(numbers(1_000), (at) => {
    made += 1;
    return [at, `=cmd ${at}`, 'a "quoted", cell', null];
  });
  const reader = csvFile("Long", ["n", "=head"], rows).body!.getReader();
  const head = await reader.read();
  expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(head.value)).toBe(
    '\uFEFFn,"\'=head"\r\n',
  );
  await reader.read();
  expect(made).toBeLessThan(700);
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  expect(made).toBe(1_000);
  const lines = text.split("\r\n");
  expect(lines.at(-2)).toBe(`999,"'=cmd 999","a ""quoted"", cell",`);
  expect(lines.at(-1)).toBe("");
});

test("a file without rows is its head", async () => {
  const answer = csvFile("Empty", ["a", "b"], []);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([...bytes]).toEqual([...new TextEncoder().encode("\uFEFFa,b\r\n")]);
});

test("rows of a workbook are made while others get their turn", async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const slow = eachRow(numbers(400), (at) => {
    const end = performance.now() + 0.05;
    while (performance.now() < end);
    return [at];
  });
  const rows = await gatherRows(slow);
  clearInterval(timer);
  expect(rows).toHaveLength(400);
  expect(turns).toBeGreaterThanOrEqual(2);
});

test("a workbook from a thread is the one from here", async () => {
  // below the project, so that packages are found
  const file = path.resolve(".cache", `workbook-${process.pid}.mjs`);
  await build({
    entryPoints: ["app/jobs/workbook-worker.ts"],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "~": "./app", db: "./db" },
  });
  onTestFinished(() => fs.rmSync(file, { force: true }));
  const sheets = [{ name: "One", header: ["a"], rows: [["x"], [2], [null]] }];
  const there = await workbookInThread(sheets, true, file);
  const here = await workbookBytes(sheets, true);
  expect(readWorkbook(there.buffer)).toEqual(readWorkbook(here.buffer));
  expect(readWorkbook(there.buffer)[0]!.rows[1]).toEqual(["x"]);
  const missing = workbookInThread(sheets, true, `${file}.missing`);
  await expect(missing).rejects.toThrow();
}, 60_000);
