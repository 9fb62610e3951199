import { parentPort } from "node:worker_threads";
import {
  computeMatching,
  type MatchingTask,
} from "~/features/matching/compute.server.ts";
import type { WorkerMessage } from "./matching-thread.ts";

/** Milliseconds between two words about progress. */
const PAUSE_MS = 200;

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

// The task was put together by the thread that started this one; one comes after the other.
parentPort?.on("message", (task: MatchingTask) => {
  let last = 0;
  const result = computeMatching(task, {
    onProgress(progress) {
      const now = performance.now();
      if (now - last < PAUSE_MS && progress.done !== progress.of) return;
      last = now;
      tell({ kind: "progress", progress });
    },
  });
  tell({ kind: "done", result });
});
