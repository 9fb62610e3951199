import {
  buildCohort,
  buildEnrolment,
  buildPairing,
  buildPerson,
  buildSession,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  accounts,
  auditEntries,
  cohorts,
  enrolments,
  mentoringSessions,
  pairings,
} from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { FunnelRow } from "~/domain/reporting/funnel.ts";
import type { Context } from "~/lib/context.ts";
import { NO_SECTOR } from "~/domain/reporting/sector-grid.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { enrolmentList } from "~/features/enrolments/list.server.ts";
import { readPairingQuery } from "~/features/pairings/filters.ts";
import { pairingList } from "~/features/pairings/list.server.ts";
import { phaseDates } from "~/features/programmes/phase-bar.server.ts";
import { loadDemo } from "~/features/programmes/sample.server.ts";
import { figureFile } from "~/features/reports/files.server.ts";
import { funnelFigures } from "~/features/reports/funnel.server.ts";
import { homeFigures } from "~/features/reports/home-figures.server.ts";
import { behind } from "~/features/reports/links.ts";
import { readLoadQuery } from "~/features/reports/load-query.ts";
import { loadFigures } from "~/features/reports/load.server.ts";
import { mapFigures } from "~/features/reports/map.server.ts";
import { gridView, sectorFigures } from "~/features/reports/sectors.server.ts";
import { asCoordinator, asPerson, NOW } from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";

const now = new Date();
const DAY = 86_400_000;
const days = (count: number) => new Date(NOW.getTime() + count * DAY);
const every = readLoadQuery(new URLSearchParams());

