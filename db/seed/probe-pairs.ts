import { inArray } from "drizzle-orm";
import type { PairingStatus } from "../../app/domain/pairing/lifecycle.ts";
import { compileScorer } from "../../app/domain/scoring/compile.ts";
import { DEFAULT_CRITERIA } from "../../app/domain/scoring/defaults.ts";
import type {
  MatchingFacts,
  PairExplanation,
} from "../../app/domain/scoring/types.ts";
import { buildPairing, buildSession } from "../builders.ts";
import {
  enrolments,
  feedback,
  pairingMessages,
  sessionVersions,
} from "../schema/index.ts";
import { mark, note, reveal, type Ledger } from "./probe-ledger.ts";
import type { Member, Place, ProbeProgramme } from "./probe-people.ts";

const DAY_MS = 86_400_000;

/** What one side reads of the other on a proposal, and what only once they are a pair. */
const ON_PROPOSAL = {
  person: ["people.full_name", "people.call_name", "people.bio"],
  place: ["memberships.title", "enrolments.goals", "enrolments.topics"],
};
/** Of the coordinator, whom they may ask. */
const OF_COORDINATOR = [
  "people.full_name",
  "people.call_name",
  "accounts.email",
];
const AS_PAIR = ["accounts.email", "people.phone"];

/** How far a proposal has come: to nobody, to the mentor, to both, or to a pair that meets. */
type Reach = "nobody" | "mentor" | "both" | "pair";

const REACH: Partial<Record<PairingStatus, Reach>> = {
  mentor_declined: "mentor",
  mentor_accepted: "both",
  active: "pair",
};

/** A pairing with its notes, known to those whom its status has told. */
export async function addPairing(
  ledger: Ledger,
  programme: ProbeProgramme,
  mentor: Place,
  mentee: Place,
  status: PairingStatus,
  isSent = status !== "proposed",
): Promise<string> {
  const id = crypto.randomUUID();
  const staff = (field: string) => mark(ledger, field, id, programme.watchers);
  const facts = await factsOf(ledger, [mentor.id], [mentee.id]);
  const explanation = explain(facts);
  const declined = status === "mentor_declined";
  const answered = declined || REACH[status] !== undefined;
  await buildPairing(ledger.db, {
    id,
    cohortId: programme.running,
    mentorEnrolmentId: mentor.id,
    menteeEnrolmentId: mentee.id,
    status,
    score: explanation.score,
    explanation,
    sentAt: isSent ? ledger.now : null,
    answerBy: isSent ? new Date(ledger.now.getTime() + 7 * DAY_MS) : null,
    mentorAnsweredAt: answered ? ledger.now : null,
    coordinatorNote: `Note ${staff("pairings.coordinator_note")}`,
    ...(declined && {
      reason: "no_time",
      reasonMessage: `Words ${staff("pairings.reason_message")}`,
    }),
  });
  note(ledger, "pairing", id, programme.id, `/pairings/${id}`);
  note(ledger, "proposal", id, programme.id, `/proposals/${id}`);
  const reach = REACH[status] ?? (isSent ? "mentor" : "nobody");
  tell(ledger, programme, mentor, mentee, reach);
  await addQuestions(ledger, programme, id, { mentor, mentee }, reach);
  return id;
}

/** Each side that was told has a question. */
async function addQuestions(
  ledger: Ledger,
  programme: ProbeProgramme,
  id: string,
  { mentor, mentee }: { mentor: Place; mentee: Place },
  reach: Reach,
): Promise<void> {
  if (reach === "nobody") return;
  await addQuestion(ledger, programme, id, "mentor", mentor);
  if (reach !== "mentor")
    await addQuestion(ledger, programme, id, "mentee", mentee);
}

/** What one side asked the coordination, and the other side never reads. */
async function addQuestion(
  ledger: Ledger,
  { watchers }: ProbeProgramme,
  pairingId: string,
  side: "mentor" | "mentee",
  { member }: Place,
): Promise<void> {
  const readers = [member.email, ...watchers];
  const field = `pairing_messages.${side}`;
  await ledger.db.insert(pairingMessages).values({
    pairingId,
    side,
    authorId: member.personId,
    fromCoordination: false,
    body: `Question ${mark(ledger, field, pairingId, readers)}`,
    createdAt: ledger.now,
  });
}

