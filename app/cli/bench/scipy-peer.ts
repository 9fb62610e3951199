import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { MatchingProblem } from "~/domain/matching/types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

export const SCIPY_NAME =
  "scipy.optimize.linear_sum_assignment, dense, scores given";

/** Names an interpreter that has scipy; python3 on the PATH by default. */
const PYTHON = process.env.BENCH_PYTHON ?? "python3";

/**
 * Reads int16 scores, gives every place of a mentor a column, and times conversion and solution. A pair is worth far more
 * than any score, so that pairs count first; 0 stands for staying without a mentor.
 */
const SCRIPT = `
import json, sys, time
import numpy as np
from scipy.optimize import linear_sum_assignment
folder, rows, columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
scores = np.fromfile(folder + "/scores", dtype=np.int16).reshape(rows, columns)
capacity = np.fromfile(folder + "/capacity", dtype=np.int32)
start = time.perf_counter()
unit = 10000.0 * (rows + 1)
worth = np.where(scores >= 0, scores + unit, 0.0)
worth = np.repeat(worth, capacity, axis=1)
row, column = linear_sum_assignment(worth, maximize=True)
ms = 1000 * (time.perf_counter() - start)
picked = worth[row, column]
picked = picked[picked > 0]
print(json.dumps({"ms": ms, "matched": len(picked), "total": int((picked - unit).sum())}))
`;

interface ScipyPeer {
  readonly run: () => ScipyRun;
  readonly close: () => void;
}

interface ScipyRun {
  readonly ms: number;
  readonly matched: number;
  readonly total: number;
}

/**
 * Writes the scores of a problem for scipy; each run reads them again and is timed without the reading.
 *
 * @returns what is missing, in words, if there is no Python with scipy
 */
export function prepareScipy(
  problem: MatchingProblem,
): { readonly missing: string } | ScipyPeer {
  const check = spawnSync(PYTHON, ["-c", "import scipy.optimize, numpy"]);
  if (check.status !== 0)
    return {
      missing: `no scipy: ${PYTHON} cannot import it (set BENCH_PYTHON to an interpreter that can)`,
    };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  writeScores(problem, path.join(folder, "scores"));
  fs.writeFileSync(
    path.join(folder, "capacity"),
    Uint8Array.from(new Uint8Array(Int32Array.from(problem.capacity).buffer)),
  );
  return {
    run: () => runScipy(folder, problem),
    close: () => fs.rmSync(folder, { recursive: true }),
  };
}

/** A row at a time; −1 where a pair is not on offer. */
function writeScores(problem: MatchingProblem, file: string): void {
  const out = fs.openSync(file, "w");
  const row = new Int16Array(problem.mentorIds.length);
  for (let i = 0; i < problem.menteeIds.length; i++) {
    for (let j = 0; j < row.length; j++) {
      const score = problem.score(i, j);
      row[j] = score >= problem.minimumScore ? score : -1;
    }
    fs.writeSync(out, row);
  }
  fs.closeSync(out);
}

function runScipy(folder: string, problem: MatchingProblem): ScipyRun {
  const args = [folder, problem.menteeIds.length, problem.mentorIds.length];
  const child = spawnSync(PYTHON, ["-c", SCRIPT, ...args.map(String)], {
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(`scipy failed: ${child.stderr}`);
  // the script prints exactly this
  return JSON.parse(child.stdout) as ScipyRun;
}
