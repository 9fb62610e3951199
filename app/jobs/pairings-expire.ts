import { expireProposals } from "~/features/pairings/expire.server.ts";
import type { JobHandler } from "./job.ts";

/** Ends the proposals that nobody answered in time. */
export const expirePairings: JobHandler<"pairings.expire"> = async (job) => {
  await expireProposals(job);
};
