import type { Db } from "db/client.ts";
import {
  accounts,
  auditEntries,
  cohorts,
  criteriaSets,
  delegations,
  enrolments,
  events,
  instances,
  matchingRuns,
  mentoringSessions,
  organisationMemberships,
  organisations,
  pairings,
  partnershipAgreements,
  people,
  programmes,
} from "db/schema/index.ts";
import facts from "db/seed/filex-2019.json";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { suggestedTopic } from "~/domain/enrolment/topics.ts";
import { ORGANISATION_KINDS } from "~/domain/organisation/kinds.ts";
import { signIn } from "~/features/accounts/sign-in.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { readCohortFacts } from "~/features/matching/facts.server.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import { hashOf } from "~/features/matching/carry-out.server.ts";
import { loadDemo, loadSample } from "~/features/programmes/sample.server.ts";
import { pairHome } from "~/features/sessions/queries.server.ts";
import { buildPerson } from "db/builders.ts";
import { asPerson } from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";

const now = new Date();
const REAL = [
  "Paul Lucchese",
  "Noureddine Bouyaakoub",
  "Corinne Cerveaux",
  "Naila Jwealis",
];

const descending = (a: number, b: number) => b - a;

let db: Db;
let seconds: number;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  const start = performance.now();
  await loadDemo({ db, now });
  seconds = (performance.now() - start) / 1_000;
});

async function cohortNamed(name: string) {
  const [cohort] = await db
    .select()
    .from(cohorts)
    .where(eq(cohorts.name, name));
  return cohort!;
}

async function namedPairs(cohortId: string) {
  return (await db.execute(sql`
    select a.full_name as mentor, b.full_name as mentee, p.* from pairings p
    join enrolments m on m.id = p.mentor_enrolment_id join people a on a.id = m.person_id
    join enrolments e on e.id = p.mentee_enrolment_id join people b on b.id = e.person_id
    where p.cohort_id = ${cohortId} order by p.id`)) as unknown as {
    id: string;
    mentor: string;
    mentee: string;
    status: string;
    score: number | null;
  }[];
}

async function emailsOf(cohortId: string, role: "mentor" | "mentee") {
  const rows = await db
    .select({ email: accounts.email, id: enrolments.id })
    .from(enrolments)
    .innerJoin(accounts, eq(accounts.personId, enrolments.personId))
    .where(and(eq(enrolments.cohortId, cohortId), eq(enrolments.role, role)));
  return new Map(rows.map(({ id, email }) => [id, email]));
}

async function tryToSignIn(email: string) {
  return signIn(
    {
      db,
      actor: null,
      now,
      requestId: null,
      origin: "http://127.0.0.1:3000",
      clientAddress: "127.0.0.1",
    },
    { email, password: "passerelle-demo" },
    "test",
  );
}

