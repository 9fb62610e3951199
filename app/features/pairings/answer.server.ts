import type { Db } from "db/client.ts";
import { enrolments, pairings, people } from "db/schema/index.ts";
import { eq, sql, type SQL } from "drizzle-orm";
import {
  MENTEE_DECLINE_REASONS,
  MENTOR_DECLINE_REASONS,
  stepPairing,
  type PairingStatus,
  type PairingStep,
} from "~/domain/pairing/lifecycle.ts";
import { pauseMentor } from "~/features/enrolments/pause.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Actor, Context } from "~/lib/context.ts";
import {
  BadRequestError,
  ConflictError,
  ForbiddenError,
  refusing,
} from "~/lib/errors.ts";
import { endOfDay } from "./answer-date.server.ts";
import { supersedeUnfit } from "./fit.server.ts";
import type { AnswerInput } from "./inputs.ts";
import { lockPairing, type LockedPairing } from "./lock.server.ts";
import { queueNextBest } from "./next-best.server.ts";
import { PLACE_CONFLICTS } from "./places.server.ts";
import { tellMentee, tellOfDecline, tellOfStart } from "./tell.server.ts";

export type Side = "mentor" | "mentee";

/**
 * Proposals that a participant may see: the mentor's once they are sent, the mentee's once the mentor
 * has accepted. What is only planned does not exist for them.
 */
export function ownProposals(actor: Actor): SQL {
  return sql`${pairings.sentAt} is not null and (
    exists (select 1 from enrolments om where om.id = ${pairings.mentorEnrolmentId} and om.person_id = ${actor.personId})
    or (${pairings.mentorAnsweredAt} is not null and ${pairings.status} <> 'mentor_declined'
      and exists (select 1 from enrolments ot where ot.id = ${pairings.menteeEnrolmentId} and ot.person_id = ${actor.personId})))`;
}

/** What an answer means: a mentor who has accepted and says no now takes their yes back. */
function stepOf(
  side: Side,
  answer: AnswerInput["step"],
  status: PairingStatus,
): PairingStep {
  if (answer === "accept")
    return side === "mentor" ? "accept_as_mentor" : "confirm_as_mentee";
  if (side === "mentee") return "decline_as_mentee";
  return status === "mentor_accepted" ? "withdraw" : "decline_as_mentor";
}

/**
 * Records what a mentor or mentee answers to a proposal, and takes back other proposals of the two that no longer fit.
 *
 * @throws {NotFoundError} if it is not theirs, or not sent
 * @throws {ForbiddenError} if it is the other side's turn to answer
 * @throws {ConflictError} if it was answered, taken back, or the answer date has passed
 */
export async function answerProposal(
  ctx: Context,
  pairingId: string,
  input: AnswerInput,
): Promise<{ side: Side }> {
  return refusing(PLACE_CONFLICTS, () =>
    ctx.db.transaction(async (tx) => {
      const locked = await lockPairing(tx, ownProposals(ctx.actor), pairingId);
      const side = sideOf(ctx.actor, locked);
      const { pairing } = locked;
      const step = stepOf(side, input.step, pairing.status);
      const verdict = stepPairing({ status: pairing.status, sent: true }, step);
      if (!verdict.ok) throw refusal(locked, side);
      const isLate = pairing.answerBy !== null && pairing.answerBy < ctx.now;
      if (isLate && step !== "withdraw")
        throw new ConflictError("proposals:errors.expired");
      if (input.step === "accept") await accept(tx, ctx, locked, side);
      else await decline(tx, ctx, locked, side, input);
      await recordAudit(tx, ctx, {
        action: `pairing.${step}`,
        subject: ["pairing", pairing.id],
        programmeId: locked.cohort.programmeId,
        cohortId: locked.cohort.id,
        details:
          input.step === "decline"
            ? { reason: input.reason, ...(input.next && { next: input.next }) }
            : {},
      });
      const { mentorEnrolmentId, menteeEnrolmentId } = pairing;
      const isPausing = pausesNow(side, input);
      const touched = isPausing
        ? [mentorEnrolmentId]
        : [mentorEnrolmentId, menteeEnrolmentId];
      await supersedeUnfit(tx, ctx, touched, isPausing);
      return { side };
    }),
  );
}

