import { buildCohort, buildEnrolment, buildOrganisation } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { criteriaSets, matchingRuns } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { runPage } from "~/features/matching/run-page.server.ts";
import { criteriaPage } from "~/features/matching/sample.server.ts";
import { verifyStored } from "~/domain/matching/stored-result.ts";
import {
  CriteriaFormInput,
  criteriaOf,
} from "~/features/programmes/criteria-form.ts";
import { saveCriteria } from "~/features/programmes/criteria.server.ts";
import type { Context } from "~/lib/context.ts";
import { checkForm } from "~/lib/forms.server.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const FIELDS = {
  basedOn: "0",
  "weights.sector": "35",
  "weights.country": "20",
  "weights.needs": "20",
  "weights.language": "10",
  "weights.time": "10",
  "weights.wishes": "5",
  "country.target": "70",
  "country.crossSea": "30",
  "country.similarity": "0",
  "country.affinity": "0",
  "country.matrix": "0",
  language: "B2",
  minimumScore: "0",
  hoursNeeded: "2",
  objective: "coverage",
};

const ROW = {
  side: "mentors",
  by: "country",
  value: "",
  atLeast: "",
  atMost: "",
};

/** The form of "How we match", with rows of quotas as the page sends them. */
function formWith(
  fields: Readonly<Record<string, string>>,
  rows: readonly Partial<typeof ROW>[] = [],
) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...FIELDS, ...fields }))
    form.append(name, value);
  [...rows, ROW, ROW].forEach((row, at) => {
    for (const [name, value] of Object.entries({ ...ROW, ...row }))
      form.append(`quotas[${at}].${name}`, value);
  });
  return checkForm(form, CriteriaFormInput);
}

function errorsOf(...args: Parameters<typeof formWith>) {
  const read = formWith(...args);
  return read.ok ? {} : read.form.error;
}

describe("the form of how we match", () => {
  test("states floor, balance, who proposes and quotas; the defaults leave no trace", () => {
    const plain = formWith({ evenness: "0", proposing: "mentees" });
    expect(plain.ok && criteriaOf(plain.value, DEFAULT_CRITERIA)).toEqual(
      DEFAULT_CRITERIA,
    );
    const full = formWith(
      { floor: "on", evenness: "2", proposing: "mentors" },
      [
        { value: "Tunisie", atMost: "3" },
        {
          side: "mentees",
          by: "sector",
          value: "c",
          atLeast: "0",
          atMost: "2",
        },
        { by: "organisation", value: "Rete", atLeast: "1" },
      ],
    );
    const criteria = full.ok && criteriaOf(full.value, DEFAULT_CRITERIA);
    expect(criteria).toMatchObject({
      floor: true,
      evenness: 2,
      proposing: "mentors",
      quotas: [
        { side: "mentors", by: "country", value: "TN", atMost: 3 },
        { side: "mentees", by: "sector", value: "C", atLeast: 0, atMost: 2 },
        { side: "mentors", by: "organisation", value: "Rete", atLeast: 1 },
      ],
    });
    // a form without these fields keeps what was saved, ticks aside
    const old = checkForm(
      Object.entries(FIELDS).reduce((form, [name, value]) => {
        form.append(name, value);
        return form;
      }, new FormData()),
      CriteriaFormInput,
    );
    expect(old.ok && criteria && criteriaOf(old.value, criteria)).toEqual({
      ...criteria,
      floor: undefined,
    });
  });

  test.each([
    [
      "an unknown country",
      { value: "Atlantis", atMost: "1" },
      "quotas[0].value",
      "criteria:errors.quota_country",
    ],
    [
      "an unknown sector",
      { by: "sector", value: "hats", atMost: "1" },
      "quotas[0].value",
      "criteria:errors.quota_sector",
    ],
    [
      "no value",
      { by: "organisation", atMost: "1" },
      "quotas[0].value",
      "criteria:errors.quota_organisation",
    ],
    [
      "no bound",
      { value: "FR" },
      "quotas[0].atMost",
      "criteria:errors.quota_bound",
    ],
    [
      "bounds that contradict",
      { value: "FR", atLeast: "2", atMost: "1" },
      "quotas[0].atMost",
      "criteria:errors.quota_range",
    ],
    [
      "less than nothing",
      { value: "FR", atMost: "-1" },
      "quotas[0].atMost",
      "too_small?limit=0",
    ],
  ])("refuses a quota with %s, at its field", (_, row, field, key) => {
    expect(errorsOf({}, [row])).toEqual({ [field]: [key] });
  });

  test("refuses the same quota twice, and stable with any of it", () => {
    const row = { value: "FR", atMost: "1" };
    expect(errorsOf({}, [row, { ...row, value: "France" }])).toEqual({
      "quotas[1].value": ["criteria:errors.quota_twice"],
    });
    const refused = { objective: ["criteria:errors.stable"] };
    expect(errorsOf({ objective: "stable" }, [row])).toEqual(refused);
    expect(errorsOf({ objective: "stable", floor: "on" })).toEqual(refused);
    expect(errorsOf({ objective: "stable", evenness: "1" })).toEqual(refused);
    expect(errorsOf({ objective: "stable", proposing: "mentors" })).toEqual({});
  });
});