describe("the facts of 2019", () => {
  test("are the 24 organisations with their memberships, and further ones are marked as sample", async () => {
    const rows = await db.select().from(organisations);
    const real = rows.filter(({ isSample }) => !isSample);
    expect(real.map(({ name }) => name).sort()).toEqual(
      facts.organisations.map(({ name }) => name).sort(),
    );
    expect(real).toHaveLength(24);
    for (const { kind } of facts.organisations)
      expect(ORGANISATION_KINDS).toContain(kind);
    const members = await db.select().from(organisationMemberships);
    const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
    expect(
      members.map((each) => [
        nameOf.get(each.memberId),
        nameOf.get(each.parentId),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ["Robinson Agri", "QOOT Cluster"],
        ["ESITH", "Cluster des Textiles Techniques Marocains (C2TM)"],
        ["Groupement Cluster Boisson-Agrologistique", "Algeria Clusters"],
      ]),
    );
    expect(real.find(({ name }) => name === "CE3M")?.sectors).toEqual([
      "26",
      "27",
      "electronics",
    ]);
  });

  test("are the forum in Paris with its delegation, and the agreement signed there", async () => {
    const [forum] = await db
      .select()
      .from(events)
      .where(eq(events.name, "FILEX France Forum"));
    expect(forum).toMatchObject({
      startsOn: "2019-09-13",
      city: "Paris",
      attendance: 250,
      isSample: false,
    });
    const delegates = await db
      .select()
      .from(delegations)
      .where(eq(delegations.eventId, forum!.id));
    expect(delegates).toHaveLength(18);
    const agreements = await db.select().from(partnershipAgreements);
    expect(agreements).toHaveLength(1);
    expect(agreements[0]?.signedOn).toBe("2019-09-13");
  });

  test("are the two documented pairs, who met at the forum and of whom nothing else is told", async () => {
    const first = await cohortNamed("First edition");
    const documented = (await namedPairs(first.id)).filter(({ mentor }) =>
      REAL.includes(mentor),
    );
    expect(
      documented.map(({ mentor, mentee }) => `${mentor}, ${mentee}`).sort(),
    ).toEqual([
      "Corinne Cerveaux, Naila Jwealis",
      "Paul Lucchese, Noureddine Bouyaakoub",
    ]);
    for (const pair of documented) {
      const sessions = await db
        .select()
        .from(mentoringSessions)
        .where(eq(mentoringSessions.pairingId, pair.id));
      expect(sessions).toHaveLength(1);
      expect(sessions[0]).toMatchObject({
        status: "held",
        form: "event",
        topics: null,
        decisions: null,
        nextStep: null,
        mentorAttended: true,
        menteeAttended: true,
      });
      expect(sessions[0]!.startsAt.toISOString()).toMatch(/^2019-09-13/);
      expect(sessions[0]!.confirmedAt).not.toBeNull();
      expect(pair.score).toBeNull();
    }
    const real = await db
      .select()
      .from(people)
      .innerJoin(enrolments, eq(enrolments.personId, people.id))
      .where(inArray(people.fullName, REAL));
    expect(real).toHaveLength(4);
    for (const row of real)
      expect(row).toMatchObject({
        people: { bio: null, phone: null, isSample: false },
        enrolments: { goals: null, topics: null, languages: [] },
      });
  });
});

describe("the invented people", () => {
  test("are everybody but the four, are marked, and have addresses that cannot exist", async () => {
    const unmarked = await db
      .select({ name: people.fullName })
      .from(people)
      .where(eq(people.isSample, false));
    expect(unmarked.map(({ name }) => name).sort()).toEqual([...REAL].sort());
    const addresses = await db.select({ email: accounts.email }).from(accounts);
    expect(addresses.length).toBeGreaterThan(80);
    for (const { email } of addresses)
      expect(email).toMatch(/@passerelle\.example$/);
  });

  test("have names in both scripts, goals in three languages and topics that the application suggests", async () => {
    const rows = await db
      .select()
      .from(enrolments)
      .innerJoin(people, eq(people.id, enrolments.personId))
      .where(eq(people.isSample, true));
    const fromArabCountries = rows.filter(({ people }) =>
      ["DZ", "EG", "JO", "LB", "MA", "PS", "TN"].includes(people.country ?? ""),
    );
    const inArabic = fromArabCountries.filter(({ people }) =>
      /\p{Script=Arabic}/u.test(people.fullName),
    );
    const share = inArabic.length / fromArabCountries.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    expect(new Set(rows.map(({ people }) => people.locale))).toEqual(
      new Set(["en", "fr", "ar"]),
    );
    for (const { enrolments: each } of rows)
      for (const topic of each.topics ?? [])
        expect(suggestedTopic(topic), topic.topic).toBeDefined();
    const goals = rows.map(({ enrolments: each }) => each.goals);
    expect(goals).not.toContain(null);
  });

  test("can sign in to the demonstration, while a real person has no account at all", async () => {
    for (const key of ["coordinator", "mentor", "mentee", "admin"])
      expect(await tryToSignIn(`${key}@passerelle.example`)).not.toBeNull();
    const ofReal = await db
      .select()
      .from(accounts)
      .innerJoin(people, eq(people.id, accounts.personId))
      .where(inArray(people.fullName, REAL));
    expect(ofReal).toEqual([]);
  });
});

