import { cleanRecords } from "~/features/accounts/records.server.ts";
import { sendMail } from "~/features/notifications/send-mail.server.ts";
import type { JobName } from "~/lib/queue.server.ts";
import type { JobHandler } from "./job.ts";

/** Which command carries out which job. */
export const HANDLERS: { readonly [N in JobName]?: JobHandler<N> } = {
  "mail.send": (job, { mailId }) => sendMail(job, mailId),
  "records.clean": (job) => cleanRecords(job),
};
