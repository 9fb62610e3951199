import { makeDb } from "db/client.ts";
import { writeCrowd, type Crowd } from "db/seed/crowd.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { accountsList } from "~/features/accounts/administration.server.ts";
import { auditPage } from "~/features/accounts/audit-log.server.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { enrolmentList } from "~/features/enrolments/list.server.ts";
import {
  leftOutPage,
  readLeftOutQuery,
} from "~/features/matching/left-out.server.ts";
import { personChoices } from "~/features/matching/person-choices.server.ts";
import { organisationFilters } from "~/features/organisations/filters.ts";
import { organisationList } from "~/features/organisations/list.server.ts";
import { readPairingQuery } from "~/features/pairings/filters.ts";
import { pairingList } from "~/features/pairings/list.server.ts";
import { sendPage } from "~/features/pairings/send-page.server.ts";
import { loadFigures } from "~/features/reports/load.server.ts";
import { myPairs } from "~/features/sessions/pairs.server.ts";
import type { Context } from "~/lib/context.ts";
import {
  asAdministrator,
  asCoordinator,
  asPerson,
} from "../support/context.ts";
import { freshDatabase } from "../support/database.ts";
import {
  indexesOf,
  plannedDatabase,
  readThrough,
  type Plan,
} from "../support/query-plans.ts";

/** Tables that grow with the people of an installation. */
const LARGE = new Set([
  "people",
  "enrolments",
  "organisations",
  "pairings",
  "audit_entries",
  "mentoring_sessions",
]);
const SIZE = 6_000;

interface Scene {
  readonly crowd: Crowd;
  readonly coordinator: Context;
  readonly administrator: Context;
  readonly mentor: Context;
  readonly plansOf: (run: () => Promise<unknown>) => Promise<Plan[]>;
}

let scene: Scene;
beforeAll(async () => {
  const { target } = await freshDatabase();
  const seeding = makeDb(target, { max: 1, deadlineMs: 0 });
  const crowd = await writeCrowd(seeding.db, SIZE);
  await seeding.close();
  const planned = await plannedDatabase(target);
  scene = {
    crowd,
    coordinator: await asCoordinator(planned.db, crowd.programmeId),
    administrator: await asAdministrator(planned.db),
    mentor: await asPerson(planned.db, crowd.mentorPersonId),
    plansOf: planned.plansOf,
  };
  return () => planned.close();
}, 240_000);

const params = (query: string) => new URLSearchParams(query);

/** Every list at its worst: no filter, a rare and a frequent word, every order, and far into it. */
const LISTS: Readonly<
  Record<string, (query: string) => Promise<{ after?: string | null }>>
> = {
  people: (query) =>
    enrolmentList(
      scene.coordinator,
      scene.crowd.cohortId,
      enrolmentFilters(params(query)),
    ),
  organisations: (query) =>
    organisationList(scene.coordinator, organisationFilters(params(query))),
  pairings: (query) =>
    pairingList(
      scene.coordinator,
      scene.crowd.cohortId,
      readPairingQuery(params(query)),
    ),
  accounts: (query) => accountsList(scene.administrator, params(query)),
  audit: (query) => auditPage(scene.administrator, params(query)),
  "left out": (query) =>
    leftOutPage(
      scene.coordinator.db,
      { id: scene.crowd.cohortId, mentorsPerMentee: 1 },
      "2026-11-20",
      readLeftOutQuery(params(query)),
    ),
  choices: async (query) => {
    const { db } = scene.coordinator;
    await personChoices(db, scene.crowd.cohortId, "mentor", params(query));
    return {};
  },
  "my pairs": async () => {
    await myPairs(scene.mentor);
    return {};
  },
};

/** The statements that fetch the rows of a page, not those that count everything. */
function ofThePage(plans: readonly Plan[]): Plan[] {
  return plans.filter(
    ({ text }) =>
      /\blimit\b/i.test(text) || /"pairings"\."id" = any/.test(text),
  );
}

