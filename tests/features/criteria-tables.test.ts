import { buildCohort } from "db/builders.ts";
import { describe, expect, test } from "vitest";
import {
  linkLines,
  matrixLines,
  readLinks,
  readMatrix,
} from "~/features/programmes/criteria-tables.ts";
import {
  criteriaTablesPage,
  saveCriteriaTables,
} from "~/features/programmes/criteria-tables.server.ts";
import { latestCriteria } from "~/features/programmes/criteria.server.ts";
import { asCoordinator } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

describe("pasted tables", () => {
  test("read with any separator, with a header or without, and give the same lines again", () => {
    const links = [
      ["01", "10", 8000],
      ["35", "41", 2550],
    ];
    for (const text of [
      "01, 10, 80\n35, 41, 25.5",
      "mentee;mentor;near\r\n01;10;80\r\n35;41;25,5\r\n",
      "01\t10\t80 %\n\n35\t41\t25,5",
    ])
      expect(readLinks(text)).toEqual({ ok: true, value: links });
    expect(linkLines(links as never)).toBe("01, 10, 80\n35, 41, 25.5");
    const matrix = { TN: { FR: 0.8, DE: -1 }, MA: { FR: 0 } };
    expect(readMatrix("Tunisia,France,0.8\nTN,DE,-1\nالمغرب,FR,0")).toEqual({
      ok: true,
      value: matrix,
    });
    expect(matrixLines(matrix)).toBe("TN, FR, 0.8\nTN, DE, -1\nMA, FR, 0");
    expect(readLinks(" \n")).toEqual({ ok: true, value: [] });
  });

  test("name the line of every mistake, counted as they were pasted", () => {
    const text = "01,10,80\nfish hats,10,80\n01,11,101\n01,10,70\n01,10";
    expect(readLinks(text)).toEqual({
      ok: false,
      problems: expect.arrayContaining([
        "criteria:tables.bad_sector?row=2",
        "criteria:tables.bad_link?row=3",
        "criteria:tables.repeated?row=4",
        "criteria:tables.bad_row?row=5",
      ]) as string[],
    });
    expect(readMatrix("TN,XX,0.5\nTN,FR,2")).toEqual({
      ok: false,
      problems: [
        "criteria:tables.bad_country?row=1",
        "criteria:tables.bad_fit?row=2",
      ],
    });
  });
});

test("saving makes a new version that changes nothing else; a stale page and a mistake save nothing", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db, { state: "recruiting" });
    const ctx = await asCoordinator(db, cohort.programmeId);
    const input = { basedOn: 0, links: "01,10,80", matrix: "TN,FR,0.5" };
    expect(await saveCriteriaTables(ctx, cohort.id, input)).toEqual({
      ok: true,
      isNew: true,
    });
    const saved = await latestCriteria(db, cohort.id);
    expect(saved?.criteria).toMatchObject({
      weights: { sector: 35 },
      sectorLinks: [["01", "10", 8000]],
      countryMatrix: { TN: { FR: 0.5 } },
    });
    expect(await saveCriteriaTables(ctx, cohort.id, input)).toEqual({
      ok: false,
      errors: { "": ["criteria:errors.stale"] },
    });
    const { version, values } = await criteriaTablesPage(ctx, cohort.id);
    expect(version).toBe(saved?.version);
    expect(values).toEqual({ links: "01, 10, 80", matrix: "TN, FR, 0.5" });
    const wrong = { basedOn: version, links: "01,10,800" };
    expect(await saveCriteriaTables(ctx, cohort.id, wrong)).toMatchObject({
      ok: false,
      errors: { links: ["criteria:tables.bad_link?row=1"] },
    });
    expect((await latestCriteria(db, cohort.id))?.version).toBe(version);
  }));

test("another programme's tables are neither shown nor saved", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db, { state: "recruiting" });
    const stranger = await asCoordinator(
      db,
      (await buildCohort(db)).programmeId,
    );
    await expect(criteriaTablesPage(stranger, cohort.id)).rejects.toMatchObject(
      { status: 404 },
    );
    await expect(
      saveCriteriaTables(stranger, cohort.id, { basedOn: 0 }),
    ).rejects.toMatchObject({ status: 404 });
  }));