describe("the sample programme", () => {
  let db: Db;
  let ctx: Context;
  let first: string;
  let second: string;
  let trial: string;

  beforeAll(async () => {
    ({ db } = await freshDatabase());
    await loadDemo({ db, now });
    const [account] = await db
      .select()
      .from(accounts)
      .where(eq(accounts.email, "coordinator@passerelle.example"));
    ctx = await asPerson(db, account!.personId, now);
    const idOf = async (name: string) =>
      (await db.select().from(cohorts).where(eq(cohorts.name, name)))[0]!.id;
    [first, second, trial] = (await Promise.all(
      ["First edition", "Second edition", "Trial round"].map(idOf),
    )) as [string, string, string]; // three names, three ids
  });

  /** Rows as they are stored, to be counted one by one. */
  async function raw(cohortId: string) {
    const people = await db
      .select()
      .from(enrolments)
      .where(eq(enrolments.cohortId, cohortId));
    const pairs = await db
      .select()
      .from(pairings)
      .where(eq(pairings.cohortId, cohortId));
    const byId = new Map(people.map((each) => [each.id, each]));
    const sides = pairs.map((pair) => ({
      pair,
      mentor: byId.get(pair.mentorEnrolmentId)!,
      mentee: byId.get(pair.menteeEnrolmentId)!,
    }));
    return { people, sides };
  }

  test("has 25 ended pairs on the map of its first edition, the most from France to Morocco", async () => {
    const { flows } = await mapFigures(ctx, first);
    expect(flows.reduce((sum, { ended }) => sum + ended, 0)).toBe(25);
    expect(
      flows.every(({ active, on_the_way }) => active + on_the_way === 0),
    ).toBe(true);
    expect(flows[0]).toMatchObject({ from: "FR", to: "MA", total: 5 });
    // the two documented pairs are among them
    expect(flows).toContainEqual(
      expect.objectContaining({ from: "FR", to: "PS" }),
    );
    const { sides } = await raw(first);
    for (const { from, to, total } of flows)
      expect(
        sides.filter(
          ({ mentor, mentee }) =>
            mentor.country === from && mentee.country === to,
        ),
      ).toHaveLength(total);
  });

  test("leads from each number of the map to exactly as many pairs", async () => {
    for (const cohortId of [first, trial]) {
      const { flows } = await mapFigures(ctx, cohortId);
      for (const flow of flows)
        for (const status of ["on_the_way", "active", "ended"] as const) {
          const { from, to } = flow;
          const search = new URLSearchParams({
            status,
            from: from!,
            to: to!,
          });
          const list = await pairingList(
            ctx,
            cohortId,
            readPairingQuery(search),
          );
          expect(list.rows).toHaveLength(flow[status]);
        }
    }
  });

  test("asks for 19 places in its second edition and offers 24, sector by sector as one counts them", async () => {
    const { people } = await raw(second);
    const accepted = people.filter(({ state }) => state === "accepted");
    const today = now.toISOString().slice(0, 10);
    const demand = await sectorFigures(ctx, second, "demand");
    const supply = await sectorFigures(ctx, second, "supply");
    expect(demand.grid.total).toBe(19);
    expect(supply.grid.total).toBe(24);
    demand.grid.rows.forEach(({ sector, counts }) => {
      demand.grid.countries.forEach((country, at) => {
        const wanted = accepted.filter(
          (each) =>
            each.role === "mentee" &&
            (each.sectors[0] ?? null) === sector &&
            each.country === country,
        );
        expect(counts[at], `${sector} ${country}`).toBe(wanted.length);
      });
    });
    supply.grid.countries.forEach((country, at) => {
      const places = accepted
        .filter(
          (each) =>
            each.role === "mentor" &&
            each.country === country &&
            (each.pausedUntil === null || each.pausedUntil <= today),
        )
        .reduce((sum, { capacity }) => sum + capacity, 0);
      expect(supply.grid.totals[at]).toBe(places);
    });
    // mentors from both shores: roles do not follow from countries
    expect(supply.grid.countries).toContain("PS");
    expect(demand.grid.countries).toContain("PS");
  });

  test("counts its 25 pairs once more by the sector and country of the mentee", async () => {
    const { grid, balance } = await sectorFigures(ctx, first, "pairs");
    expect(grid.total).toBe(25);
    expect(balance.reduce((sum, row) => sum + row.demand, 0)).toBe(26);
    const { sides } = await raw(first);
    for (const { sector, pairs } of balance)
      expect(
        sides.filter(({ mentee }) => (mentee.sectors[0] ?? null) === sector),
      ).toHaveLength(pairs);
  });

  test("leads from every number of its grids to those whom it counts", async () => {
    let followed = 0;
    for (const cohortId of [first, second, trial])
      for (const view of ["demand", "pairs"] as const) {
        const { grid } = await sectorFigures(ctx, cohortId, view);
        for (const { sector, counts, total } of grid.rows)
          for (const [at, count] of [...counts, total].entries()) {
            const country = at < counts.length ? grid.countries[at]! : "";
            if (count === 0 || country === null) continue;
            const link = behind(cohortId, view, country, sector ?? NO_SECTOR);
            expect(await listed(cohortId, link), link).toBe(count);
            followed++;
          }
      }
    expect(followed).toBeGreaterThan(40);
  });

  async function listed(cohortId: string, link: string): Promise<number> {
    const { pathname, searchParams } = new URL(link, "http://localhost");
    const { rows } = pathname.endsWith("/pairings")
      ? await pairingList(ctx, cohortId, readPairingQuery(searchParams))
      : await enrolmentList(ctx, cohortId, enrolmentFilters(searchParams));
    return rows.length;
  }

  test("lost one of 26 mentees of the first edition before a proposal, and all the others met", async () => {
    const { funnel } = await funnelFigures(ctx, first);
    expect(reached(funnel)).toEqual([26, 26, 25, 25, 25, 25, 25, 25]);
    const medians = Object.fromEntries(
      funnel.map(({ step, medianDays }) => [step, medianDays]),
    );
    // 18 March 2019 proposed, 20 approved, 21 sent, 27 accepted, 2 April active
    expect(medians).toMatchObject({
      approved: 2,
      sent: 1,
      mentor_accepted: 6,
      active: 6,
    });
  });

  test("has one mentee of the trial round who has not confirmed, and one pair on hold that counts as active", async () => {
    const { funnel } = await funnelFigures(ctx, trial);
    expect(reached(funnel)).toEqual([4, 4, 4, 4, 4, 4, 3, 3]);
    const { funnel: waiting } = await funnelFigures(ctx, second);
    expect(reached(waiting).slice(0, 3)).toEqual([22, 19, 0]);
  });

  test("shows each mentor's sessions as they were logged", async () => {
    for (const cohortId of [first, trial]) {
      const { rows, sums } = await loadFigures(ctx, cohortId, every);
      const { sides } = await raw(cohortId);
      const held = await db
        .select({
          pairingId: mentoringSessions.pairingId,
          startsAt: mentoringSessions.startsAt,
        })
        .from(mentoringSessions)
        .where(eq(mentoringSessions.status, "held"));
      for (const row of rows) {
        const own = sides
          .filter(({ mentor }) => mentor.id === row.id)
          .map(({ pair }) => pair.id);
        const sessions = held.filter(({ pairingId }) =>
          own.includes(pairingId),
        );
        expect(row.sessionsHeld, row.name).toBe(sessions.length);
        const last = sessions
          .map(({ startsAt }) => startsAt.getTime())
          .sort((a, b) => b - a)[0];
        expect(row.lastSession && Date.parse(row.lastSession)).toBe(
          last ?? null,
        );
      }
      expect(sums.sessions).toBe(cohortId === first ? 112 : 4);
    }
  });

  test("knows the days on which the first edition went from phase to phase", async () => {
    const dates = await phaseDates(ctx, first);
    expect(
      Object.fromEntries(
        Object.entries(dates).map(([state, at]) => [state, at.slice(0, 10)]),
      ),
    ).toEqual({
      draft: "2019-01-14",
      recruiting: "2019-01-21",
      matching: "2019-03-15",
      running: "2019-04-03",
      closed: "2020-07-02",
    });
  });

  test("is in the files as on the pages, in the reader's language", async () => {
    const fileOf = async (file: string, params = "") => {
      const answer = await figureFile(file, {
        ctx,
        cohortId: first,
        params: new URLSearchParams(params),
        locale: "fr",
      });
      expect(answer.headers.get("Content-Type")).toContain("text/csv");
      return (await answer.text()).trim().split("\r\n");
    };
    const map = await fileOf("map.csv");
    expect(map[0]).toContain("Pays du mentor");
    expect(map[1]).toBe("France,Maroc,0,0,5,5");
    expect(await fileOf("funnel.csv")).toHaveLength(9);
    expect((await fileOf("load.csv")).length).toBe(26);
    const pairs = await fileOf("sectors.csv", "show=pairs");
    expect(pairs.at(-1)).toMatch(/^Total,.*,25$/);
    expect((await fileOf("balance.csv")).length).toBeGreaterThan(10);
  });
});

