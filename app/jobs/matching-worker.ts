import { parentPort } from "node:worker_threads";
import { problemOf } from "~/domain/matching/problem.ts";
import { openTrials } from "~/domain/matching/what-if.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { exchangeOf } from "~/features/matching/exchanging.server.ts";
import { keepRun, type KeptRun } from "~/features/matching/keep-run.server.ts";
import { usualHelpers } from "~/lib/column-search/helper-threads.server.ts";
import { wasmColumnSearch } from "~/lib/column-search/wasm-column-search.server.ts";
import { insistingById } from "~/features/matching/insisting.ts";
import type {
  InsistQuestion,
  SolverAnswer,
  SolverQuestion,
} from "~/features/matching/solver-thread.server.ts";

/** Milliseconds between two words about progress. */
const PAUSE_MS = 200;

function tell(message: SolverAnswer): void {
  parentPort?.postMessage(message);
}

function resultOf(question: SolverQuestion) {
  if (question.kind === "trial") {
    const { facts, saved, before } = question.start;
    return openTrials(facts, saved, before)(question.trial);
  }
  if (question.kind === "insist") return insisted(question);
  if (question.kind === "exchange")
    return exchangeOf(question.task, question.proposed);
  let last = 0;
  const result = computeMatching(question.task, {
    // one processor stays with the server's pages
    columnSearch: wasmColumnSearch(usualHelpers(1)) ?? undefined,
    onProgress(progress) {
      const now = performance.now();
      if (now - last < PAUSE_MS && progress.done !== progress.of) return;
      last = now;
      tell({ kind: "progress", progress });
    },
  });
  return {
    ...result,
    kept: question.keeps ? keptOf(question.task, result) : null,
  };
}

function insisted({ task, proposals, prices, wanted }: InsistQuestion) {
  const { facts, criteria, objective } = task;
  const scorer = compileScorer(criteria, facts);
  const problem = problemOf(criteria, facts, scorer, objective);
  return insistingById(problem, scorer, proposals, prices)(wanted);
}

/** What is kept besides can be made again later; the run is good without it. */
function keptOf(...run: Parameters<typeof keepRun>): KeptRun | null {
  try {
    return keepRun(...run);
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
    return null;
  }
}

// The question was put together by the thread that started this one; one comes after the other.
parentPort?.on("message", (question: SolverQuestion) => {
  tell({ kind: "done", result: resultOf(question) });
});