/** A person may be mentor and mentee in one cohort, but not of themselves: the side is the one that is theirs. */
function sideOf(actor: Actor, { mentor }: LockedPairing): Side {
  return mentor.personId === actor.personId ? "mentor" : "mentee";
}

function refusal({ pairing }: LockedPairing, side: Side) {
  if (side === "mentee" && pairing.status === "approved")
    return new ForbiddenError();
  if (pairing.status === "expired")
    return new ConflictError("proposals:errors.expired");
  if (pairing.status === "withdrawn" || pairing.status === "superseded")
    return new ConflictError("proposals:errors.withdrawn");
  return new ConflictError("proposals:errors.answered");
}

async function accept(
  tx: Db,
  ctx: Context,
  locked: LockedPairing,
  side: Side,
): Promise<void> {
  const { pairing, cohort, mentee } = locked;
  if (side === "mentee") {
    await write(tx, pairing, {
      status: "active",
      startedAt: ctx.now,
      answerBy: null,
    });
    return tellOfStart(tx, ctx, locked);
  }
  const zone = await zoneOf(tx, mentee.id);
  const answerBy = await endOfDay(tx, ctx.now, cohort.answerDays, zone);
  await write(tx, pairing, {
    status: "mentor_accepted",
    mentorAnsweredAt: ctx.now,
    answerBy,
  });
  await tellMentee(tx, ctx, locked, answerBy);
}

function pausesNow(side: Side, input: AnswerInput): boolean {
  return (
    side === "mentor" &&
    input.step === "decline" &&
    input.next === "pause" &&
    input.pauseUntil !== undefined
  );
}

async function decline(
  tx: Db,
  ctx: Context,
  locked: LockedPairing,
  side: Side,
  input: Extract<AnswerInput, { step: "decline" }>,
): Promise<void> {
  const reasons: readonly string[] =
    side === "mentor" ? MENTOR_DECLINE_REASONS : MENTEE_DECLINE_REASONS;
  if (!reasons.includes(input.reason)) throw new BadRequestError();
  const wasAccepted = locked.pairing.status === "mentor_accepted";
  await write(tx, locked.pairing, {
    ...endOf(side, wasAccepted),
    reason: input.reason,
    reasonMessage: input.message ?? null,
    endedAt: ctx.now,
    ...(side === "mentor"
      ? {
          mentorAnsweredAt: locked.pairing.mentorAnsweredAt ?? ctx.now,
          askedNext: input.next ?? null,
        }
      : {}),
  });
  if (pausesNow(side, input))
    await pauseMentor(tx, ctx, locked.mentor.id, input.pauseUntil ?? null);
  await tellOfDecline(tx, ctx, locked, side);
  await queueNextBest(tx, locked.pairing.id);
}

function endOf(side: Side, wasAccepted: boolean) {
  if (side === "mentee") return { status: "mentee_declined" as const };
  return wasAccepted
    ? { status: "withdrawn" as const, withdrawnBy: "mentor" as const }
    : { status: "mentor_declined" as const };
}

async function write(
  tx: Db,
  pairing: LockedPairing["pairing"],
  changes: Partial<typeof pairings.$inferInsert>,
): Promise<void> {
  await tx
    .update(pairings)
    .set({ ...changes, version: pairing.version + 1 })
    .where(eq(pairings.id, pairing.id));
}

async function zoneOf(tx: Db, enrolmentId: string): Promise<string> {
  const [row] = await tx
    .select({ timeZone: people.timeZone })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(eq(enrolments.id, enrolmentId));
  return row?.timeZone ?? "UTC";
}
