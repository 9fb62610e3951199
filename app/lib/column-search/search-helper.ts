import { parentPort } from "node:worker_threads";
import { JobTable } from "./search-jobs.ts";
import { openModule } from "./search-module.ts";
import type { HelperRoom } from "./wasm-memory.ts";

/** What a thread that does announced searches ahead of their owner is told; it runs in a bundle of its own. */
export interface HelperTask extends HelperRoom {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly jobsAt: number;
  /** The number of this helper, from 0. */
  readonly helper: number;
}

parentPort?.on("message", help);

/** Works until no announcement has come for a while. */
function help(task: HelperTask): void {
  const { memory, helper } = task;
  const jobs = new JobTable(memory.buffer, task.jobsAt);
  const module = openModule(task.module, memory, task.pointers);
  let generation: number;
  do {
    generation = jobs.generation;
    let used = 0;
    const { query, size } = jobs;
    for (let job = size - 1; job >= 0; job--) {
      if (!jobs.claim(job, generation)) continue;
      const found = module.find(
        jobs.mentee[job] ?? 0,
        jobs.least[job] ?? 0,
        jobs.cut[job] ?? 0,
        query,
      );
      const bytes = outputBytes(found);
      const at = task.outputAt + used;
      const fits = used + bytes <= task.outputBytes;
      if (fits) {
        leave(task, at, found);
        used += bytes;
      }
      jobs.deliver(job, generation, fits ? { found, at } : null);
    }
  } while (jobs.awaitNext(generation, helper));
}

/** Nets first, then places: room for `found` of both. */
function outputBytes(found: number): number {
  return 16 * Math.ceil((12 * found) / 16);
}

function leave(task: HelperTask, at: number, found: number): void {
  const { buffer } = task.memory;
  new Float64Array(buffer, at, found).set(
    new Float64Array(buffer, task.nets, found),
  );
  new Int32Array(buffer, at + 8 * found, found).set(
    new Int32Array(buffer, task.places, found),
  );
}
