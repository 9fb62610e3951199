import { buildCohort, buildEnrolment, buildProgramme } from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  cohorts,
  consents,
  criteriaSets,
  enrolments,
  joinerSuggestions,
  matchingRuns,
  pairings,
} from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { CONSENT_VERSION } from "~/domain/enrolment/application.ts";
import { problemOf } from "~/domain/matching/problem.ts";
import { joinPeople } from "~/domain/matching/repair/join-people.ts";
import { repair } from "~/domain/matching/repair/repair.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import {
  carryOutBulk,
  requestBulk,
} from "~/features/enrolments/bulk.server.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { decideEnrolment } from "~/features/enrolments/decide.server.ts";
import type { BulkInput } from "~/features/enrolments/inputs.ts";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import type { SolveExchange } from "~/features/matching/exchange.server.ts";
import { exchangeOf } from "~/features/matching/exchanging.server.ts";
import { readCohortFacts } from "~/features/matching/facts.server.ts";
import {
  joinersOf,
  lookForJoiners,
  setJoinersAside,
  takeJoiners,
  workOutJoiners,
} from "~/features/matching/joiners.server.ts";
import { dayOf, requestRun } from "~/features/matching/request-run.server.ts";
import { openRun } from "~/features/matching/run-oracle.server.ts";
import { attentionList } from "~/features/programmes/attention.server.ts";
import { saveCriteria } from "~/features/programmes/criteria.server.ts";
import {
  asCoordinator,
  NOW,
  queuedJobs,
  statusOf,
} from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const atHand: SolveExchange = async (task, proposed) =>
  exchangeOf(task, proposed);

const job = (db: Db) => ({ db, now: NOW, requestId: null });

/** Trades of mentors and mentees who are matched; then nobody has joined yet. */
async function matched(
  db: Db,
  { mentors = ["35", "62"], mentees = ["35"] } = {},
) {
  const cohort = await buildCohort(db);
  const coordinator = await asCoordinator(db, cohort.programmeId);
  for (const sector of mentors) await person(db, cohort.id, "mentor", sector);
  for (const sector of mentees) await person(db, cohort.id, "mentee", sector);
  const run = async () => {
    const id = await requestRun(coordinator, cohort.id);
    await carryOutRun(job(db), id, async (task) => computeMatching(task));
    return id;
  };
  return { cohort, coordinator, run };
}

type State = "submitted" | "accepted";

async function person(
  db: Db,
  cohortId: string,
  role: "mentor" | "mentee",
  sector: string,
  state: State = "accepted",
) {
  const { id } = await buildEnrolment(db, {
    cohortId,
    role,
    sectors: [sector],
    state,
  });
  return id;
}

async function proposalsOf(db: Db, cohortId: string) {
  return db
    .select()
    .from(pairings)
    .where(
      and(eq(pairings.cohortId, cohortId), eq(pairings.status, "proposed")),
    )
    .orderBy(asc(pairings.id));
}

const open = ({ id }: { id: string }) => ({ id, state: "matching" });

test("whoever is accepted after the run has a proposal worked out, which is taken as it was seen", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, run } = await matched(db);
    const runId = await run();
    const kept = await proposalsOf(db, cohort.id);
    const late = await person(db, cohort.id, "mentee", "62", "submitted");
    expect(await queuedJobs(db)).not.toContain("matching.next-best");

    await decideEnrolment(coordinator, late, { step: "accept" });
    expect(await queuedJobs(db)).toContain("matching.next-best");
    await workOutJoiners(job(db), cohort.id, atHand);
    await workOutJoiners(job(db), cohort.id, atHand);

    expect(await db.select().from(joinerSuggestions)).toHaveLength(1);
    expect(await proposalsOf(db, cohort.id)).toEqual(kept);
    const seen = (await joinersOf(db, open(cohort)))!;
    expect(seen).toMatchObject({
      count: 1,
      named: [{ id: late }],
      suggestion: {
        changes: [{ from: null }],
        gain: { people: 1, secondPlaces: 0 },
        hindrance: null,
        setAsideAt: null,
      },
    });
    expect(await attentionList(coordinator, cohort.id)).toMatchObject([
      { kind: "joined", id: cohort.id, detail: "1" },
    ]);

    await takeJoiners(coordinator, cohort.id, atHand);

    const now = await proposalsOf(db, cohort.id);
    expect(now).toHaveLength(kept.length + 1);
    expect(now.find((row) => row.menteeEnrolmentId === late)).toMatchObject({
      runId,
      pinned: false,
    });
    expect(await joinersOf(db, open(cohort))).toMatchObject({ count: 0 });
    expect(await attentionList(coordinator, cohort.id)).toEqual([]);
    expect(await statusOf(takeJoiners(coordinator, cohort.id, atHand))).toBe(
      409,
    );
    expect(await proposalsOf(db, cohort.id)).toEqual(now);
  }));

