import { buildCohort, buildEnrolment } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { criteriaSets, matchingRuns } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { openTrials } from "~/domain/matching/what-if.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import {
  saveAndRun,
  type TryOut,
  whatIfPage,
  whatIfStart,
} from "~/features/matching/what-if-page.server.ts";
import { criteriaValues } from "~/features/programmes/criteria-form.ts";
import { AppError } from "~/lib/errors.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const atHand: TryOut = async ({ facts, saved, before }, trial) =>
  openTrials(facts, saved, before)(trial);

const { weights, country, language, minimumScore, objective } = criteriaValues(
  DEFAULT_CRITERIA,
  "coverage",
);
const INPUT = {
  weights,
  country,
  language,
  minimumScore,
  objective,
  basedOn: 0,
  allowSameOrganisation: false,
};

async function crowd(db: Db, state: "matching" | "recruiting" = "matching") {
  const cohort = await buildCohort(db, { state });
  for (const role of ["mentor", "mentor", "mentee", "mentee"] as const)
    await buildEnrolment(db, { cohortId: cohort.id, role });
  const coordinator = await asCoordinator(db, cohort.programmeId);
  return { cohort, coordinator };
}

/** The address of the form with these fields moved. */
function address(moved: Record<string, string> = {}): URLSearchParams {
  const params = new URLSearchParams({ basedOn: "0" });
  for (const [name, value] of Object.entries(INPUT)) {
    if (typeof value === "object")
      for (const [key, weight] of Object.entries(value))
        params.set(`${name}.${key}`, String(weight));
    else if (value !== false) params.set(name, String(value));
  }
  for (const [name, value] of Object.entries(moved)) params.set(name, value);
  return params;
}

describe("another way of matching", () => {
  test("is compared with the newest run, by name, and saves nothing", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db);
      const runId = await requestRun(coordinator, cohort.id);
      await carryOutRun(
        { db, now: NOW, requestId: null },
        runId,
        async (task) => computeMatching(task),
      );
      const page = await whatIfPage(
        coordinator,
        cohort.id,
        address({ minimumScore: "100" }),
        atHand,
      );
      expect(page.newestRun!.id).toBe(runId);
      expect(page.result).toMatchObject({
        mentees: 2,
        saved: { matched: 2 },
        tried: { matched: 0 },
      });
      expect(page.result!.leftOut).toHaveLength(2);
      for (const id of page.result!.leftOut)
        expect(page.names[id]!.name).not.toBe("");
      expect(await db.select().from(criteriaSets)).toHaveLength(1);
      expect(await db.select().from(matchingRuns)).toHaveLength(1);
    }));

  test("is refused field by field where it is no way of matching", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db);
      const page = await whatIfPage(
        coordinator,
        cohort.id,
        address({ "weights.sector": "-3" }),
        atHand,
      );
      expect(page.result).toBeNull();
      expect(page.refusal!.error).toHaveProperty(["weights.sector"]);
    }));

  test("starts from what the browser needs, and from nobody else's people", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db);
      const start = await whatIfStart(coordinator, cohort.id);
      expect(Object.keys(start.names).sort()).toEqual(
        [...start.facts.mentees, ...start.facts.mentors]
          .map(({ id }) => id)
          .sort(),
      );
      const other = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      for (const door of [
        () => whatIfStart(other, cohort.id),
        () => whatIfPage(other, cohort.id, address(), atHand),
        () => saveAndRun(other, cohort.id, INPUT),
      ])
        await expect(door()).rejects.toMatchObject({ status: 404 });
    }));
});

describe("saving it", () => {
  test("makes a new version and a run with it", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db);
      const moved = { ...weights, sector: 1 };
      const runId = await saveAndRun(coordinator, cohort.id, {
        ...INPUT,
        weights: moved,
      });
      const [row] = await db
        .select({ criteria: criteriaSets.criteria, state: matchingRuns.state })
        .from(matchingRuns)
        .innerJoin(
          criteriaSets,
          eq(criteriaSets.id, matchingRuns.criteriaSetId),
        )
        .where(eq(matchingRuns.id, runId));
      expect(row).toMatchObject({
        state: "queued",
        criteria: { ...DEFAULT_CRITERIA, weights: moved },
      });
    }));

  test("does both or neither: a cohort that still recruits keeps its way", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, "recruiting");
      const moved = { ...weights, sector: 1 };
      await expect(
        saveAndRun(coordinator, cohort.id, { ...INPUT, weights: moved }),
      ).rejects.toBeInstanceOf(AppError);
      expect(await db.select().from(criteriaSets)).toEqual([]);
    }));

  test("is refused when somebody saved another way meanwhile", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db);
      await requestRun(coordinator, cohort.id); // the defaults became version 1
      await expect(
        saveAndRun(coordinator, cohort.id, INPUT),
      ).rejects.toMatchObject({ status: 409, key: "criteria:errors.stale" });
    }));
});
