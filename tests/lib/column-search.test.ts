import fs from "node:fs";
import asc from "assemblyscript/asc";
import { expect, test } from "vitest";
import { COLUMN_SEARCH_WASM } from "~/lib/column-search/column-search-wasm.server";

const SOURCE = "app/lib/column-search/column-search.as";
const FLAGS =
  "-O3 --runtime stub --enable simd --enable threads --sharedMemory --maximumMemory 65536 --importMemory --noExportMemory --use abort=".split(
    " ",
  );

/** The module as the assembler makes it from its source. */
async function assembled(): Promise<string> {
  const files = new Map<string, Uint8Array>();
  const { error } = await asc.main(
    ["column-search.ts", ...FLAGS, "--outFile", "out.wasm"],
    {
      readFile: (name) =>
        name === "column-search.ts" ? fs.readFileSync(SOURCE, "utf8") : null,
      writeFile: (name, contents) => {
        files.set(name, Buffer.from(contents));
      },
      listFiles: () => [],
    },
  );
  if (error) throw error;
  return Buffer.from(files.get("out.wasm") ?? []).toString("base64");
}

test("the committed module is what its source is assembled to; if not, take the text of this failure", async () => {
  expect(COLUMN_SEARCH_WASM).toBe(await assembled());
}, 60_000);