test("what is worked out is what the kept solution of the run gives when the same people join it", () =>
  withDatabase(async (db) => {
    const { cohort, run } = await matched(db, {
      mentors: ["35", "62", "01", "10"],
      mentees: ["35", "62", "01"],
    });
    const runId = await run();
    const late = await person(db, cohort.id, "mentee", "35");
    await workOutJoiners(job(db), cohort.id, atHand);
    const [row] = await db.select().from(joinerSuggestions);

    const oracle = (await openRun(db, cohort.id, runId))!;
    const [set] = await db
      .select()
      .from(criteriaSets)
      .innerJoin(matchingRuns, eq(matchingRuns.criteriaSetId, criteriaSets.id));
    const { criteria, objective } = set!.criteria_sets;
    const { facts } = await readCohortFacts(db, cohort, criteria, dayOf(NOW));
    const scorer = compileScorer(criteria, facts);
    const problem = problemOf(criteria, facts, scorer, objective);
    const joined = joinPeople(oracle.state!.clone(), problem);
    const repaired = repair(joined, {
      kind: "places",
      side: "mentee",
      person: problem.menteeIds.indexOf(late),
      places: 1,
    });
    expect(repaired.changes.length).toBeGreaterThan(0);
    expect(row!.changes).toEqual(
      repaired.changes.map(({ mentee, from, to, ...scores }) => ({
        mentee: problem.menteeIds[mentee],
        from: from === null ? null : problem.mentorIds[from],
        to: to === null ? null : problem.mentorIds[to],
        ...scores,
      })),
    );
    expect(row!.gain!.total).toBe(repaired.after.total - repaired.before.total);
  }));

test("people who are accepted together are worked out once, and only after a run", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, run } = await matched(db, {
      mentors: ["35", "62", "01"],
      mentees: ["35"],
    });
    const acceptAll = async (ids: readonly string[]) => {
      const asked: BulkInput = {
        deed: "accept",
        scope: "ticked",
        ids: [...ids],
      };
      const filters = enrolmentFilters(new URLSearchParams());
      await carryOutBulk(
        coordinator,
        await requestBulk(coordinator, cohort.id, asked, filters),
      );
    };
    const apply = async () => {
      const enrolmentId = await person(
        db,
        cohort.id,
        "mentee",
        "62",
        "submitted",
      );
      await db.insert(consents).values({
        enrolmentId,
        textVersion: CONSENT_VERSION,
        locale: "en",
        givenAt: NOW,
      });
      return enrolmentId;
    };
    const waiting = async () =>
      (await queuedJobs(db)).filter((name) => name === "matching.next-best");
    await acceptAll([await apply()]);
    await db.update(enrolments).set({ decidedAt: new Date(0) });
    await run();
    expect(await waiting()).toEqual([]);
    const late = [await apply(), await apply()];
    await acceptAll(late);
    expect(await waiting()).toHaveLength(1);
    expect(await workOutJoiners(job(db), cohort.id, atHand)).toEqual(
      late.sort(),
    );
  }));

test("a mentor who comes late is given to somebody who was left without one", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, run } = await matched(db, {
      mentors: ["35"],
      mentees: ["35", "35"],
    });
    await run();
    const [proposal] = await proposalsOf(db, cohort.id);
    const late = await person(db, cohort.id, "mentor", "35");
    await lookForJoiners(coordinator, cohort.id, atHand);
    await takeJoiners(coordinator, cohort.id, atHand);
    const now = await proposalsOf(db, cohort.id);
    expect(now).toHaveLength(2);
    const added = now.find((row) => row.mentorEnrolmentId === late)!;
    expect(added.menteeEnrolmentId).not.toBe(proposal!.menteeEnrolmentId);
  }));

