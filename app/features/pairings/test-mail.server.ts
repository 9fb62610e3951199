import type { Context } from "~/lib/context.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { endOfDay } from "./answer-date.server.ts";
import { proposalPreview } from "./proposal.server.ts";

/**
 * Sends both messages of a proposal that waits to be sent to the coordinator who asks, each in the language of its
 * reader; nobody else gets anything.
 *
 * @throws {NotFoundError} if it does not wait to be sent in the actor's programmes
 */
export async function sendTestMails(
  ctx: Context,
  pairingId: string,
): Promise<void> {
  const preview = await proposalPreview(ctx, pairingId);
  const { mentor, mentee, cohort } = preview;
  const { email, personId, timeZone } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    const answerBy = await endOfDay(tx, ctx.now, cohort.answerDays, timeZone);
    const facts = {
      cohort: cohort.name,
      // what it leads to is seen by its reader alone: the coordinator comes back to the preview
      link: `${ctx.origin}/cohorts/${cohort.id}/send?preview=${pairingId}`,
      answerBy: answerBy.toISOString(),
      test: "yes",
    };
    const to = (locale: typeof mentor.locale) => ({
      address: email,
      personId,
      locale,
    });
    await queueMail(tx, "proposal_mentor", to(mentor.locale), facts);
    await queueMail(tx, "proposal_mentee", to(mentee.locale), facts);
  });
}
