import type { JobContext } from "~/lib/context.ts";
import type { JobName, Jobs } from "~/lib/queue.server.ts";

/** May run twice for the same payload, and must not mind. What it throws is tried again later. */
export type JobHandler<N extends JobName> = (
  job: JobContext,
  payload: Jobs[N],
) => Promise<void>;
