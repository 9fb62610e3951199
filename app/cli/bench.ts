import { parseArgs } from "node:util";
import { BENCH_CASES, runCase } from "./bench/cases";
import { PEER_NAME } from "./bench/peer";

const HELP = `npm run bench -- [--list] [--only NAME] [--seed N]

Measures matching on invented cohorts and prints one line of JSON per case:
  case, n mentees, m mentors, ms (scoring, solving and proof; median), rssMiB (most memory of the process so far),
  matched, total, proved (the independent verifier agrees), verifyMs, peer, peerMs, ratio (peerMs / ms), reason (why no peer).

The peer runs in turn with ours in the same process: ${PEER_NAME}.
It must find the same optimum, or the run fails.

  --list       names the cases and ends
  --only NAME  runs one case (memory is then that case's alone)
  --seed N     another population (default 1)
  --help       says this
`;

/** @returns the exit code: 0 done, 1 a result was wrong, 2 an option was */
function main(args: readonly string[]): number {
  const options = readOptions(args);
  if (options === null) return 2;
  if (options.help === true) return print(HELP);
  if (options.list === true)
    return print(BENCH_CASES.map(({ name }) => `${name}\n`).join(""));
  const cases = BENCH_CASES.filter(
    ({ name }) => options.only === undefined || name === options.only,
  );
  const seed = Number(options.seed);
  if (cases.length === 0 || !Number.isSafeInteger(seed)) {
    process.stderr.write(
      cases.length === 0
        ? `No case is called ${options.only}; --list names them.\n`
        : "--seed must be a whole number.\n",
    );
    return 2;
  }
  let failed = false;
  for (const bench of cases) {
    const line = runCase(bench, seed);
    failed ||= !line.proved;
    print(`${JSON.stringify(line)}\n`);
  }
  return failed ? 1 : 0;
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        list: { type: "boolean" },
        only: { type: "string" },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n`,
    );
    return null;
  }
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