describe("the first edition", () => {
  test("is closed with 25 mentors, 26 mentees and 25 completed pairs of 26 hoped for", async () => {
    const first = await cohortNamed("First edition");
    expect(first).toMatchObject({ state: "closed", pairsTarget: 26 });
    const pairs = await namedPairs(first.id);
    expect(pairs).toHaveLength(25);
    expect(new Set(pairs.map(({ status }) => status))).toEqual(
      new Set(["completed"]),
    );
    const places = await db
      .select({ role: enrolments.role })
      .from(enrolments)
      .where(eq(enrolments.cohortId, first.id));
    expect(places.filter(({ role }) => role === "mentor")).toHaveLength(25);
    expect(places.filter(({ role }) => role === "mentee")).toHaveLength(26);
  });

  test("has the scores that its run computes again from the frozen input", async () => {
    const runs = await db
      .select()
      .from(matchingRuns)
      .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId));
    expect(runs).toHaveLength(2);
    for (const { matching_runs: run, criteria_sets: set } of runs) {
      const { criteria, objective } = set;
      const task = { facts: run.input, criteria, objective };
      expect(computeMatching(task)).toEqual(run.result);
      expect(run.inputHash).toBe(hashOf(task));
      expect(run.resultHash).toBe(hashOf(run.result));
      const stored = await db
        .select({ score: pairings.score, explanation: pairings.explanation })
        .from(pairings)
        .where(eq(pairings.runId, run.id));
      for (const { score, explanation } of stored)
        expect(explanation?.score).toBe(score);
      expect(stored.map(({ score }) => score ?? 0).sort(descending)).toEqual(
        run.result!.pairs.map(({ score }) => score).sort(descending),
      );
    }
  });

  test("kept between three and seven sessions for each invented pair, some confirmed by time", async () => {
    const first = await cohortNamed("First edition");
    const rows = await db
      .select({
        pair: mentoringSessions.pairingId,
        confirmedAt: mentoringSessions.confirmedAt,
        confirmedBy: mentoringSessions.confirmedBy,
        startsAt: mentoringSessions.startsAt,
      })
      .from(mentoringSessions)
      .innerJoin(pairings, eq(pairings.id, mentoringSessions.pairingId))
      .where(
        and(
          eq(pairings.cohortId, first.id),
          sql`${pairings.score} is not null`,
        ),
      );
    const counts = new Map<string, number>();
    for (const { pair } of rows) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    expect(counts.size).toBe(23);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(3);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(7);
    expect(new Set(counts.values()).size).toBeGreaterThan(3);
    expect(rows.every(({ confirmedAt }) => confirmedAt !== null)).toBe(true);
    expect(rows.some(({ confirmedBy }) => confirmedBy === null)).toBe(true);
    for (const { startsAt } of rows)
      expect(startsAt.getTime()).toBeLessThan(Date.UTC(2020, 6, 1));
  });
});

describe("the second edition", () => {
  test("can be matched in front of a visitor with at least 14 pairs, mentor@ and mentee@ among them", async () => {
    const cohort = await cohortNamed("Second edition");
    expect(cohort).toMatchObject({ state: "matching", pairsTarget: 15 });
    const today = now.toISOString().slice(0, 10);
    const { criteria } = await criteriaNow(db, cohort.id);
    const { facts: input, candidates } = await readCohortFacts(
      db,
      cohort,
      criteria,
      today,
    );
    expect(input.collected.questions).toHaveLength(1);
    expect(input.mentors).toHaveLength(16);
    expect(input.mentees).toHaveLength(18);
    const leftOut = candidates.flatMap((each) => each.leftOut ?? []).sort();
    expect(leftOut).toEqual([
      "incomplete",
      "not_accepted",
      "not_accepted",
      "not_accepted",
      "not_accepted",
      "paused",
    ]);
    const result = computeMatching({
      facts: input,
      criteria,
      objective: "coverage",
    });
    expect(result.matched).toBeGreaterThanOrEqual(14);
    expect(result.worst).toBeGreaterThan(4_000);
    const mentors = await emailsOf(cohort.id, "mentor");
    const mentees = await emailsOf(cohort.id, "mentee");
    const pairs = result.pairs.map(({ mentor, mentee }) =>
      [mentors.get(mentor), mentees.get(mentee)].join(" "),
    );
    expect(pairs).toContain(
      "mentor@passerelle.example mentee@passerelle.example",
    );
  });
});

