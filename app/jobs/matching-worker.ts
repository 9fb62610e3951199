import { parentPort } from "node:worker_threads";
import { openTrials } from "~/domain/matching/what-if.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { keepRun, type KeptRun } from "~/features/matching/keep-run.server.ts";
import { wasmColumnSearch } from "~/lib/column-search/wasm-column-search.server.ts";
import type {
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
  let last = 0;
  const result = computeMatching(question.task, {
    columnSearch: wasmColumnSearch() ?? undefined,
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