function reached(funnel: readonly FunnelRow[]): number[] {
  return funnel.map((row) => row.reached);
}

test("a mentee keeps the steps they reached when a pair is declined or ends", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);
    const mentee = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentee",
    });
    await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentee",
      state: "draft",
    });
    await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentee",
      state: "rejected",
    });
    const pair = (status: "mentor_declined" | "mentee_declined" | "expired") =>
      buildPairing(db, {
        cohortId: cohort.id,
        menteeEnrolmentId: mentee.id,
        status,
        createdAt: days(-9),
      });

    await pair("mentor_declined");
    expect(reached((await funnelFigures(ctx, cohort.id)).funnel)).toEqual([
      2, 1, 1, 1, 1, 0, 0, 0,
    ]);
    await pair("mentee_declined");
    expect(reached((await funnelFigures(ctx, cohort.id)).funnel)).toEqual([
      2, 1, 1, 1, 1, 1, 0, 0,
    ]);
    const ended = await buildPairing(db, {
      cohortId: cohort.id,
      menteeEnrolmentId: mentee.id,
      status: "ended_early",
    });
    const { personId } = await buildPerson(db);
    await buildSession(db, { pairingId: ended.id, loggedBy: personId });
    expect(reached((await funnelFigures(ctx, cohort.id)).funnel)).toEqual([
      2, 1, 1, 1, 1, 1, 1, 1,
    ]);
  }));

test("mentors who are over and those without a pair are found, sorted and counted", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);
    const mentor = async (fullName: string, capacity: number) => {
      const { personId } = await buildPerson(db, { fullName });
      return buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        personId,
        capacity,
      });
    };
    const over = await mentor("Over", 1);
    const full = await mentor("Full", 1);
    await mentor("Idle", 3);
    const paused = await mentor("Paused", 2);
    await db
      .update(enrolments)
      .set({ pausedUntil: "2026-12-01" })
      .where(eq(enrolments.id, paused.id));
    const of = (mentorEnrolmentId: string, status: "proposed" | "active") =>
      buildPairing(db, { cohortId: cohort.id, mentorEnrolmentId, status });
    await of(over.id, "active");
    await of(over.id, "proposed");
    await of(full.id, "active");

    const words = async (search: string) => {
      const { rows, counts } = await loadFigures(
        ctx,
        cohort.id,
        readLoadQuery(new URLSearchParams(search)),
      );
      return { names: rows.map(({ name, word }) => `${name} ${word}`), counts };
    };
    const { names, counts } = await words("");
    expect(names).toEqual([
      "Full full",
      "Idle idle",
      "Over over",
      "Paused paused",
    ]);
    expect(counts).toEqual({ over: 1, full: 1, free: 0, idle: 1, paused: 1 });
    expect((await words("show=over")).names).toEqual(["Over over"]);
    expect((await words("sort=free")).names[0]).toBe("Idle idle");
    expect((await words("sort=used")).names[0]).toBe("Over over");
    expect((await words("show=nonsense&sort=drop")).names).toHaveLength(4);
  }));

