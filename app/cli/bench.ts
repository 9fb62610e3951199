import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BENCH_CASES, type BenchEngine, runCase } from "./bench/cases";
import { LISTS_CASE } from "./bench/pages";
import { REPAIR_CASES, runRepairCase } from "./bench/repair-case";
import { usualHelpers } from "~/lib/column-search/helper-threads.server";
import { runWhatIfCase, WHAT_IF_CASES } from "./bench/what-if-case";

const LARGE = BENCH_CASES.filter(({ byDefault }) => !byDefault).map(
  ({ name }) => name,
);

const APART = [...REPAIR_CASES, ...WHAT_IF_CASES].map(({ name }) => name);

const SELF = fileURLToPath(import.meta.url);

const HELP = `npm run -s bench -- [--list] [--all] [--only NAME] [--seed N] [--no-peer] [--workers N] [--plain]

Measures matching on invented cohorts, scored with the default criteria, and prints one line of JSON per case:
  case, n mentees, m mentors, ms (scoring, solving and proof; median), rssMiB (most memory of the process),
  matched, total, proved (the verifier agrees), verifyMs, peer, peerMs, ratio (peerMs / ms), reason (why no peer).
The lines of repair cases say how long the repair after one event takes, beside a full solution; those of what-if cases how
long another result takes when one weight has moved, as in the browser. Those of ${LISTS_CASE} say
how many milliseconds the pages of ten thousand people take on the built server (p50, p95; cpu of the server alone).

A peer runs in turn with ours and must find the same optimum, or the run fails: munkres from npm up to 1kx600 (and
5kx3k-munkres), scipy above, which needs a Python that can import it (BENCH_PYTHON names one; else python3, else no ratio).

Every case has a process of its own. Left out unless --all or --only asks for them, for they take minutes:
  ${[...LARGE, ...APART, LISTS_CASE].join(", ")}

  --list       names the cases and ends
  --all        runs every case
  --only NAME  runs one case
  --seed N     another population (default 1)
  --no-peer    measures ours alone
  --workers N  threads beside the first one for large cases (default 1 where there is a processor for it)
  --plain      searches in TypeScript instead of WebAssembly
  --help       says this
`;

/** @returns the exit code: 0 done, 1 a result was wrong, 2 an option was */
function main(args: readonly string[]): number {
  const options = readOptions(args);
  if (options === null) return 2;
  if (options.help === true) return print(HELP);
  const names = BENCH_CASES.map(({ name }) => name).concat(APART, LISTS_CASE);
  if (options.list === true)
    return print(names.map((name) => `${name}\n`).join(""));
  const seed = Number(options.seed);
  if (!Number.isSafeInteger(seed)) return refuse("--seed must be whole.");
  const workers = Number(options.workers);
  if (![0, 1, 2].includes(workers)) return refuse("--workers is 0, 1 or 2.");
  if (options.only !== undefined)
    return runOne(options.only, seed, options["no-peer"], {
      workers,
      plain: options.plain,
    });
  const chosen = options.all === true ? names : defaults();
  const others = args.filter((own) => own !== "--all");
  return Math.max(...chosen.map((name) => runApart(name, others)));
}

function runOne(
  name: string,
  seed: number,
  alone: boolean,
  engine: BenchEngine,
): number {
  if (name === LISTS_CASE) return runScript("bench-lists.mjs", []);
  const line = lineOf(name, seed, alone, engine);
  if (line === null)
    return refuse(`No case is called ${name}; --list names them.`);
  print(`${JSON.stringify(line)}\n`);
  return line.proved ? 0 : 1;
}

function defaults(): string[] {
  return BENCH_CASES.filter(({ byDefault }) => byDefault).map(
    ({ name }) => name,
  );
}

/** In a process of its own, so that the memory is that of the case alone. */
function runApart(name: string, others: readonly string[]): number {
  return runScript(path.basename(SELF), ["--only", name, ...others]);
}

/** @param script  a file beside this one */
function runScript(script: string, args: readonly string[]): number {
  const file = path.join(path.dirname(SELF), script);
  const { status } = spawnSync(process.execPath, [file, ...args], {
    stdio: "inherit",
  });
  return status ?? 1;
}

function lineOf(
  name: string,
  seed: number,
  alone: boolean,
  engine: BenchEngine,
) {
  const bench = BENCH_CASES.find((known) => known.name === name);
  const peer = { none: "asked for none" };
  if (bench) return runCase(alone ? { ...bench, peer } : bench, seed, engine);
  const repair = REPAIR_CASES.find((known) => known.name === name);
  if (repair) return runRepairCase(repair, seed);
  const whatIf = WHAT_IF_CASES.find((known) => known.name === name);
  return whatIf ? runWhatIfCase(whatIf, seed) : null;
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        list: { type: "boolean" },
        all: { type: "boolean" },
        only: { type: "string" },
        seed: { type: "string", default: "1" },
        "no-peer": { type: "boolean", default: false },
        workers: { type: "string", default: String(usualHelpers()) },
        plain: { type: "boolean", default: false },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
    return null;
  }
}

function refuse(text: string): 2 {
  process.stderr.write(`${text}\n`);
  return 2;
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
