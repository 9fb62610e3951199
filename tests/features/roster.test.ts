import {
  buildCohort,
  buildEnrolment,
  buildPairing,
  buildPerson,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  firstMeetingPlans,
  firstMeetingRatings,
  firstMeetings,
  questionAnswers,
  questions,
  wishes,
} from "db/schema/index.ts";
import { expect, test } from "vitest";
import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";
import {
  marketShortages,
  sectorShortages,
} from "~/domain/reporting/shortages.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import type { CriteriaSet } from "~/domain/scoring/types.ts";
import { readCohortFacts } from "~/features/matching/facts.server.ts";
import { LEFT_OUT } from "~/features/matching/left-out.server.ts";
import { readPairNow } from "~/features/matching/pair-facts.server.ts";
import {
  type Group,
  readRoster,
  type Roster,
} from "~/features/matching/roster.server.ts";
import { withDatabase } from "../support/database.ts";
import { randomFrom } from "../support/matching-cases.ts";

const TODAY = "2026-11-20";
const STATUSES: readonly PairingStatus[] = [
  "proposed",
  "proposed",
  "proposed",
  "approved",
  "active",
  "on_hold",
  "rejected",
  "mentor_declined",
  "ended_early",
  "completed",
  "expired",
];

type Random = (below: number) => number;

/** A cohort in which everything occurs that keeps people out of runs or pairs apart. */
async function anyCohort(db: Db, random: Random) {
  const some = <T>(...values: T[]) => values[random(values.length)]!;
  const mostly = <T>(usual: T, ...others: T[]) =>
    random(8) > 0 ? usual : some(...others);
  const cohort = await buildCohort(db, {
    mentorsPerMentee: some(1, 2),
    wishMode: some("off", "named", "anonymous"),
  });
  const both = (await buildPerson(db)).personId;
  const enrol = async (at: number) => {
    const role = some("mentor" as const, "mentee" as const);
    const person = at < 2 ? { personId: both } : {};
    return buildEnrolment(db, {
      cohortId: cohort.id,
      ...person,
      role: at === 0 ? "mentor" : at === 1 ? "mentee" : role,
      state: mostly("accepted", "submitted", "draft"),
      sectors: mostly(some(["10"], ["10", "62"], ["health"]), []),
      languages: mostly([{ code: "fr", level: "C1" as const }], []),
      country: mostly<string | null>(some("TN", "FR"), null),
      markets: some(null, [], ["FR"], ["EG", "FR"]),
      topics: some(
        null,
        [],
        [{ group: "financing", topic: "loans", priority: 1 as const }],
      ),
      availability: some(null, [
        { day: 0 as const, startMinute: 540, endMinute: 600 },
      ]),
      capacity: some(0, 1, 1, 2),
      mentorsWanted: some(1, 2),
      pausedUntil: mostly<string | null>(null, "2026-11-20", "2026-11-21"),
    });
  };
  const people = [];
  for (let at = 0; at < 16; at += 1) people.push(await enrol(at));
  const mentors = people.filter(({ role }) => role === "mentor");
  const mentees = people.filter(({ role }) => role === "mentee");
  await somePairs(db, cohort.id, mentors, mentees, some);
  const words = await someWords(db, cohort, mentors, mentees, some);
  return { cohort, ...words };
}

type Some = <T>(...values: T[]) => T;
type Enrolled = Awaited<ReturnType<typeof buildEnrolment>>;

/** Pairs in any state, each of its own two people as far as it holds places. */
async function somePairs(
  db: Db,
  cohortId: string,
  mentors: readonly Enrolled[],
  mentees: readonly Enrolled[],
  some: Some,
) {
  for (const [at, mentee] of mentees.entries()) {
    const mentor = mentors[at];
    const room = mentors.filter(({ capacity }) => capacity > 0);
    if (mentor && mentor.capacity > 0)
      await buildPairing(db, {
        cohortId,
        mentorEnrolmentId: mentor.id,
        menteeEnrolmentId: mentee.id,
        status: some(...STATUSES),
        pinned: some(true, false),
      });
    const other = some(room[0], room[0], ...room);
    if (other && other.id !== mentor?.id)
      await buildPairing(db, {
        cohortId,
        mentorEnrolmentId: other.id,
        menteeEnrolmentId: mentee.id,
        status: some("proposed", "proposed", "rejected"),
        pinned: true,
      });
  }
}

