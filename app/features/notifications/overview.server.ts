import { accountCounts } from "~/features/accounts/administration.server.ts";
import { jobCounts } from "~/features/accounts/job-queue.server.ts";
import type { Context } from "~/lib/context.ts";
import { mailCounts } from "./mail-log.server.ts";

/** The figures an administrator begins with. */
export async function adminOverview(ctx: Context) {
  const [accounts, mails, jobs] = await Promise.all([
    accountCounts(ctx),
    mailCounts(ctx),
    jobCounts(ctx),
  ]);
  return { accounts, mails, jobs };
}
