// Bundles the entries that Remix does not build: the server, the command line, the benchmarks and the worker thread.
import { build } from "esbuild";
import fs from "node:fs";

const ENTRIES = {
  server: "app/server/index.ts",
  cli: "app/cli/index.ts",
  bench: "app/cli/bench.ts",
  "matching-worker": "app/jobs/matching-worker.ts",
};

await build({
  entryPoints: Object.entries(ENTRIES)
    .filter(([, file]) => fs.existsSync(file))
    .map(([out, file]) => ({ in: file, out })),
  outdir: "build",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  jsx: "automatic",
  alias: { "~": "./app", db: "./db" },
  logLevel: "warning",
});
