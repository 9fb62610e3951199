import { buildCohort, buildEnrolment, buildPairing } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { enrolments, matchingRuns, people } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { enrolmentList } from "~/features/enrolments/list.server.ts";
import { LOCALES } from "~/i18n/locales.ts";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import {
  askedRuns,
  comparePage,
  comparisonCsv,
} from "~/features/matching/compare.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { workbookBytes } from "~/lib/workbook-bytes.ts";
import { runsPage } from "~/features/matching/preflight.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { runFile } from "~/features/matching/run-file.server.ts";
import {
  criteriaNow,
  saveCriteria,
} from "~/features/programmes/criteria.server.ts";
import type { Context } from "~/lib/context.ts";
import { asCoordinator, NOW, statusOf } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import { readWorkbook } from "../support/workbook.ts";

/** Each run a minute after the one before, so that their order is known. */
async function run(ctx: Context, cohortId: string, minute: number) {
  const now = new Date(NOW.getTime() + minute * 60_000);
  const runId = await requestRun({ ...ctx, now }, cohortId);
  await carryOutRun({ db: ctx.db, now, requestId: null }, runId, async (task) =>
    computeMatching(task),
  );
  return runId;
}

async function scene(db: Db) {
  const cohort = await buildCohort(db);
  const enrol = (
    role: "mentor" | "mentee",
    over: Partial<typeof enrolments.$inferInsert> = {},
  ) => buildEnrolment(db, { cohortId: cohort.id, role, ...over });
  return {
    cohort,
    enrol,
    coordinator: await asCoordinator(db, cohort.programmeId),
  };
}

async function rename(db: Db, enrolment: { personId: string }, name: string) {
  await db
    .update(people)
    .set({ fullName: name })
    .where(eq(people.id, enrolment.personId));
}

const asked = (query = "") => askedRuns(new URLSearchParams(query));

async function csv(response: Response): Promise<string[][]> {
  const text = (await response.text()).replace(/^\uFEFF/u, "");
  return Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
}

describe("two runs", () => {
  test("are compared mentee by mentee, with figures and criteria", () =>
    withDatabase(async (db) => {
      const { cohort, enrol, coordinator } = await scene(db);
      const near = await enrol("mentor", { capacity: 1, sectors: ["10"] });
      await enrol("mentee", { sectors: ["62"] });
      const first = await run(coordinator, cohort.id, 1);
      const far = await enrol("mentor", { capacity: 1, sectors: ["62"] });
      const second = await enrol("mentee", { sectors: ["10"] });
      const { criteria } = await criteriaNow(db, cohort.id);
      await saveCriteria(coordinator, cohort.id, {
        basedOn: 1,
        criteria: {
          ...criteria,
          weights: { ...criteria.weights, sector: 60 },
        },
        objective: "total",
        note: null,
      });
      const later = await run(coordinator, cohort.id, 2);

      const page = await comparePage(coordinator, cohort.id, asked());

      expect(page.runs.map(({ id }) => id)).toEqual([later, first]);
      const { comparison } = page;
      expect(comparison).toMatchObject({
        before: { id: first, figures: { matched: 1, mentees: 1 } },
        after: { id: later, figures: { matched: 2, mentees: 2, taken: 2 } },
        sameInput: false,
        criteria: [
          { part: "weight", of: "sector", before: 35, after: 60 },
          { part: "objective", before: "coverage", after: "total" },
        ],
        same: 0,
        all: 2,
      });
      expect(
        comparison!.rows.map(({ change, before, after }) => ({
          change,
          before: before.map(({ id }) => id),
          after: after.map(({ id }) => id),
        })),
      ).toEqual([
        { change: "changed", before: [near.id], after: [far.id] },
        { change: "entered", before: [], after: [near.id] },
      ]);
      expect(comparison!.rows[1]!.id).toBe(second.id);

      const turned = await comparePage(
        coordinator,
        cohort.id,
        asked(`a=${later}&b=${first}`),
      );
      expect(turned.comparison!.rows.map(({ change }) => change)).toEqual([
        "changed",
        "left",
      ]);
      const rows = await csv(
        await comparisonCsv(coordinator, cohort.id, asked(), "fr"),
      );
      expect(rows.map(([, , change]) => change)).toEqual([
        "Changement",
        "Autre mentor",
        "Second calcul seulement",
      ]);
    }));

  test("a run is compared with the one before it, and with itself nothing differs", () =>
    withDatabase(async (db) => {
      const { cohort, enrol, coordinator } = await scene(db);
      await enrol("mentor");
      await enrol("mentee");
      const one = await run(coordinator, cohort.id, 1);
      expect(
        (await comparePage(coordinator, cohort.id, asked())).comparison,
      ).toBeNull();
      const two = await run(coordinator, cohort.id, 2);
      await run(coordinator, cohort.id, 3);
      const page = await comparePage(coordinator, cohort.id, asked(`b=${two}`));
      expect(page.comparison).toMatchObject({
        before: { id: one },
        after: { id: two },
      });
      const same = await comparePage(
        coordinator,
        cohort.id,
        asked(`a=${two}&b=${two}`),
      );
      expect(same.comparison).toMatchObject({
        sameInput: true,
        criteria: [],
        all: 0,
        same: 1,
        rescored: 0,
      });
    }));

  test("nobody else's run can be compared or kept as a file", () =>
    withDatabase(async (db) => {
      const mine = await scene(db);
      const theirs = await scene(db);
      for (const { enrol } of [mine, theirs]) {
        await enrol("mentor");
        await enrol("mentee");
      }
      const runId = await run(theirs.coordinator, theirs.cohort.id, 1);
      const { coordinator } = mine;
      const mixed = asked(`a=${runId}&b=${runId}`);
      for (const doing of [
        () => comparePage(coordinator, theirs.cohort.id, asked()),
        () => comparePage(coordinator, mine.cohort.id, mixed),
        () => comparisonCsv(coordinator, theirs.cohort.id, asked(), "en"),
        () => runFile(coordinator, runId, "run.xlsx", "en"),
        () => runFile(theirs.coordinator, runId, "other.csv", "en"),
      ])
        expect(await statusOf(doing())).toBe(404);
    }));
});

