import { sendResetLink } from "~/features/accounts/password-reset.server.ts";
import { cleanRecords } from "~/features/accounts/records.server.ts";
import { workOutJoiners } from "~/features/matching/joiners.server.ts";
import { workOutNextBest } from "~/features/matching/next-best.server.ts";
import { exchangeInThread } from "~/features/matching/solver-thread.server.ts";
import { confirmOverdueSessions } from "~/features/sessions/commands.server.ts";
import { sendMail } from "~/features/notifications/send-mail.server.ts";
import type { JobName } from "~/lib/queue.server.ts";
import type { JobHandler } from "./job.ts";
import { runMatching } from "./matching-run.ts";
import { expirePairings } from "./pairings-expire.ts";
import { remindParticipants } from "./pairings-remind.ts";

/** Which command carries out which job. */
export const HANDLERS: { readonly [N in JobName]: JobHandler<N> } = {
  "mail.send": (job, { mailId }) => sendMail(job, mailId),
  "matching.run": runMatching,
  "matching.next-best": async (job, payload) => {
    if ("pairingId" in payload)
      await workOutNextBest(job, payload.pairingId, exchangeInThread);
    else await workOutJoiners(job, payload.cohortId, exchangeInThread);
  },
  "pairings.expire": expirePairings,
  "pairings.remind": remindParticipants,
  "account.reset": (job, payload) => sendResetLink(job, payload),
  "records.clean": (job) => cleanRecords(job),
  "sessions.confirm": async ({ db, now }) => {
    await confirmOverdueSessions(db, now);
  },
};
