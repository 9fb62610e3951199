import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { projectRoot } from "~/lib/project-root.server.ts";
import type { HelperTask } from "./search-helper.ts";

/** The bundle beside the server. */
const HELPER_FILE = path.join(projectRoot(), "build", "search-helper.mjs");

/** Threads that can be called to searches. */
export interface HelperThreads {
  readonly count: number;
  call(task: HelperTask): void;
}

/**
 * How many threads are worth having beside the one that solves: one, if the machine has a processor for it.
 *
 * @param reserved  processors that are wanted for something else
 */
export function usualHelpers(reserved = 0): number {
  return Math.max(0, Math.min(1, os.availableParallelism() - 1 - reserved));
}

/** Kept for the next search: a thread takes some 50 ms to start. They do not keep the process alive. */
const threads = new Map<number, Worker>();

/**
 * Threads that look ahead in large searches.
 *
 * @param file  their bundle; the one beside the server by default
 * @returns null where none are wanted, or their bundle has not been built
 */
export function helperThreads(
  count: number,
  file = HELPER_FILE,
): HelperThreads | null {
  if (count === 0 || !fs.existsSync(file)) return null;
  return {
    count,
    call: (task) => threadOf(task.helper, file).postMessage(task),
  };
}

function threadOf(helper: number, file: string): Worker {
  const known = threads.get(helper);
  if (known) return known;
  const worker = new Worker(file);
  worker.unref();
  // whoever waits for it helps itself
  const forget = () => void threads.delete(helper);
  worker.on("error", forget).on("exit", forget);
  threads.set(helper, worker);
  return worker;
}