describe("a run as a file", () => {
  test("has every pair with points and reasons, in the reader's language", () =>
    withDatabase(async (db) => {
      const { cohort, enrol, coordinator } = await scene(db);
      const mentor = await enrol("mentor", { country: "FR" });
      const mentee = await enrol("mentee", { country: "TN" });
      await rename(db, mentor, "=HYPERLINK(1)");
      await rename(db, mentee, "أمينة بن صالح");
      const runId = await run(coordinator, cohort.id, 1);
      const [row] = await db
        .select()
        .from(matchingRuns)
        .where(eq(matchingRuns.id, runId));
      const [pair] = row!.result!.pairs;
      for (const locale of LOCALES) {
        const file = await runFile(
          coordinator,
          runId,
          "run.xlsx",
          locale,
          workbookBytes,
        );
        const sheets = readWorkbook(await file.arrayBuffer());
        expect(sheets.map(({ rightToLeft }) => rightToLeft)).toEqual(
          Array.from({ length: 3 }, () => locale === "ar"),
        );
        const [head, line] = sheets[0]!.rows;
        expect(sheets[0]!.formulas).toBe(0);
        expect(line![0]).toBe("أمينة بن صالح");
        expect(line![3]).toBe("=HYPERLINK(1)");
        expect(line![6]).toBe(pair!.score / 100);
        const { criteria } = pair!.explanation;
        const points = criteria.map(({ points: each }) => each / 100);
        expect(line!.slice(9, 9 + 2 * criteria.length)).toEqual(
          points.flatMap((each) => [each, expect.stringMatching(/\p{L}/u)]),
        );
        expect(head!.length).toBe(9 + 2 * criteria.length + 1);
        expect(sheets[2]!.rows.flat()).toEqual(
          expect.arrayContaining([
            row!.inputHash,
            row!.resultHash,
            row!.result!.certificate!.dual,
          ]),
        );
      }
      const rows = await csv(
        await runFile(coordinator, runId, "pairs.csv", "en"),
      );
      expect(rows[1]![3]).toBe("'=HYPERLINK(1)");
      expect(rows[1]).toContain("Tunisia");
    }));

  test("says of everybody without a mentor why", () =>
    withDatabase(async (db) => {
      const { cohort, enrol, coordinator } = await scene(db);
      await enrol("mentor", { capacity: 1 });
      await enrol("mentee");
      await enrol("mentee");
      const runId = await run(coordinator, cohort.id, 1);
      const rows = await csv(
        await runFile(coordinator, runId, "unmatched.csv", "en"),
      );
      expect(rows).toHaveLength(2);
      expect(rows[1]![3]).toMatch(/taken by others/);
    }));
});

describe("before a run", () => {
  test("shortages lead to the people concerned, and what stays is counted", () =>
    withDatabase(async (db) => {
      const { cohort, enrol, coordinator } = await scene(db);
      const french = await enrol("mentor", { country: "FR", sectors: ["10"] });
      const aiming = await enrol("mentee", {
        sectors: ["health"],
        markets: ["FR"],
      });
      const butcher = await enrol("mentee", {
        sectors: ["10.11"],
        markets: ["EG", "FR"],
      });
      const [one, two] = [
        await enrol("mentor", { country: "MA" }),
        await enrol("mentee"),
      ];
      for (const [status, pinned] of [
        ["proposed", true],
        ["mentor_accepted", false],
      ] as const)
        await buildPairing(db, {
          cohortId: cohort.id,
          mentorEnrolmentId: one.id,
          menteeEnrolmentId: status === "proposed" ? aiming.id : two.id,
          status,
          pinned,
        });
      const page = await runsPage(coordinator, cohort.id, {
        reason: "all",
        after: null,
      });
      expect(page.standing).toEqual({
        pinned: 1,
        approved: 1,
        active: 0,
        replaced: 0,
      });
      expect(page.sectorShortages[0]).toEqual({
        of: "health",
        wanted: 1,
        free: 0,
      });
      expect(page.marketShortages).toContainEqual({
        of: "FR",
        wanted: 2,
        free: french.capacity,
      });
      const found = async (query: string) =>
        (
          await enrolmentList(
            coordinator,
            cohort.id,
            enrolmentFilters(new URLSearchParams(query)),
          )
        ).rows.map(({ id }) => id);
      expect(await found("role=mentee&sector=health")).toEqual([aiming.id]);
      expect(await found("role=mentor&market=FR")).toEqual([french.id]);
      expect(await found("role=mentee&market=FR")).toHaveLength(2);
      const food = await found("role=mentee&sector=agri-food");
      expect(food).toContain(butcher.id);
      expect(food).not.toContain(aiming.id);
    }));
});