/** Three mentors, two of one organisation, and three mentees. */
async function cohortOf(db: Db) {
  const cohort = await buildCohort(db);
  const rete = await buildOrganisation(db, { name: "Rete" });
  const enrol = (role: "mentor" | "mentee", organisationId?: string) =>
    buildEnrolment(db, {
      cohortId: cohort.id,
      role,
      ...(organisationId && { organisationId }),
    });
  for (const organisation of [rete.id, rete.id, undefined])
    await enrol("mentor", organisation);
  for (let at = 0; at < 3; at++) await enrol("mentee");
  return { cohort, coordinator: await asCoordinator(db, cohort.programmeId) };
}

async function saveAndRun(
  ctx: Context,
  cohortId: string,
  ...[fields, rows]: Parameters<typeof formWith>
) {
  const form = formWith(fields, rows);
  if (!form.ok) throw new Error(JSON.stringify(form.form.error));
  const { version } = await criteriaPage(ctx, cohortId, new URLSearchParams());
  await saveCriteria(ctx, cohortId, {
    basedOn: version,
    criteria: criteriaOf(form.value, DEFAULT_CRITERIA),
    objective: form.value.objective,
    note: null,
  });
  const runId = await requestRun(ctx, cohortId);
  await carryOutRun({ db: ctx.db, now: NOW, requestId: null }, runId, (task) =>
    Promise.resolve(computeMatching(task)),
  );
  return runId;
}

async function rowOf(db: Db, runId: string) {
  const [row] = await db
    .select({ run: matchingRuns, set: criteriaSets })
    .from(matchingRuns)
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .where(eq(matchingRuns.id, runId));
  return row!;
}

describe("a run", () => {
  const quota = { by: "organisation", value: "rete", atMost: "1" };

  test("keeps to the quotas of its version, says so, and tells who competes for what", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await cohortOf(db);
      const fields = { floor: "on", evenness: "1" };
      const runId = await saveAndRun(coordinator, cohort.id, fields, [quota]);
      const page = await runPage(coordinator, runId);
      expect(page.criteria).toMatchObject({
        floor: true,
        evenness: 1,
        quotas: [{ value: "rete", atMost: 1 }],
      });
      expect(page.outcome).toMatchObject({ matched: 2, pairs: 2 });
      expect(page.outcome?.floor).toBe(page.outcome?.worst);
      expect(page.outcome?.unmatched).toMatchObject([
        { cause: "quota", crowd: null },
      ]);
      const open = await saveAndRun(coordinator, cohort.id, {});
      expect((await runPage(coordinator, open)).outcome?.matched).toBe(3);
    }));

  test("names the crowd that competes for the places of a few", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await cohortOf(db);
      await buildEnrolment(db, { cohortId: cohort.id, role: "mentee" });
      const runId = await saveAndRun(coordinator, cohort.id, {});
      const { outcome } = await runPage(coordinator, runId);
      expect(outcome?.unmatched).toMatchObject([
        { cause: "mentors_full", crowd: { mentees: 4, places: 3, more: 0 } },
      ]);
      expect(outcome?.unmatched[0]?.crowd?.mentors).toHaveLength(3);
    }));

  test("whose quota cannot be kept fails and names it", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await cohortOf(db);
      const tooMany = { ...quota, atMost: "", atLeast: "3" };
      const runId = await saveAndRun(coordinator, cohort.id, {}, [tooMany]);
      const { run, outcome } = await runPage(coordinator, runId);
      expect(outcome).toBeNull();
      expect(run).toMatchObject({
        state: "failed",
        failure: {
          key: "quota_few",
          possible: 2,
          quota: { value: "rete", atLeast: 3 },
        },
      });
    }));

  test("can be verified again from its row, for every objective; a changed row is refused", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await cohortOf(db);
      for (const [fields, rows] of [
        [{}, [quota]],
        [{ objective: "total", floor: "on", evenness: "2" }, []],
        [{ objective: "total" }, [quota]],
        [{ objective: "fairest" }, []],
        [{ objective: "stable", proposing: "mentors" }, []],
      ] as const) {
        const runId = await saveAndRun(coordinator, cohort.id, fields, rows);
        const { run, set } = await rowOf(db, runId);
        const { criteria, objective } = set;
        const task = { facts: run.input, criteria, objective };
        const result = run.result!;
        expect(verifyStored(task, result)).toMatchObject({ ok: true });
        const [first, ...rest] = result.pairs;
        const worse = { ...result, pairs: rest };
        expect(verifyStored(task, worse)).toMatchObject({ ok: false });
        const pairs = [{ ...first!, score: first!.score + 1 }, ...rest];
        expect(verifyStored(task, { ...result, pairs })).toMatchObject({
          ok: false,
        });
        if (result.certificate === null) continue;
        const { mentorPrice } = result.certificate;
        const certificate = {
          ...result.certificate,
          mentorPrice: Object.fromEntries(
            Object.entries(mentorPrice).map(([id, price]) => [id, price + 1]),
          ),
        };
        expect(verifyStored(task, { ...result, certificate })).toMatchObject({
          ok: false,
        });
      }
    }));
});
