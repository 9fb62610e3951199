import { writeCohort } from "./cohorts.ts";
import { enrol, placeOf, type Place } from "./enrolments.ts";
import { personIn } from "./first-edition.ts";
import { matchCohort, type SolvedPair } from "./matching.ts";
import { pairingId, pairUp, type PairDates, type SamplePair } from "./pairs.ts";
import type { SamplePerson } from "./person.ts";
import { session, writeSessions, type SampleSession } from "./sessions.ts";
import { after, isoDay, onWorkday, type Story } from "./story.ts";

/**
 * A short round that is under way, so that `mentor@` and `mentee@` have something to do as soon as they sign in:
 * they are a pair, and a session waits for the mentor's confirmation. All eight take part in the second edition too,
 * where `mentor@` has two places free and a run proposes `mentee@` to them: with the sign-ins of the demonstration
 * the whole way from proposal to session can be walked.
 */
const TAKING_PART = [
  "mentor",
  "antoine.guerin",
  "alessia.ferrante",
  "stefano.galvani",
  "mentee",
  "anis.jaziri",
  "heba.ghanem",
  "karim.fouad",
];

/** How far each pair has come, by its mentee. */
const STATUS: Readonly<Record<string, SamplePair["status"]>> = {
  mentee: "active",
  "anis.jaziri": "active",
  "heba.ghanem": "on_hold",
  "karim.fouad": "mentor_accepted",
};

/** Three sessions to find out whether two people want a whole edition together. */
export async function writeTrialRound(
  story: Story,
  second: readonly SamplePerson[],
): Promise<void> {
  const { now } = story;
  const cohort = await writeCohort(
    story,
    {
      name: "Trial round",
      startsOn: isoDay(after(now, -70)),
      endsOn: isoDay(after(now, 30)),
      pairsTarget: 4,
      sessionsPlanned: 3,
      openApplications: false,
    },
    [
      ["draft", after(now, -110)],
      ["recruiting", after(now, -105)],
      ["matching", after(now, -84)],
      ["running", after(now, -69)],
    ],
  );
  const places = second
    .filter(({ key }) => TAKING_PART.includes(key))
    .map((person) => placeOf(cohort.id, person, "accepted", { capacity: 1 }));
  const recruiting = {
    cohortId: cohort.id,
    from: after(now, -104),
    days: 14,
    decidedAt: after(now, -86),
  };
  await enrol(story, recruiting, places);
  const run = await matchCohort(story, cohort, places, after(now, -83));
  const byId = new Map(places.map((place) => [place.id, place]));
  await pairUp(
    story,
    cohort.id,
    datesOf(now),
    run.pairs.map((pair) => pairOf(story, pair, byId, run.runId)),
  );
  await writeSessions(
    story,
    cohort.id,
    run.pairs.flatMap((pair) => sessionsOf(story, pair, byId)),
  );
}

function datesOf(now: Date): PairDates {
  return {
    proposed: after(now, -83),
    approved: after(now, -82),
    sent: after(now, -81),
    accepted: after(now, -78),
    started: after(now, -71),
    ended: null,
  };
}

function pairOf(
  { now }: Story,
  { mentor, mentee, score, explanation }: SolvedPair,
  places: ReadonlyMap<string, Place>,
  runId: string,
): SamplePair {
  const { id: menteeId, key } = personIn(places, mentee);
  const status = STATUS[key] ?? "active";
  // proposed late: the mentor has said yes, and the mentee has some days left to answer
  const late = {
    approvedAt: after(now, -5),
    sentAt: after(now, -5),
    mentorAnsweredAt: after(now, -2),
    answerBy: after(now, 5, 21),
  };
  return {
    id: pairingId(mentor, mentee),
    mentorEnrolmentId: mentor,
    menteeEnrolmentId: mentee,
    mentorId: personIn(places, mentor).id,
    menteeId,
    isInvented: true,
    status,
    over: {
      score,
      explanation,
      runId,
      ...(status === "mentor_accepted" ? late : {}),
    },
  };
}

/** The pair of the demonstration met twice, the last time some days ago; another has not met for five weeks. */
function sessionsOf(
  { now }: Story,
  { mentor, mentee }: SolvedPair,
  places: ReadonlyMap<string, Place>,
): SampleSession[] {
  const pair = {
    pairingId: pairingId(mentor, mentee),
    mentor: personIn(places, mentor),
    mentee: personIn(places, mentee),
  };
  const at = (days: number) => onWorkday(after(now, -days, 9));
  if (pair.mentee.key === "mentee")
    return [
      session(pair, 0, {
        startsAt: at(27),
        minutes: 60,
        loggedBy: "mentor",
        confirmed: "yes",
      }),
      session(pair, 1, {
        startsAt: at(2),
        minutes: 75,
        loggedBy: "mentee",
        confirmed: "not yet",
      }),
    ];
  if (STATUS[pair.mentee.key] === "mentor_accepted") return [];
  return [
    session(pair, 0, {
      startsAt: at(38),
      minutes: 60,
      loggedBy: "mentor",
      confirmed: "by time",
    }),
  ];
}
