import { cohorts, pairings, people } from "db/schema/index.ts";
import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";
import { topReasons } from "~/domain/scoring/top-reasons.ts";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import { isLocale } from "~/i18n/locales.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { endOfDay } from "./answer-date.server.ts";
import { ownProposals, type Side } from "./answer.server.ts";
import { messagesOf } from "./messages.server.ts";
import { firstName, readProfile, type PairProfile } from "./profile.server.ts";

/** How a proposal stands for one of its two people; a key of `proposals.state`. */
export type ProposalState =
  | "open"
  | "accepted"
  | "active"
  | "over"
  | "you_declined"
  | "other_declined"
  | "expired"
  | "not_confirmed"
  | "you_withdrew"
  | "other_withdrew"
  | "superseded"
  | "withdrawn";

type Row = Awaited<ReturnType<typeof readRow>>;

/**
 * The card of a proposal for the mentor or mentee who is asking: who, why, how much effort, until when.
 *
 * @throws {NotFoundError} if it is not theirs, or not sent
 */
export async function proposalPage(ctx: Context, pairingId: string) {
  const row = await readRow(ctx, pairingId, ownProposals(ctx.actor));
  const mentor = await readProfile(ctx.db, row.pairing.mentorEnrolmentId);
  const side: Side =
    mentor.personId === ctx.actor.personId ? "mentor" : "mentee";
  const mentee = await readProfile(ctx.db, row.pairing.menteeEnrolmentId);
  const state = stateFor(side, row, ctx.now);
  const messages = await messagesOf(ctx.db, pairingId, side);
  return {
    id: pairingId,
    side,
    state,
    cohortName: row.cohort.name,
    approvedBy: state === "open" ? row.approvedBy : null,
    card: SHOWN.has(state) ? shownCard(side, state, row, mentor, mentee) : null,
    messages,
  };
}

/**
 * Both cards of an approved pairing as they will be read, each in the language of its reader.
 *
 * @throws {NotFoundError} if it is not waiting to be sent in the actor's programmes
 */
export async function proposalPreview(ctx: Context, pairingId: string) {
  const row = await readRow(
    ctx,
    pairingId,
    and(
      coordinatedBy(ctx.actor, cohorts.programmeId),
      eq(pairings.status, "approved"),
      isNull(pairings.sentAt),
    ),
  );
  const [mentor, mentee] = await Promise.all([
    readProfile(ctx.db, row.pairing.mentorEnrolmentId),
    readProfile(ctx.db, row.pairing.menteeEnrolmentId),
  ]);
  const { id, name, answerDays } = row.cohort;
  const due = async (profile: PairProfile) => {
    const { db, now } = ctx;
    const day = await endOfDay(db, now, answerDays, profile.personZone);
    return day.toISOString();
  };
  const [mentorDue, menteeDue] = [await due(mentor), await due(mentee)];
  return {
    id: pairingId,
    cohort: { id, name, answerDays },
    mentor: reader(mentor, mentorDue),
    mentee: reader(mentee, menteeDue),
    // as if it were sent now with the usual number of days
    mentorCard: {
      ...cardFor("mentor", row, mentor, mentee),
      answerBy: mentorDue,
    },
    menteeCard: {
      ...cardFor("mentee", row, mentor, mentee),
      answerBy: menteeDue,
    },
  };
}

function reader(profile: PairProfile, answerBy: string) {
  const { name, locale, personZone } = profile;
  return {
    name,
    locale: isLocale(locale) ? locale : ("en" as const),
    timeZone: personZone,
    answerBy,
  };
}

async function readRow(
  ctx: Context,
  pairingId: string,
  scope: SQL | undefined,
) {
  const [row] = await ctx.db
    .select({
      pairing: pairings,
      cohort: cohorts,
      approvedBy: people.fullName,
    })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .leftJoin(people, eq(people.id, pairings.approvedBy))
    .where(and(eq(pairings.id, pairingId), scope));
  if (!row) throw new NotFoundError();
  return row;
}

const STATES: Readonly<
  Partial<Record<PairingStatus, Readonly<Record<Side, ProposalState>>>>
> = {
  approved: { mentor: "open", mentee: "withdrawn" },
  mentor_accepted: { mentor: "accepted", mentee: "open" },
  active: { mentor: "active", mentee: "active" },
  on_hold: { mentor: "active", mentee: "active" },
  completed: { mentor: "over", mentee: "over" },
  ended_early: { mentor: "over", mentee: "over" },
  superseded: { mentor: "superseded", mentee: "superseded" },
  mentor_declined: { mentor: "you_declined", mentee: "withdrawn" },
  mentee_declined: { mentor: "other_declined", mentee: "you_declined" },
};

/** States in which the other person may still be seen. */
const SHOWN: ReadonlySet<ProposalState> = new Set<ProposalState>([
  "open",
  "accepted",
  "active",
  "over",
]);

function stateFor(side: Side, { pairing }: Row, now: Date): ProposalState {
  const state = STATES[pairing.status]?.[side] ?? "withdrawn";
  const isLate = pairing.answerBy !== null && pairing.answerBy < now;
  if (pairing.status === "expired" || (state === "open" && isLate))
    return side === "mentor" && pairing.mentorAnsweredAt !== null
      ? "not_confirmed"
      : "expired";
  return pairing.withdrawnBy === "mentor" ? WITHDRAWN_BY_MENTOR[side] : state;
}

const WITHDRAWN_BY_MENTOR = {
  mentor: "you_withdrew",
  mentee: "other_withdrew",
} as const;

/** The answer date is told to whom it concerns: not to a mentor who has accepted and waits. */
function shownCard(
  side: Side,
  state: ProposalState,
  row: Row,
  mentor: PairProfile,
  mentee: PairProfile,
) {
  const card = cardFor(side, row, mentor, mentee);
  return state === "open" ? card : { ...card, answerBy: null };
}

/** What the one side may know of the other: no family name, no score, no wish. */
function cardFor(
  side: Side,
  { pairing, cohort }: Row,
  mentor: PairProfile,
  mentee: PairProfile,
) {
  const other = side === "mentor" ? mentee : mentor;
  const own = side === "mentor" ? mentor : mentee;
  const spoken = new Set(own.languages.map(({ code }) => code));
  return {
    side,
    firstName: firstName(other),
    organisation: other.organisation,
    country: other.country,
    sectors: other.sectors,
    topics: other.topics,
    goals: other.goals,
    languages: other.languages.filter(({ code }) => spoken.has(code)),
    reasons: pairing.explanation ? topReasons(pairing.explanation) : [],
    sessions: cohort.sessionsPlanned,
    minutes: cohort.sessionMinutes,
    endsOn: cohort.endsOn,
    answerBy: pairing.answerBy?.toISOString() ?? null,
    timeZone: own.personZone,
  };
}

export type ProposalCardFacts = ReturnType<typeof cardFor>;
