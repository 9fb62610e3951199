import { enrolments } from "../schema/index.ts";
import { writeCohort } from "./cohorts.ts";
import { enrol, placeOf, type Place } from "./enrolments.ts";
import facts from "./filex-2019.json";
import { FORUM_DAY, FORUM_ID } from "./forum.ts";
import { matchCohort, type SolvedPair } from "./matching.ts";
import { pairingId, pairUp, type PairDates, type SamplePair } from "./pairs.ts";
import { realPairs, type RealPerson } from "./people.ts";
import type { SamplePerson } from "./person.ts";
import { sampleId } from "./sample-id.ts";
import {
  sessionsBetween,
  writeSessions,
  type SampleSession,
} from "./sessions.ts";
import { insertAll, note, type Story } from "./story.ts";

const day = (text: string) => new Date(`${text}T08:00:00Z`);

/** The article says when the edition ended and that pairs were made months before the forum; the days are invented. */
const DATES: PairDates = {
  proposed: day("2019-03-18"),
  approved: day("2019-03-20"),
  sent: day("2019-03-21"),
  accepted: day("2019-03-27"),
  started: day("2019-04-02"),
  ended: day("2020-06-30"),
};
const RECRUITED = day("2019-03-14");

/** The hours in Paris at which the two documented meetings are entered: the article gives the day alone. */
const FORUM_HOURS = ["08:00", "12:00"];

/** The edition of 2019 and 2020: 25 pairs of 26 that were hoped for, two of them documented. */
export async function writeFirstEdition(
  story: Story,
  invented: readonly SamplePerson[],
): Promise<void> {
  const [edition] = facts.programme.editions;
  const cohort = await writeCohort(
    story,
    {
      name: edition?.name ?? "",
      startsOn: "2019-04-01",
      endsOn: "2020-06-30",
      pairsTarget: edition?.pairsTarget,
      openApplications: false,
    },
    [
      ["draft", day("2019-01-14")],
      ["recruiting", day("2019-01-21")],
      ["matching", day("2019-03-15")],
      ["running", day("2019-04-03")],
      ["closed", day("2020-07-02")],
    ],
  );
  const places = invented.map((person) => placeOf(cohort.id, person));
  const recruiting = {
    cohortId: cohort.id,
    from: day("2019-01-28"),
    days: 35,
    decidedAt: RECRUITED,
  };
  await enrol(story, recruiting, places);
  const real = await enrolRealPeople(story, cohort.id);
  const run = await matchCohort(story, cohort, places, DATES.proposed);
  const byId = new Map(places.map((place) => [place.id, place]));
  const matched = run.pairs.map((pair) => inventedPair(pair, byId, run.runId));
  await pairUp(story, cohort.id, DATES, [...real, ...matched]);
  const talks = run.pairs.flatMap((pair) => talksOf(pair, byId));
  const meetings = real.map((pair, at) => forumMeeting(story, pair, at));
  await writeSessions(story, cohort.id, [...meetings, ...talks]);
}

/** All that is known of them is where they work: no languages, goals or consent are put into their mouths. */
async function enrolRealPeople(
  story: Story,
  cohortId: string,
): Promise<SamplePair[]> {
  const pairs = realPairs();
  const enrolmentOf = ({ id }: RealPerson) =>
    sampleId("enrolment", `${cohortId} ${id}`);
  const row = (person: RealPerson, role: "mentor" | "mentee") => ({
    id: enrolmentOf(person),
    cohortId,
    personId: person.id,
    role,
    state: "accepted" as const,
    organisationId: person.organisationId,
    country: person.country,
    createdAt: day("2019-02-01"),
    decidedAt: RECRUITED,
    decidedBy: story.coordinatorId,
  });
  const rows = pairs.flatMap(({ mentor, mentee }) => [
    row(mentor, "mentor"),
    row(mentee, "mentee"),
  ]);
  await insertAll(story.tx, enrolments, rows);
  for (const { id } of rows)
    note(story, RECRUITED, "enrolment.accept", ["enrolment", id], { cohortId });
  return pairs.map(({ mentor, mentee }) => ({
    id: pairingId(enrolmentOf(mentor), enrolmentOf(mentee)),
    mentorEnrolmentId: enrolmentOf(mentor),
    menteeEnrolmentId: enrolmentOf(mentee),
    mentorId: mentor.id,
    menteeId: mentee.id,
    isInvented: false,
    status: "completed",
    // made by hand: a score would need answers that nobody knows
    over: { score: null, explanation: null, pinned: true },
  }));
}

function inventedPair(
  { mentor, mentee, score, explanation }: SolvedPair,
  places: ReadonlyMap<string, Place>,
  runId: string,
): SamplePair {
  return {
    id: pairingId(mentor, mentee),
    mentorEnrolmentId: mentor,
    menteeEnrolmentId: mentee,
    mentorId: personIn(places, mentor).id,
    menteeId: personIn(places, mentee).id,
    isInvented: true,
    status: "completed",
    over: { score, explanation, runId },
  };
}

function talksOf(
  { mentor, mentee }: SolvedPair,
  places: ReadonlyMap<string, Place>,
): SampleSession[] {
  const pair = {
    pairingId: pairingId(mentor, mentee),
    mentor: personIn(places, mentor),
    mentee: personIn(places, mentee),
  };
  return sessionsBetween(pair, day("2019-04-15"), day("2020-06-15"));
}

/** The person behind an enrolment that a run names. */
export function personIn(
  places: ReadonlyMap<string, Place>,
  enrolmentId: string,
): SamplePerson {
  const place = places.get(enrolmentId);
  if (!place) throw new Error("a run names somebody who did not take part");
  return place.person;
}

/** The first meeting in person, as the coordinator entered it; what was said belongs to the two. */
function forumMeeting(
  story: Story,
  pair: SamplePair,
  at: number,
): SampleSession {
  const startsAt = new Date(`${FORUM_DAY}T${FORUM_HOURS[at] ?? "08:00"}:00Z`);
  const loggedAt = day("2019-09-16");
  return {
    row: {
      id: sampleId("session", pair.id),
      pairingId: pair.id,
      status: "held",
      startsAt,
      endsAt: new Date(startsAt.getTime() + 60 * 60_000),
      timeZone: facts.event.timeZone,
      form: "event",
      eventId: FORUM_ID,
      place: facts.event.city,
      loggedBy: story.coordinatorId,
      loggedAt,
      confirmedAt: new Date(loggedAt.getTime() + 7 * 86_400_000),
      confirmedBy: null,
    },
    ratings: [],
  };
}
