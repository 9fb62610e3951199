import type { Db } from "db/client.ts";
import type { Context } from "~/lib/context.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import type { LockedPairing } from "./lock.server.ts";
import {
  coordinatorsOf,
  enrolledRecipients,
  type Recipient,
} from "./recipients.server.ts";

/** Whoever acts: a person, or a job. */
export type Teller = Pick<Context, "origin">;

type Told = Pick<LockedPairing, "pairing" | "cohort">;

/** Tells those who had seen a proposal that it was taken back: the mentor, and the mentee once the mentor had accepted. */
export async function tellOfWithdrawal(
  tx: Db,
  ctx: Teller,
  told: Told,
): Promise<void> {
  if (told.pairing.sentAt === null) return;
  for (const to of await sawIt(tx, told))
    await queueMail(tx, "proposal_withdrawn", mailbox(to), {
      cohort: told.cohort.name,
      link: proposalLink(ctx, told.pairing.id),
    });
}

/** Tells a mentor or mentee who had seen a proposal that it no longer fits. */
export async function tellOfSuperseding(
  tx: Db,
  ctx: Teller,
  told: Told,
): Promise<void> {
  if (told.pairing.sentAt === null) return;
  for (const to of await sawIt(tx, told))
    await queueMail(tx, "proposal_superseded", mailbox(to), {
      cohort: told.cohort.name,
      link: proposalLink(ctx, told.pairing.id),
    });
}

/** Tells that nobody answered in time: those who had seen the proposal, and the coordinators, who can look for another. */
export async function tellOfExpiry(
  tx: Db,
  ctx: Teller,
  told: Told,
): Promise<void> {
  const { pairing, cohort } = told;
  for (const to of await sawIt(tx, told))
    await queueMail(tx, "proposal_expired", mailbox(to), {
      cohort: cohort.name,
      link: proposalLink(ctx, pairing.id),
    });
  for (const to of await coordinatorsOf(tx, cohort.programmeId))
    await queueMail(tx, "proposal_expired", mailbox(to), {
      cohort: cohort.name,
      link: pairingLink(ctx, pairing.id),
    });
}

/** Tells the coordinators who declined, and a mentee who was asked already that the mentor took a yes back. */
export async function tellOfDecline(
  tx: Db,
  ctx: Teller,
  { pairing, cohort }: Told,
  side: "mentor" | "mentee",
): Promise<void> {
  if (side === "mentor" && pairing.mentorAnsweredAt !== null) {
    const asked = await enrolledRecipients(tx, [pairing.menteeEnrolmentId]);
    for (const to of asked.values())
      await queueMail(tx, "proposal_withdrawn", mailbox(to), {
        cohort: cohort.name,
        link: proposalLink(ctx, pairing.id),
      });
  }
  for (const to of await coordinatorsOf(tx, cohort.programmeId))
    await queueMail(tx, "pairing_declined", mailbox(to), {
      cohort: cohort.name,
      side,
      link: pairingLink(ctx, pairing.id),
    });
}

/** Invites the mentee to confirm what the mentor accepted. */
export async function tellMentee(
  tx: Db,
  ctx: Teller,
  { pairing, cohort }: Told,
  answerBy: Date,
): Promise<void> {
  const to = await enrolledRecipients(tx, [pairing.menteeEnrolmentId]);
  for (const mentee of to.values())
    await queueMail(tx, "proposal_mentee", mailbox(mentee), {
      cohort: cohort.name,
      link: proposalLink(ctx, pairing.id),
      answerBy: answerBy.toISOString(),
    });
}

/** Tells both that the pair is active, each with the name of the other. */
export async function tellOfStart(
  tx: Db,
  ctx: Teller,
  { pairing }: Told,
): Promise<void> {
  const sides = [pairing.mentorEnrolmentId, pairing.menteeEnrolmentId];
  const recipients = await enrolledRecipients(tx, sides);
  for (const [side, to] of recipients) {
    const other = sides.find((each) => each !== side) ?? "";
    await queueMail(tx, "pairing_active", mailbox(to), {
      other: recipients.get(other)?.name ?? "",
      link: `${ctx.origin}/pairs/${pairing.id}`,
    });
  }
}

/** Whether one of the two has been shown a pairing: the mentor once it is sent, the mentee once the mentor accepted. */
export function sideReached(
  pairing: Pick<Told["pairing"], "sentAt" | "mentorAnsweredAt" | "status">,
  side: "mentor" | "mentee",
): boolean {
  if (pairing.sentAt === null) return false;
  return (
    side === "mentor" ||
    (pairing.mentorAnsweredAt !== null && pairing.status !== "mentor_declined")
  );
}

async function sawIt(tx: Db, { pairing }: Told) {
  const sides = [
    pairing.mentorEnrolmentId,
    ...(pairing.mentorAnsweredAt ? [pairing.menteeEnrolmentId] : []),
  ];
  return (await enrolledRecipients(tx, sides)).values();
}

/** What the outbox wants to know of somebody. */
export function mailbox({ address, personId, locale }: Recipient) {
  return { address, personId, locale };
}

/** The card that a mentor or mentee answers on; the link decides nothing. */
export function proposalLink(ctx: Teller, pairingId: string): string {
  return `${ctx.origin}/proposals/${pairingId}`;
}

/** Where coordinators look at a pair. */
export function pairingLink(ctx: Teller, pairingId: string): string {
  return `${ctx.origin}/pairings/${pairingId}`;
}
