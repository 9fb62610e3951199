// Runs before `npm start` and `npm test`, with nothing installed yet: installs and builds what is missing or out of date.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), ".."));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node.js 20.19 or newer is needed; this is ${process.version}.`);
}

bring("node_modules/.installed-from", dependenciesMark, () =>
  npm("ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"),
);
bring("build/.built-from", sourcesMark, () => npm("run", "--silent", "build"));

/** Makes something unless the mark it was made with is still the right one. */
function bring(markFile, mark, make) {
  const wanted = mark();
  if (readMark(markFile) === wanted) return;
  make();
  fs.writeFileSync(markFile, wanted);
}

function readMark(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

function dependenciesMark() {
  const { node, modules } = process.versions;
  const runtime = `${process.platform} ${process.arch} ${modules ?? node}`;
  return `${hash("package-lock.json")} ${runtime}`;
}

function sourcesMark() {
  return hash(
    "app",
    "db",
    "public",
    "vite.config.ts",
    "package-lock.json",
    "tsconfig.json",
  );
}

function hash(...places) {
  const digest = createHash("sha256");
  for (const place of places) add(place, digest);
  return digest.digest("hex");
}

function add(place, digest) {
  const found = fs.statSync(place, { throwIfNoEntry: false });
  if (!found) return;
  if (found.isDirectory()) {
    const names = fs.readdirSync(place).sort();
    for (const name of names) add(path.join(place, name), digest);
  } else {
    digest.update(`${place}\0`).update(fs.readFileSync(place));
  }
}

/** Everything npm says goes to stderr: stdout belongs to the command that follows. */
function npm(...args) {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    const inherited =
      /^npm_(config_(omit|include|production)|lifecycle|package)/i;
    if (inherited.test(name)) delete env[name];
  }
  const stdio = ["ignore", 2, 2];
  const cli = process.env.npm_execpath;
  const ran = cli
    ? spawnSync(process.execPath, [cli, ...args], { stdio, env })
    : spawnSync("npm", args, {
        stdio,
        env,
        shell: process.platform === "win32",
      });
  if (ran.status !== 0) {
    fail(
      `Setting up failed (npm ${args[0]}): see the messages above, then run the command again.`,
    );
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
