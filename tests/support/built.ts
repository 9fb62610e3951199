import fs from "node:fs";

/** The browser tests drive the built application; `npm test` builds it first. */
export default function setup() {
  if (fs.existsSync("build/server.mjs")) return;
  throw new Error(
    "The browser tests need the built application: run npm run build, or npm test, which does.",
  );
}