describe("the trial round", () => {
  test("gives mentor@ a session to confirm that mentee@ logged", async () => {
    const [mentor, mentee] = await Promise.all(
      ["mentor", "mentee"].map(async (key) => {
        const [row] = await db
          .select()
          .from(accounts)
          .where(eq(accounts.email, `${key}@passerelle.example`));
        return asPerson(db, row!.personId, now);
      }),
    );
    const trial = await cohortNamed("Trial round");
    const [pair] = await db
      .select({ id: pairings.id })
      .from(pairings)
      .innerJoin(enrolments, eq(enrolments.id, pairings.mentorEnrolmentId))
      .where(
        and(
          eq(pairings.cohortId, trial.id),
          eq(pairings.status, "active"),
          eq(enrolments.personId, mentor!.actor.personId),
        ),
      );
    const home = await pairHome(mentor!, pair!.id);
    expect(home.pair.mentee.personId).toBe(mentee!.actor.personId);
    expect(home.held).toBe(2);
    expect(home.sessions.map(({ mayConfirm }) => mayConfirm)).toEqual([
      true,
      false,
    ]);
  });
});

describe("loading", () => {
  test("takes less than three seconds, and the second time changes nothing", async () => {
    expect(seconds).toBeLessThan(3);
    const count = async () =>
      (await db.select({ id: auditEntries.id }).from(auditEntries)).length;
    const before = await count();
    expect(await loadSample({ db, now })).toMatchObject({ isNew: false });
    const lines = await loadDemo({ db, now });
    expect(lines.join("\n")).toContain("coordinator@passerelle.example");
    expect(await count()).toBe(before);
    expect(await db.select().from(programmes)).toHaveLength(1);
    expect(await db.select().from(instances)).toHaveLength(1);
  });

  test("writes the audit in the order of time, with nothing ahead of the clock", async () => {
    const rows = await db
      .select({ at: auditEntries.at })
      .from(auditEntries)
      .where(sql`${auditEntries.action} <> 'account.sign_in'`)
      .orderBy(auditEntries.id);
    const times = rows.map(({ at }) => at.getTime());
    expect(times.length).toBeGreaterThan(400);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(now.getTime());
  });

  test("without a password makes the given person coordinator, and nobody of the sample can sign in", () =>
    withDatabase(async (db) => {
      const { personId } = await buildPerson(db, { isAdministrator: true });
      const { programmeId } = await loadSample(
        { db, now },
        { coordinatorId: personId },
      );
      const { actor } = await asPerson(db, personId, now);
      expect(actor.roles).toContain("coordinator");
      const able = await db
        .select({ email: accounts.email })
        .from(accounts)
        .where(sql`password_hash is not null or is_administrator`);
      expect(able).toHaveLength(1); // the administrator
      const staff = await db
        .select()
        .from(accounts)
        .where(
          inArray(accounts.email, [
            "coordinator@passerelle.example",
            "admin@passerelle.example",
          ]),
        );
      expect(staff).toEqual([]);
      const [programme] = await db
        .select()
        .from(programmes)
        .where(eq(programmes.id, programmeId));
      expect(programme?.isSample).toBe(true);
      const confirmed = await db
        .select()
        .from(accounts)
        .where(isNull(accounts.emailConfirmedAt));
      expect(confirmed.length).toBeGreaterThan(80);
    }));
});
