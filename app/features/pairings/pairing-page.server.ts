import type { Db } from "db/client.ts";
import {
  auditEntries,
  cohorts,
  enrolments,
  pairings,
  people,
  programmes,
} from "db/schema/index.ts";
import { and, asc, eq, inArray, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  LIVE_STATUSES,
  splitPairing,
  stepPairing,
  type PairingStatus,
} from "~/domain/pairing/lifecycle.ts";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import type { CoordinatorStep } from "./inputs.ts";
import { nextToReview } from "./list.server.ts";
import { conversations } from "./messages.server.ts";
import { ownAnswers } from "./own-answers.server.ts";
import { readProfile } from "./profile.server.ts";

/**
 * A pairing with both sides, its sum, what may be done with it and what was.
 *
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 */
export async function pairingPage(ctx: Context, pairingId: string) {
  const { pairing, cohort } = await readPairing(ctx, pairingId);
  const [mentor, mentee, answers, others, history, next, talk] =
    await Promise.all([
      readProfile(ctx.db, pairing.mentorEnrolmentId),
      readProfile(ctx.db, pairing.menteeEnrolmentId),
      ownAnswers(ctx.db, pairing),
      otherLivePairs(ctx.db, pairing),
      readHistory(ctx.db, pairingId),
      nextToReview(ctx, cohort.id, pairingId),
      conversations(ctx, pairingId),
    ]);
  return {
    pairing: {
      id: pairing.id,
      runId: pairing.runId,
      status: pairing.status,
      score: pairing.score,
      explanation: pairing.explanation,
      pinned: pairing.pinned,
      sentAt: pairing.sentAt,
      answerBy: pairing.answerBy,
      startedAt: pairing.startedAt,
      reason: pairing.reason,
      reasonMessage: pairing.reasonMessage,
      note: pairing.coordinatorNote,
      version: pairing.version,
    },
    cohort,
    mentor,
    mentee,
    answers,
    others,
    history,
    next,
    ...talk,
    steps: stepsOf(pairing, cohort.state === "closed"),
    mayRemind:
      (pairing.status === "approved" || pairing.status === "mentor_accepted") &&
      pairing.sentAt !== null &&
      pairing.answerBy !== null &&
      pairing.answerBy >= ctx.now,
  };
}

/**
 * The same without its surroundings, for the page that asks for a reason.
 *
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 */
export async function pairingHead(ctx: Context, pairingId: string) {
  const { pairing, cohort } = await readPairing(ctx, pairingId);
  const [mentor, mentee, history] = await Promise.all([
    readProfile(ctx.db, pairing.mentorEnrolmentId),
    readProfile(ctx.db, pairing.menteeEnrolmentId),
    readHistory(ctx.db, pairingId),
  ]);
  return {
    id: pairing.id,
    status: pairing.status,
    isSent: pairing.sentAt !== null,
    pinned: pairing.pinned,
    last: history.at(-1) ?? null,
    note: pairing.coordinatorNote,
    version: pairing.version,
    cohort,
    mentor: mentor.name,
    mentee: mentee.name,
    steps: stepsOf(pairing, cohort.state === "closed"),
  };
}

async function readPairing(ctx: Context, pairingId: string) {
  const [row] = await ctx.db
    .select({
      pairing: pairings,
      cohort: {
        id: cohorts.id,
        name: cohorts.name,
        state: cohorts.state,
        mentorsPerMentee: cohorts.mentorsPerMentee,
        programmeId: programmes.id,
        programmeName: programmes.name,
      },
    })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(
      and(
        eq(pairings.id, pairingId),
        coordinatedBy(ctx.actor, cohorts.programmeId),
      ),
    );
  if (!row) throw new NotFoundError();
  return row;
}

const LIFE_STEPS = [
  "approve",
  "reject",
  "withdraw",
  "hold",
  "resume",
  "complete",
  "end_early",
] as const;

/** What a coordinator may do now: the same rule hides the button and guards the write. */
function stepsOf(
  pairing: { status: PairingStatus; sentAt: Date | null; pinned: boolean },
  isClosed: boolean,
): CoordinatorStep[] {
  if (isClosed) return [];
  const from = { status: pairing.status, sent: pairing.sentAt !== null };
  const steps: CoordinatorStep[] = LIFE_STEPS.filter(
    (step) => stepPairing(from, step).ok,
  );
  if (pairing.status === "proposed")
    steps.push(pairing.pinned ? "unpin" : "pin");
  if (splitPairing(from).ok) steps.push("split");
  return steps;
}

const otherMentor = alias(enrolments, "other_mentor");
const otherMentee = alias(enrolments, "other_mentee");
const mentorPerson = alias(people, "mentor_person");
const menteePerson = alias(people, "mentee_person");

/** The live pairs that hold the places of the same two people. */
async function otherLivePairs(
  db: Db,
  pairing: { id: string; mentorEnrolmentId: string; menteeEnrolmentId: string },
) {
  const rows = await db
    .select({
      id: pairings.id,
      status: pairings.status,
      mentorId: pairings.mentorEnrolmentId,
      mentor: mentorPerson.fullName,
      mentee: menteePerson.fullName,
    })
    .from(pairings)
    .innerJoin(otherMentor, eq(otherMentor.id, pairings.mentorEnrolmentId))
    .innerJoin(otherMentee, eq(otherMentee.id, pairings.menteeEnrolmentId))
    .innerJoin(mentorPerson, eq(mentorPerson.id, otherMentor.personId))
    .innerJoin(menteePerson, eq(menteePerson.id, otherMentee.personId))
    .where(
      and(
        ne(pairings.id, pairing.id),
        inArray(pairings.status, [...LIVE_STATUSES]),
        or(
          eq(pairings.mentorEnrolmentId, pairing.mentorEnrolmentId),
          eq(pairings.menteeEnrolmentId, pairing.menteeEnrolmentId),
        ),
      ),
    )
    .orderBy(asc(pairings.id));
  return rows.map(({ mentorId, ...row }) => ({
    ...row,
    sharesMentor: mentorId === pairing.mentorEnrolmentId,
  }));
}

async function readHistory(db: Db, pairingId: string) {
  const rows = await db
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      details: auditEntries.details,
      who: people.fullName,
    })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.subjectKind, "pairing"),
        eq(auditEntries.subjectId, pairingId),
      ),
    )
    .orderBy(asc(auditEntries.id));
  const code = (value: unknown) => (typeof value === "string" ? value : null);
  return rows.map(({ details, ...row }) => ({
    ...row,
    reason: code(details.reason),
    next: code(details.next),
  }));
}
