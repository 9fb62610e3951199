import type { Db } from "db/client.ts";
import { cohorts, pairingMessages, pairings, people } from "db/schema/index.ts";
import { and, asc, desc, eq } from "drizzle-orm";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { ownProposals, type Side } from "./answer.server.ts";
import { lockPairing, type LockedPairing } from "./lock.server.ts";
import { coordinatorsOf, enrolledRecipients } from "./recipients.server.ts";
import {
  mailbox,
  pairingLink,
  proposalLink,
  sideReached,
} from "./tell.server.ts";

/** One side may write this often in a row; then it is the coordination's turn. */
const IN_A_ROW = 10;

/** A question or an answer, oldest first. */
export interface Message {
  readonly id: string;
  readonly side: Side;
  readonly fromCoordination: boolean;
  readonly author: string;
  readonly body: string;
  readonly at: string;
}

/** What was written about a pairing, by all or by one side; the caller has checked who asks. */
export async function messagesOf(
  db: Db,
  pairingId: string,
  side?: Side,
): Promise<Message[]> {
  const rows = await db
    .select({
      id: pairingMessages.id,
      side: pairingMessages.side,
      fromCoordination: pairingMessages.fromCoordination,
      author: people.fullName,
      body: pairingMessages.body,
      createdAt: pairingMessages.createdAt,
    })
    .from(pairingMessages)
    .innerJoin(people, eq(people.id, pairingMessages.authorId))
    .where(
      and(
        eq(pairingMessages.pairingId, pairingId),
        side ? eq(pairingMessages.side, side) : undefined,
      ),
    )
    .orderBy(asc(pairingMessages.createdAt), asc(pairingMessages.id));
  return rows.map(({ createdAt, ...row }) => ({
    ...row,
    at: createdAt.toISOString(),
  }));
}

/**
 * A question of the mentor or mentee about a proposal that was sent to them; the coordinators are told.
 *
 * @throws {NotFoundError} if it is not theirs, or not sent
 * @throws {ConflictError} if they wrote many times without an answer
 */
export async function askCoordination(
  ctx: Context,
  pairingId: string,
  body: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const locked = await lockPairing(tx, ownProposals(ctx.actor), pairingId);
    const side: Side =
      locked.mentor.personId === ctx.actor.personId ? "mentor" : "mentee";
    const last = await tx
      .select({ fromCoordination: pairingMessages.fromCoordination })
      .from(pairingMessages)
      .where(
        and(
          eq(pairingMessages.pairingId, pairingId),
          eq(pairingMessages.side, side),
        ),
      )
      .orderBy(desc(pairingMessages.createdAt), desc(pairingMessages.id))
      .limit(IN_A_ROW);
    const isFull = last.length === IN_A_ROW;
    if (isFull && last.every((each) => !each.fromCoordination))
      throw new ConflictError("proposals:errors.many_questions");
    await write(tx, ctx, locked, { side, body, fromCoordination: false });
    for (const to of await coordinatorsOf(tx, locked.cohort.programmeId))
      await queueMail(tx, "question_asked", mailbox(to), {
        cohort: locked.cohort.name,
        side,
        link: `${pairingLink(ctx, pairingId)}/messages`,
      });
  });
}

/**
 * What a coordinator writes to one of the two; they are told.
 *
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 * @throws {ConflictError} if that side knows nothing of the pairing yet
 */
export async function answerQuestion(
  ctx: Context,
  pairingId: string,
  { side, body }: { readonly side: Side; readonly body: string },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const scope = coordinatedBy(ctx.actor, cohorts.programmeId);
    const locked = await lockPairing(tx, scope, pairingId);
    if (!sideReached(locked.pairing, side))
      throw new ConflictError("pairings:errors.not_sent");
    await write(tx, ctx, locked, { side, body, fromCoordination: true });
    const { mentorEnrolmentId, menteeEnrolmentId } = locked.pairing;
    const enrolment = side === "mentor" ? mentorEnrolmentId : menteeEnrolmentId;
    const recipients = await enrolledRecipients(tx, [enrolment]);
    for (const to of recipients.values())
      await queueMail(tx, "question_answered", mailbox(to), {
        cohort: locked.cohort.name,
        link: `${proposalLink(ctx, pairingId)}#questions`,
      });
  });
}

async function write(
  tx: Db,
  ctx: Context,
  { pairing, cohort }: LockedPairing,
  message: { side: Side; body: string; fromCoordination: boolean },
): Promise<void> {
  await tx.insert(pairingMessages).values({
    ...message,
    pairingId: pairing.id,
    authorId: ctx.actor.personId,
    createdAt: ctx.now,
  });
  await recordAudit(tx, ctx, {
    action: message.fromCoordination ? "pairing.answer" : "pairing.ask",
    subject: ["pairing", pairing.id],
    programmeId: cohort.programmeId,
    cohortId: cohort.id,
    details: { side: message.side },
  });
}

/**
 * The conversations about a pairing for its coordinators, and which sides can be written to.
 *
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 */
export async function conversations(ctx: Context, pairingId: string) {
  const [pairing] = await ctx.db
    .select({
      sentAt: pairings.sentAt,
      mentorAnsweredAt: pairings.mentorAnsweredAt,
      status: pairings.status,
    })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .where(
      and(
        eq(pairings.id, pairingId),
        coordinatedBy(ctx.actor, cohorts.programmeId),
      ),
    );
  if (!pairing) throw new NotFoundError();
  const messages = await messagesOf(ctx.db, pairingId);
  const sides = (["mentor", "mentee"] as const).filter((side) =>
    sideReached(pairing, side),
  );
  return { messages, sides };
}
