import type { Db } from "db/client.ts";
import { enrolments, pairings, people } from "db/schema/index.ts";
import { eq, sql, type SQL } from "drizzle-orm";
import {
  MENTEE_DECLINE_REASONS,
  MENTOR_DECLINE_REASONS,
  stepPairing,
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
import type { AnswerInput } from "./inputs.ts";
import { lockPairing, type LockedPairing } from "./lock.server.ts";
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

const STEPS: Readonly<Record<Side, Record<AnswerInput["step"], PairingStep>>> =
  {
    mentor: { accept: "accept_as_mentor", decline: "decline_as_mentor" },
    mentee: { accept: "confirm_as_mentee", decline: "decline_as_mentee" },
  };

/**
 * Records what a mentor or mentee answers to a proposal.
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
      const step = STEPS[side][input.step];
      const { pairing } = locked;
      const verdict = stepPairing({ status: pairing.status, sent: true }, step);
      if (!verdict.ok) throw refusal(locked, side);
      if (pairing.answerBy && pairing.answerBy < ctx.now)
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
  await write(tx, locked.pairing, {
    status: side === "mentor" ? "mentor_declined" : "mentee_declined",
    reason: input.reason,
    reasonMessage: input.message ?? null,
    ...(side === "mentor" ? { mentorAnsweredAt: ctx.now } : {}),
  });
  if (side === "mentor" && input.next === "pause" && input.pauseUntil)
    await pauseMentor(tx, ctx, locked.mentor.id, input.pauseUntil);
  await tellOfDecline(tx, ctx, locked, side);
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
