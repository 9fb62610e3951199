import path from "node:path";
import { Worker } from "node:worker_threads";
import type { SolveProgress } from "~/domain/matching/progress.ts";
import type { Solve } from "~/features/matching/carry-out.server.ts";
import { projectRoot } from "~/lib/project-root.server.ts";

type Result = Awaited<ReturnType<Solve>>;

/** What the thread says; when it fails it ends with the error itself. */
export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: SolveProgress }
  | { readonly kind: "done"; readonly result: Result };

/** Old-generation memory of the thread: ten times what 2,000 × 2,000 people need. */
const MEMORY_MB = 2_048;

/**
 * Computes a matching in a thread of its own, so that pages are served meanwhile; the signal ends it at once.
 *
 * @param file  the bundled worker; the one beside the server by default
 */
export function solverThread(
  file = path.join(projectRoot(), "build", "matching-worker.mjs"),
): Solve {
  return (task, { onProgress, signal }) =>
    new Promise<Result>((resolve, reject) => {
      signal.throwIfAborted();
      const worker = new Worker(file, {
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      });
      const stop = () => {
        void worker.terminate();
        reject(new DOMException("the run was cancelled", "AbortError"));
      };
      signal.addEventListener("abort", stop, { once: true });
      worker.on("message", (message: WorkerMessage) => {
        if (message.kind === "progress") onProgress(message.progress);
        else resolve(message.result);
      });
      worker.once("error", reject);
      worker.once("exit", (code) => {
        signal.removeEventListener("abort", stop);
        // after a result or an error this changes nothing
        reject(new Error(`the matching thread ended with code ${code}`));
      });
    });
}