function tell(
  ledger: Ledger,
  { coordinator }: ProbeProgramme,
  mentor: Place,
  mentee: Place,
  reach: Reach,
): void {
  const open = (from: Place, to: Place) => {
    const reader = [to.member.email];
    const asPair = reach === "pair" ? AS_PAIR : [];
    const fields = [...ON_PROPOSAL.person, ...asPair];
    reveal(ledger, from.member.email, fields, reader);
    reveal(ledger, from.id, ON_PROPOSAL.place, reader);
    reveal(ledger, coordinator, OF_COORDINATOR, reader);
  };
  if (reach !== "nobody") open(mentee, mentor);
  if (reach === "both" || reach === "pair") open(mentor, mentee);
}

/** The home of an active pair with a session that was corrected once and commented by both. */
export async function addSession(
  ledger: Ledger,
  programme: ProbeProgramme,
  pairingId: string,
  mentor: Place,
  mentee: Place,
): Promise<void> {
  const { db, now } = ledger;
  const id = crypto.randomUUID();
  const both = [mentor.member.email, mentee.member.email];
  const loggedBy = mentor.member.personId;
  const session = await buildSession(db, {
    id,
    pairingId,
    loggedBy,
    loggedAt: now,
    startsAt: new Date(now.getTime() - 2 * DAY_MS),
    form: "in_person",
    version: 2,
    ...said(ledger, "mentoring_sessions", id, both),
  });
  // where they met is part of that they met
  reveal(ledger, id, ["mentoring_sessions.place"], programme.watchers);
  await db.insert(sessionVersions).values({
    sessionId: id,
    version: 1,
    content: { ...session, ...said(ledger, "session_versions", id, both) },
    changedBy: loggedBy,
    changedAt: now,
  });
  for (const { member } of [mentor, mentee])
    await addFeedback(ledger, id, member, programme.watchers);
  note(ledger, "pair", pairingId, programme.id, `/pairs/${pairingId}`);
  note(ledger, "session", id, programme.id, `/sessions/${id}`);
}

function said(
  ledger: Ledger,
  table: string,
  id: string,
  both: readonly string[],
) {
  const inside = (column: string) =>
    mark(ledger, `${table}.${column}`, id, both);
  return {
    place: `Place ${inside("place")}`,
    topics: `Topics ${inside("topics")}`,
    decisions: `Decisions ${inside("decisions")}`,
    nextStep: `Next ${inside("next_step")}`,
  };
}

async function addFeedback(
  ledger: Ledger,
  sessionId: string,
  { personId, email }: Member,
  watchers: readonly string[],
): Promise<void> {
  const readers = [email, ...watchers];
  await ledger.db.insert(feedback).values({
    sessionId,
    personId,
    rating: 4,
    comment: `Comment ${mark(ledger, "feedback.comment", sessionId, readers)}`,
  });
}

/** What scoring starts from, for some people of a cohort. */
export async function factsOf(
  { db, now }: Ledger,
  mentors: readonly string[],
  mentees: readonly string[],
): Promise<MatchingFacts> {
  const rows = await db
    .select()
    .from(enrolments)
    .where(inArray(enrolments.id, [...mentors, ...mentees]))
    .orderBy(enrolments.id);
  const party = (row: (typeof rows)[number]) => ({
    id: row.id,
    name: null,
    organisation: row.organisationId,
    country: row.country ?? "FR",
    sectors: row.sectors,
    languages: row.languages,
    markets: row.markets,
    timeZone: row.timeZone ?? "Europe/Paris",
    availability: row.availability,
  });
  return {
    mentors: rows
      .filter(({ id }) => mentors.includes(id))
      .map((row) => ({
        ...party(row),
        offers: row.topics,
        capacity: row.capacity,
      })),
    mentees: rows
      .filter(({ id }) => mentees.includes(id))
      .map((row) => ({ ...party(row), needs: row.topics, mentorsWanted: 1 })),
    wishes: [],
    pins: [],
    exclusions: [],
    collected: { needs: true, time: true, targetMarkets: true, wishes: false },
    referenceDate: now.toISOString().slice(0, 10),
    offsets: { "Europe/Paris": 60, "Africa/Casablanca": 60 },
  };
}

/** Why the first mentor and the first mentee have their score. */
export function explain(facts: MatchingFacts): PairExplanation {
  return compileScorer(DEFAULT_CRITERIA, facts).explain(0, 0);
}
