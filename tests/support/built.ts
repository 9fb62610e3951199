import fs from "node:fs";
import type { TestProject } from "vitest/node";
import { scratchDir } from "./scratch.ts";

/** The browser tests drive the built application, which `npm test` builds first. */
export default function setup({ provide }: TestProject) {
  if (!fs.existsSync("build/server.mjs"))
    throw new Error(
      "The browser tests need the built application: run npm run build, or npm test, which does.",
    );
  const scratch = scratchDir("passerelle-e2e-");
  provide("scratch", scratch);
  return () => fs.rmSync(scratch, { recursive: true, force: true });
}
