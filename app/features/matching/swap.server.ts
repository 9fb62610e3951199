import type { Db } from "db/client.ts";
import { enrolments, pairings } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import type { PairOfIds } from "~/domain/scoring/types.ts";
import { lockCohort } from "~/features/programmes/access.server.ts";
import {
  replaceProposals,
  type Replacement,
} from "~/features/pairings/replace.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { type Effect, effectOf } from "./effect.server.ts";
import type { WantedPair } from "./insisting.ts";
import { openRun, type RunOracle } from "./run-oracle.server.ts";
import { openStanding, type StandingOracle } from "./standing-oracle.server.ts";
import { answerAbout } from "./why-not.server.ts";

/**
 * Gives a mentee of a proposal another mentor and moves everybody else whom the exact exchange moves, from the proposals as
 * they stand at this moment: whatever was decided meanwhile stays. The new proposal is pinned; the others are ordinary ones.
 *
 * @param input.version  of the proposal as it was seen
 * @returns the new proposal
 * @throws {NotFoundError} if cohort or proposal is not in the actor's programmes, or the mentor takes no part
 * @throws {ConflictError} if the proposal itself was decided or changed, the mentor's places are decided by now, or quotas
 *   forbid the pair
 */
export async function swapProposal(
  ctx: Context,
  cohortId: string,
  input: {
    readonly pairing: string;
    readonly mentor: string;
    readonly version?: number | undefined;
  },
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    if (cohort.state !== "matching" && cohort.state !== "running")
      throw new ConflictError("pairings:errors.cohort_state");
    const proposals = await lockProposals(tx, cohortId);
    const old = proposals.find(({ id }) => id === input.pairing);
    if (!old) throw await noProposal(tx, cohortId, input.pairing);
    if (input.version !== undefined && input.version !== old.version)
      throw new ConflictError("review:errors.changed");
    const exchange = await exchangeFor({ ...ctx, db: tx }, cohortId, old, {
      mentee: old.mentee,
      mentor: input.mentor,
      instead: old.mentor,
    });
    const { removed, added } = rowsOf(exchange, proposals, {
      mentee: old.mentee,
      mentor: input.mentor,
    });
    const done = await replaceProposals(
      tx,
      ctx,
      { cohortId, runId: exchange.runId },
      removed,
      added,
    );
    const id = done.added[added.findIndex(({ pinned }) => pinned)];
    if (!id) throw new ConflictError("review:errors.stands");
    await record(tx, ctx, cohort, id, done);
    return id;
  });
}

/** The swap is an entry of the new pair, by which it can be undone; those that gave way say so too. */
async function record(
  tx: Db,
  ctx: Context,
  cohort: { readonly id: string; readonly programmeId: string },
  id: string,
  done: Replacement,
): Promise<void> {
  const where = { programmeId: cohort.programmeId, cohortId: cohort.id };
  for (const gone of done.removed)
    await recordAudit(tx, ctx, {
      action: "pairing.give_way",
      subject: ["pairing", gone],
      ...where,
    });
  await recordAudit(tx, ctx, {
    action: "pairing.swap",
    subject: ["pairing", id],
    ...where,
    details: { ...done },
  });
}

/** The changes as rows that go and rows that come; the pair in question is pinned. */
function rowsOf(
  exchange: Oracle & { readonly effect: Effect },
  proposals: readonly Proposal[],
  wanted: PairOfIds,
) {
  const { changes } = exchange.effect;
  return {
    removed: changes.flatMap(({ mentee, from }) =>
      from === null ? [] : [proposalOf(proposals, mentee, from)],
    ),
    added: changes.flatMap(({ mentee, to }) => {
      if (to === null) return [];
      const pinned = mentee === wanted.mentee && to === wanted.mentor;
      return [{ ...pairIn(exchange, mentee, to), pinned }];
    }),
  };
}

type Oracle = Pick<StandingOracle, "runId" | "scorer" | "problem">;

/** What the swap does, with all that is needed to write it down. */
async function exchangeFor(
  { db, now }: Pick<Context, "db" | "now">,
  cohortId: string,
  old: Proposal,
  wanted: WantedPair,
): Promise<Oracle & { readonly effect: Effect }> {
  const standing = await openStanding(db, now, cohortId);
  if (standing === "no_run" || standing === null)
    throw new ConflictError("review:errors.no_effect");
  if (standing === "too_large") return exchangeOfRun(db, cohortId, old, wanted);
  if (!standing.problem.mentorIds.includes(wanted.mentor))
    throw await noPlace(db, cohortId, wanted.mentor);
  const answer = await standing.ask(wanted);
  if (typeof answer === "string")
    throw new ConflictError(`review:errors.${answer}`);
  return { ...standing, effect: effectOf(standing.problem, answer) };
}

/** In a cohort too large to look at the proposals of now, the state that its run kept answers. */
async function exchangeOfRun(
  db: Db,
  cohortId: string,
  old: Proposal,
  { mentee, mentor }: WantedPair,
): Promise<Oracle & { readonly effect: Effect }> {
  const run: RunOracle | null = await openRun(db, cohortId, old.runId);
  const answer = run && answerAbout(run, mentee, mentor);
  if (!run || !answer) throw new NotFoundError();
  if (!answer.effect) throw new ConflictError("review:errors.no_effect");
  return { ...run, effect: answer.effect };
}
async function lockProposals(tx: Db, cohortId: string) {
  return tx
    .select({
      id: pairings.id,
      runId: pairings.runId,
      version: pairings.version,
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

/** The mentor takes part and has no place left that is not decided, or is nobody here. */
async function noPlace(tx: Db, cohortId: string, mentorId: string) {
  const [row] = await tx
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.id, mentorId),
        eq(enrolments.cohortId, cohortId),
        eq(enrolments.role, "mentor"),
      ),
    );
  return row
    ? new ConflictError("review:errors.no_place")
    : new NotFoundError();
}

/** It is there and decided, or it is not there at all. */
async function noProposal(tx: Db, cohortId: string, id: string) {
  const [row] = await tx
    .select({ id: pairings.id })
    .from(pairings)
    .where(and(eq(pairings.id, id), eq(pairings.cohortId, cohortId)));
  return row ? new ConflictError("review:errors.changed") : new NotFoundError();
}

function pairIn({ problem, scorer }: Oracle, mentee: string, mentor: string) {
  const explanation = scorer.explain(
    problem.menteeIds.indexOf(mentee),
    problem.mentorIds.indexOf(mentor),
  );
  return { mentee, mentor, score: explanation.score, explanation };
}
