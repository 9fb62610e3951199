import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import type { JobHandler } from "./job.ts";
import { solverThread } from "~/features/matching/solver-thread.server.ts";

/** Computes a queued matching run and saves what it proposes. */
export const runMatching: JobHandler<"matching.run"> = (job, { runId }) =>
  carryOutRun(job, runId, solverThread());
