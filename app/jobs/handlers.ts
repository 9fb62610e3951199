import { cleanRecords } from "~/features/accounts/records.server.ts";
import { sendMail } from "~/features/notifications/send-mail.server.ts";
import type { JobContext } from "~/lib/context.ts";
import type { JobName, Jobs } from "~/lib/queue.server.ts";

/** May run twice for the same payload, and must not mind. What it throws is tried again later. */
export type JobHandler<N extends JobName> = (
  job: JobContext,
  payload: Jobs[N],
) => Promise<void>;

/** Which command carries out which job. */
export const HANDLERS: { readonly [N in JobName]?: JobHandler<N> } = {
  "mail.send": (job, { mailId }) => sendMail(job, mailId),
  "records.clean": (job) => cleanRecords(job),
};
