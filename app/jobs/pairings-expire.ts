import { supersedeApart } from "~/features/pairings/apart.server.ts";
import { expireProposals } from "~/features/pairings/expire.server.ts";
import type { JobHandler } from "./job.ts";

/** Ends the proposals that nobody answered in time, and those that are no longer possible. */
export const expirePairings: JobHandler<"pairings.expire"> = async (job) => {
  await expireProposals(job);
  await supersedeApart(job);
};