test("a name that a spreadsheet would take for a formula is written as text", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);
    const { personId } = await buildPerson(db, { fullName: "=1+1" });
    await buildEnrolment(db, { cohortId: cohort.id, role: "mentor", personId });
    const answer = await figureFile("load.csv", {
      ctx,
      cohortId: cohort.id,
      params: new URLSearchParams(),
      locale: "en",
    });
    expect(await answer.text()).toContain(`\r\n"'=1+1",`);
  }));

test("figures of another programme do not exist, and neither does a file of another name", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const own = await asCoordinator(db, cohort.programmeId);
    const foreign = await asCoordinator(
      db,
      (await buildCohort(db)).programmeId,
    );
    const asked = (ctx: Context, file: string) =>
      figureFile(file, {
        ctx,
        cohortId: cohort.id,
        params: new URLSearchParams(),
        locale: "en",
      });
    for (const refused of [
      () => mapFigures(foreign, cohort.id),
      () => sectorFigures(foreign, cohort.id, "demand"),
      () => funnelFigures(foreign, cohort.id),
      () => loadFigures(foreign, cohort.id, every),
      () => homeFigures(foreign, cohort.id),
      ...["map", "sectors", "balance", "funnel", "load"].map(
        (file) => () => asked(foreign, `${file}.csv`),
      ),
      () => asked(own, "people.csv"),
      () => asked(own, "map"),
      () => asked(own, "toString.csv"),
    ])
      await expect(refused()).rejects.toMatchObject({ status: 404 });
    expect((await mapFigures(own, cohort.id)).flows).toEqual([]);
    expect(reached((await homeFigures(own, cohort.id)).funnel)).toEqual(
      Array<number>(8).fill(0),
    );
  }));

test("pairs are counted in their own cohort only", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);
    const beside = await buildCohort(db, { programmeId: cohort.programmeId });
    await buildPairing(db, { cohortId: beside.id, status: "active" });
    await buildPairing(db, { cohortId: cohort.id, status: "proposed" });
    const { flows } = await mapFigures(ctx, cohort.id);
    expect(flows).toEqual([
      { from: "FR", to: "MA", on_the_way: 1, active: 0, ended: 0, total: 1 },
    ]);
    const { grid } = await sectorFigures(
      ctx,
      cohort.id,
      gridView(new URLSearchParams("show=supply")),
    );
    expect(grid).toMatchObject({ countries: ["FR"], total: 1 });
  }));

test("a class of NACE is listed with its division, and who states no sector apart", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);
    for (const sectors of [["62.10"], ["62"], ["01", "62"], []])
      await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentee",
        sectors,
      });
    const { grid } = await sectorFigures(ctx, cohort.id, "demand");
    const found: [string | null, number][] = [];
    for (const { sector } of grid.rows) {
      const link = behind(cohort.id, "demand", "", sector ?? NO_SECTOR);
      const { searchParams } = new URL(link, "http://localhost");
      const filters = enrolmentFilters(searchParams);
      const { rows } = await enrolmentList(ctx, cohort.id, filters);
      found.push([sector, rows.length]);
    }
    expect(found).toEqual([
      ["62", 2],
      ["01", 1],
      [null, 1],
    ]);
    for (const nonsense of ["62.10", "Z", "' or true", "62,01"])
      expect(
        enrolmentFilters(new URLSearchParams({ first: nonsense })).first,
      ).toBe("");
  }));

test("reading figures leaves no trace", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);
    const entries = () =>
      db
        .select({ id: auditEntries.id })
        .from(auditEntries)
        .where(and(eq(auditEntries.cohortId, cohort.id)));
    await homeFigures(ctx, cohort.id);
    await loadFigures(ctx, cohort.id, every);
    expect(await entries()).toEqual([]);
  }));