/** Wishes, first meetings with ratings, and answers to a question that the criteria compare. */
async function someWords(
  db: Db,
  cohort: { readonly id: string; readonly programmeId: string },
  mentors: readonly Enrolled[],
  mentees: readonly Enrolled[],
  some: Some,
): Promise<{ criteria: CriteriaSet }> {
  const [mentor, mentee] = [some(...mentors), some(...mentees)];
  if (!mentor || !mentee) return { criteria: DEFAULT_CRITERIA };
  if (some(true, false))
    await db.insert(wishes).values({
      cohortId: cohort.id,
      enrolmentId: mentee.id,
      role: "mentee",
      otherEnrolmentId: mentor.id,
      otherRole: "mentor",
      rank: some(1, null),
    });
  await db.insert(firstMeetingPlans).values({
    cohortId: cohort.id,
    programmeId: cohort.programmeId,
    isOn: some(true, false),
    place: "video",
  });
  const [meeting] = await db
    .insert(firstMeetings)
    .values({
      cohortId: cohort.id,
      mentorEnrolmentId: mentor.id,
      menteeEnrolmentId: mentee.id,
      score: 5_000,
      explanation: { score: 5_000, criteria: [], warnings: [], blockedBy: [] },
      sentAt: new Date(),
    })
    .returning();
  for (const role of some([], ["mentor" as const, "mentee" as const]))
    await db.insert(firstMeetingRatings).values({
      meetingId: meeting!.id,
      role,
      enrolmentId: role === "mentor" ? mentor.id : mentee.id,
      rating: some("prefer", "prefer", "avoid", "fine"),
      ratedAt: new Date(),
    });
  const [question] = await db
    .insert(questions)
    .values({
      programmeId: cohort.programmeId,
      kind: "yes_no",
      label: { en: "Remote?", fr: "À distance ?", ar: "عن بُعد؟" },
    })
    .returning();
  const answered = [mentor, mentee].filter(() => some(true, true, false));
  for (const { id } of answered)
    await db.insert(questionAnswers).values({
      enrolmentId: id,
      questionId: question!.id,
      answer: { value: some<boolean | string[]>(true, false, []) },
    });
  return {
    criteria: {
      ...DEFAULT_CRITERIA,
      questions: [{ question: question!.id, relation: "same", weight: 5 }],
    },
  };
}

/** The same numbers from the people themselves. */
async function countedOneByOne(
  db: Db,
  cohort: Parameters<typeof readRoster>[1],
  criteria: CriteriaSet,
) {
  const { facts, candidates, tooManyPins } = await readCohortFacts(
    db,
    cohort,
    criteria,
    TODAY,
  );
  const { mentors, mentees } = facts;
  const sum = (values: readonly number[]) =>
    values.reduce((total, value) => total + value, 0);
  const reasons = candidates.flatMap(({ leftOut }) => leftOut ?? []);
  const of = {
    mentors: mentors.map((one) => ({ ...one, places: one.capacity })),
    mentees: mentees.map((one) => ({ ...one, places: one.mentorsWanted })),
  };
  const silent = (
    topics: number,
    people: readonly {
      readonly markets: unknown;
      readonly availability: unknown;
    }[],
  ) => ({
    topics,
    markets: people.filter(({ markets }) => markets === null).length,
    time: people.filter(({ availability }) => availability === null).length,
  });
  return {
    mentors: mentors.length,
    mentees: mentees.length,
    capacity: sum(of.mentors.map(({ places }) => places)),
    demand: sum(of.mentees.map(({ places }) => places)),
    leftOut: LEFT_OUT.map((why) => reasons.filter((one) => one === why).length),
    silent: {
      mentor: silent(
        mentors.filter(({ offers }) => offers === null).length,
        mentors,
      ),
      mentee: silent(
        mentees.filter(({ needs }) => needs === null).length,
        mentees,
      ),
    },
    collected: facts.collected,
    pins: facts.pins.length,
    exclusions: facts.exclusions.length,
    tooManyPins,
    sectors: sectorShortages(of.mentees, of.mentors),
    markets: marketShortages(of.mentees, of.mentors),
  };
}

function plain({ bySectors, byMarkets, leftOut, ...rest }: Roster) {
  const bySide = <T extends Group>(groups: readonly T[]) =>
    [
      groups.filter(({ role }) => role === "mentee"),
      groups.filter(({ role }) => role === "mentor"),
    ] as const;
  return {
    ...rest,
    leftOut: LEFT_OUT.map((why) => leftOut[why] ?? 0),
    sectors: sectorShortages(...bySide(bySectors)),
    markets: marketShortages(...bySide(byMarkets)),
  };
}

test("the database counts the same as the facts that a run would take, whoever is in the cohort", () =>
  withDatabase(async (db) => {
    const seen = { pins: 0, exclusions: 0, over: 0, wishes: 0, questions: 0 };
    for (let seed = 1; seed <= 30; seed += 1) {
      const { cohort, criteria } = await anyCohort(db, randomFrom(seed));
      const roster = await readRoster(db, cohort, criteria, TODAY);
      expect({ seed, ...plain(roster) }).toEqual({
        seed,
        ...(await countedOneByOne(db, cohort, criteria)),
      });
      seen.pins += roster.pins;
      seen.exclusions += roster.exclusions;
      seen.over += Number(roster.tooManyPins);
      seen.wishes += Number(roster.collected.wishes);
      seen.questions += roster.collected.questions?.length ?? 0;
    }
    for (const [what, count] of Object.entries(seen))
      expect([what, count > 0]).toEqual([what, true]);
  }));

test("two people are scored the same among themselves as among everybody", () =>
  withDatabase(async (db) => {
    let scored = 0;
    for (let seed = 1; seed <= 15; seed += 1) {
      const random = randomFrom(seed * 31);
      const { cohort, criteria } = await anyCohort(db, random);
      const all = await readCohortFacts(db, cohort, criteria, TODAY);
      const { mentees, mentors } = all.everybody;
      const scorer = compileScorer(criteria, {
        ...all.facts,
        ...all.everybody,
      });
      for (const [i, mentee] of mentees.entries()) {
        const j = random(mentors.length);
        const mentor = mentors[j];
        if (!mentor) continue;
        const pair = { mentee: mentee.id, mentor: mentor.id };
        const now = await readPairNow(db, cohort, criteria, TODAY, pair);
        expect(now.explanation).toEqual(scorer.explain(i, j));
        scored += 1;
      }
    }
    expect(scored).toBeGreaterThan(30);
  }));