async function wholeReads(run: () => Promise<unknown>): Promise<string[]> {
  // the driver prepares statements: after five runs the server may plan for any value
  for (let warm = 0; warm < 6; warm += 1) await run();
  const plans = ofThePage(await scene.plansOf(run));
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.flatMap(indexesOf).length).toBeGreaterThan(0);
  return plans.flatMap(readThrough).filter((table) => LARGE.has(table));
}

describe("a page among thousands", () => {
  test.each([
    ["people", "", "people_name_order"],
    ["people", "sort=waiting", "enrolments_cohort_submitted"],
    ["people", "sort=organisation", "organisations_name_order"],
    ["people", "q=haddad 77", "people_name_part"],
    ["people", "q=lefevre", "people_name_part"],
    ["people", "state=draft&role=mentor", "enrolments_cohort_state"],
    ["organisations", "", "organisations_name_order"],
    ["organisations", "q=pole 5770", "organisations_name_part"],
    ["organisations", "sort=country", "organisations_country"],
    ["pairings", "", "pairings_attention"],
    ["pairings", "status=all&sort=score", "pairings_score_order"],
    ["pairings", "status=all&sort=mentor", "people_name_order"],
    ["pairings", "status=all&sort=mentee&q=rossi", "people_name_part"],
    ["accounts", "", "people_name_order"],
    ["accounts", "q=rossi", "people_name_part"],
    ["audit", "", "audit_entries_pkey"],
    ["audit", "q=nothing.such", "audit_entries_action_part"],
    ["my pairs", "", "pairings_mentor_fk"],
    ["left out", "", "people_name_order"],
    ["left out", "left=full", "enrolments_cohort_state"],
    ["left out", "left=incomplete", "enrolments_cohort_state"],
    ["choices", "", "people_name_order"],
    ["choices", "mentorName=lefevre", "people_name_part"],
  ])("of %s?%s is found by an index", async (list, query, index) => {
    const run = () => LISTS[list]!(query);
    expect(await wholeReads(run)).toEqual([]);
    const used = ofThePage(await scene.plansOf(run)).flatMap(indexesOf);
    expect(used).toContain(index);
  });

  test.each([
    ["people", ""],
    ["people", "sort=organisation"],
    ["organisations", ""],
    ["pairings", "status=all"],
    ["pairings", "status=all&sort=score"],
    ["accounts", ""],
    ["audit", ""],
    ["left out", ""],
    ["left out", "left=paired"],
  ])("of %s?%s is found so far into the list, too", async (list, query) => {
    let after: string | null = "";
    for (let page = 0; page < 8 && after !== null; page += 1) {
      const { after: next } = await LISTS[list]!(
        after === "" ? query : `${query}&after=${after}`,
      );
      after = next ?? null;
    }
    expect(after).not.toBeNull();
    const run = () => LISTS[list]!(`${query}&after=${after}`);
    expect(await wholeReads(run)).toEqual([]);
  });
});

test("every mentor is on one page of the load, and on no other", async () => {
  const { coordinator, crowd } = scene;
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const query = { show: "all", sort: "sessions", after } as const;
    const page: Awaited<ReturnType<typeof loadFigures>> = await loadFigures(
      coordinator,
      crowd.cohortId,
      query,
    );
    seen.push(...page.rows.map(({ id }) => id));
    after = page.after;
    expect(page.total).toBeGreaterThanOrEqual(seen.length);
    if (after === null) expect(page.total).toBe(seen.length);
  } while (after !== null);
  expect(new Set(seen).size).toBe(seen.length);
}, 60_000);

test("every proposal that waits is on one page of those to be sent, and on no other", async () => {
  const { coordinator, crowd } = scene;
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof sendPage>> = await sendPage(
      coordinator,
      crowd.cohortId,
      after,
    );
    seen.push(...page.waiting.map(({ id }) => id));
    after = page.next;
    if (after === null) expect(seen).toHaveLength(page.total);
  } while (after !== null);
  expect(seen.length).toBeGreaterThan(200);
  expect(new Set(seen).size).toBe(seen.length);
});

test("the probe finds a table that is read through", async () => {
  const { plansOf, coordinator } = scene;
  const plans = await plansOf(() =>
    coordinator.db.execute("select id from people where bio = 'x' limit 1"),
  );
  expect(plans.flatMap(readThrough)).toEqual(["people"]);
});