test("what is set aside stays aside until somebody else joins or somebody asks", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, run } = await matched(db);
    await run();
    await person(db, cohort.id, "mentee", "62");
    await workOutJoiners(job(db), cohort.id, atHand);
    await setJoinersAside(coordinator, cohort.id);
    const asideAt = async () =>
      (await joinersOf(db, open(cohort)))!.suggestion!.setAsideAt;
    expect(await asideAt()).not.toBeNull();
    expect(await attentionList(coordinator, cohort.id)).toEqual([]);
    expect(await statusOf(takeJoiners(coordinator, cohort.id, atHand))).toBe(
      409,
    );
    expect(await statusOf(setJoinersAside(coordinator, cohort.id))).toBe(409);
    await workOutJoiners(job(db), cohort.id, atHand);
    expect(await asideAt()).not.toBeNull();
    await lookForJoiners(coordinator, cohort.id, atHand);
    expect(await asideAt()).toBeNull();
    await setJoinersAside(coordinator, cohort.id);
    await person(db, cohort.id, "mentee", "35");
    await workOutJoiners(job(db), cohort.id, atHand);
    expect(await asideAt()).toBeNull();
    expect(await attentionList(coordinator, cohort.id)).toMatchObject([
      { kind: "joined", detail: "2" },
    ]);
  }));

test("somebody who has left meanwhile is proposed to nobody", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, run } = await matched(db);
    await run();
    const late = await person(db, cohort.id, "mentee", "62");
    await workOutJoiners(job(db), cohort.id, atHand);
    await db
      .update(enrolments)
      .set({ state: "withdrawn" })
      .where(eq(enrolments.id, late));
    const before = await proposalsOf(db, cohort.id);
    expect(await joinersOf(db, open(cohort))).toMatchObject({
      count: 0,
      suggestion: null,
    });
    expect(await attentionList(coordinator, cohort.id)).toEqual([]);
    expect(await statusOf(takeJoiners(coordinator, cohort.id, atHand))).toBe(
      409,
    );
    expect(await proposalsOf(db, cohort.id)).toEqual(before);
    expect(await db.select().from(joinerSuggestions)).toEqual([]);
  }));

test("who was in the run, who was proposed to somebody before, and who is not complete has not joined", () =>
  withDatabase(async (db) => {
    const { cohort, run } = await matched(db, {
      mentors: ["35"],
      mentees: ["35", "35"],
    });
    await run();
    await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentee",
      sectors: [],
    });
    expect(await workOutJoiners(job(db), cohort.id, atHand)).toEqual([]);
    expect(await db.select().from(joinerSuggestions)).toEqual([]);
  }));

test("who is accepted while the first run computes is noticed when it ends, and a new run takes everybody in", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, run } = await matched(db);
    const late = await person(db, cohort.id, "mentee", "62", "submitted");
    const runId = await requestRun(coordinator, cohort.id);
    await decideEnrolment(coordinator, late, { step: "accept" });
    expect(await queuedJobs(db)).not.toContain("matching.next-best");
    await carryOutRun(job(db), runId, async (task) => computeMatching(task));
    expect(await queuedJobs(db)).toContain("matching.next-best");
    expect(await workOutJoiners(job(db), cohort.id, atHand)).toEqual([late]);
    await run();
    expect(await joinersOf(db, open(cohort))).toMatchObject({ count: 0 });
    expect(await workOutJoiners(job(db), cohort.id, atHand)).toEqual([]);
  }));

test("it is said why nothing can be worked out, and then nothing can be taken", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, run } = await matched(db);
    await saveCriteria(coordinator, cohort.id, {
      basedOn: 0,
      note: null,
      objective: "stable",
      criteria: DEFAULT_CRITERIA,
    });
    await run();
    await person(db, cohort.id, "mentee", "62");
    await lookForJoiners(coordinator, cohort.id, atHand);
    expect((await joinersOf(db, open(cohort)))!.suggestion).toMatchObject({
      hindrance: "objective",
      changes: [],
    });
    expect(await statusOf(takeJoiners(coordinator, cohort.id, atHand))).toBe(
      409,
    );
  }));

test("a cohort of others is not found, one without a run or past matching is refused", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, run } = await matched(db);
    expect(await statusOf(lookForJoiners(coordinator, cohort.id, atHand))).toBe(
      409,
    );
    await run();
    await person(db, cohort.id, "mentee", "62");
    await workOutJoiners(job(db), cohort.id, atHand);
    const other = await asCoordinator(db, (await buildProgramme(db)).id);
    const deeds = async (ctx: typeof other) => [
      await statusOf(lookForJoiners(ctx, cohort.id, atHand)),
      await statusOf(takeJoiners(ctx, cohort.id, atHand)),
      await statusOf(setJoinersAside(ctx, cohort.id)),
    ];
    expect(await deeds(other)).toEqual([404, 404, 404]);
    await db
      .update(cohorts)
      .set({ state: "closed" })
      .where(eq(cohorts.id, cohort.id));
    expect(await deeds(coordinator)).toEqual([409, 409, 409]);
    expect(await workOutJoiners(job(db), cohort.id, atHand)).toBeNull();
    expect(await attentionList(coordinator, cohort.id)).toEqual([]);
  }));
