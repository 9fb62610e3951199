// Bundles the entries that Remix does not build: the server, the command line, the benchmarks, the worker thread, and
// the scripts that single pages bring to the browser.
import { build } from "esbuild";
import fs from "node:fs";
import path from "node:path";

const ENTRIES = {
  server: "app/server/index.ts",
  cli: "app/cli/index.ts",
  bench: "app/cli/bench.ts",
  "bench-lists": "app/cli/bench-lists.ts",
  "matching-worker": "app/jobs/matching-worker.ts",
  "workbook-worker": "app/jobs/workbook-worker.ts",
  "search-helper": "app/lib/column-search/search-helper.ts",
};

const ISLANDS = {
  "what-if": "app/features/matching/what-if.client.tsx",
  "what-if-worker": "app/features/matching/what-if-worker.client.ts",
};

const SHARED = {
  bundle: true,
  format: "esm",
  jsx: "automatic",
  alias: { "~": "./app", db: "./db" },
  logLevel: "warning",
};

await build({
  ...SHARED,
  entryPoints: Object.entries(ENTRIES)
    .filter(([, file]) => fs.existsSync(file))
    .map(([out, file]) => ({ in: file, out })),
  outdir: "build",
  outExtension: { ".js": ".mjs" },
  platform: "node",
  target: "node20",
  packages: "external",
});

const islands = await build({
  ...SHARED,
  entryPoints: Object.entries(ISLANDS).map(([out, file]) => ({
    in: file,
    out,
  })),
  outdir: "build/client/assets",
  entryNames: "[name]-[hash]",
  platform: "browser",
  target: "es2022",
  minify: true,
  metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
});
const addresses = Object.fromEntries(
  Object.entries(islands.metafile.outputs).map(([file, { entryPoint }]) => [
    Object.entries(ISLANDS).find(([, source]) => source === entryPoint)?.[0],
    `/${path.relative("build/client", file)}`,
  ]),
);
fs.writeFileSync("build/islands.json", JSON.stringify(addresses));
