import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { lockCohort } from "~/features/programmes/access.server.ts";
import { replaceProposals } from "~/features/pairings/replace.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { openRun, type RunOracle } from "./run-oracle.server.ts";
import { answerAbout } from "./why-not.server.ts";

/**
 * Gives a mentee of a proposal another mentor and moves everybody else whom the exact exchange moves, as the page
 * showed it. The new proposal is pinned; the others are ordinary ones.
 *
 * @returns the new proposal
 * @throws {NotFoundError} if cohort or proposal is not in the actor's programmes, or the mentor was not in its run
 * @throws {ConflictError} if one of those who would move is no longer a mere proposal: a new run looks at the rest anew
 */
export async function swapProposal(
  ctx: Context,
  cohortId: string,
  input: { readonly pairing: string; readonly mentor: string },
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    if (cohort.state !== "matching" && cohort.state !== "running")
      throw new ConflictError("pairings:errors.cohort_state");
    const proposals = await lockProposals(tx, cohortId);
    const old = proposals.find(({ id }) => id === input.pairing);
    if (!old) throw await noProposal(tx, cohortId, input.pairing);
    const run = await openRun(tx, cohortId, old.runId);
    const answer = run && answerAbout(run, old.mentee, input.mentor);
    if (!run || !answer) throw new NotFoundError();
    const changes = answer.effect?.changes;
    if (!changes) throw new ConflictError("review:errors.no_effect");
    const removed = changes.flatMap(({ mentee, from }) =>
      from === null ? [] : [proposalOf(proposals, mentee, from)],
    );
    const added = changes.flatMap(({ mentee, to }) =>
      to === null
        ? []
        : [{ ...pairIn(run, mentee, to), pinned: mentee === old.mentee }],
    );
    const done = await replaceProposals(
      tx,
      ctx,
      { cohortId, runId: run.runId },
      removed,
      added,
    );
    const id = done.added[added.findIndex(({ pinned }) => pinned)];
    if (!id) throw new ConflictError("review:errors.no_effect");
    await recordAudit(tx, ctx, {
      action: "pairing.swap",
      subject: ["pairing", id],
      programmeId: cohort.programmeId,
      cohortId,
      details: { ...done },
    });
    return id;
  });
}

async function lockProposals(tx: Db, cohortId: string) {
  return tx
    .select({
      id: pairings.id,
      runId: pairings.runId,
      mentee: pairings.menteeEnrolmentId,
      mentor: pairings.mentorEnrolmentId,
    })
    .from(pairings)
    .where(
      and(eq(pairings.cohortId, cohortId), eq(pairings.status, "proposed")),
    )
    .orderBy(asc(pairings.id))
    .for("update");
}

type Proposal = Awaited<ReturnType<typeof lockProposals>>[number];

function proposalOf(
  proposals: readonly Proposal[],
  mentee: string,
  mentor: string,
): string {
  const found = proposals.find(
    (row) => row.mentee === mentee && row.mentor === mentor,
  );
  if (!found) throw new ConflictError("review:errors.moved_on");
  return found.id;
}

/** It is there and decided, or it is not there at all. */
async function noProposal(tx: Db, cohortId: string, id: string) {
  const [row] = await tx
    .select({ id: pairings.id })
    .from(pairings)
    .where(and(eq(pairings.id, id), eq(pairings.cohortId, cohortId)));
  return row
    ? new ConflictError("review:errors.moved_on")
    : new NotFoundError();
}

function pairIn(
  { problem, scorer }: RunOracle,
  mentee: string,
  mentor: string,
) {
  const explanation = scorer.explain(
    problem.menteeIds.indexOf(mentee),
    problem.mentorIds.indexOf(mentor),
  );
  return { mentee, mentor, score: explanation.score, explanation };
}
