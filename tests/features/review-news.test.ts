import { buildCohort, buildPairing } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { expect, test } from "vitest";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { newestEntry, pairNews } from "~/features/pairings/news.server.ts";
import { asCoordinator } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

async function scene(db: Db) {
  const cohort = await buildCohort(db, { state: "matching" });
  const [one, two] = [
    await buildPairing(db, { cohortId: cohort.id, status: "proposed" }),
    await buildPairing(db, { cohortId: cohort.id, status: "proposed" }),
  ];
  const { programmeId } = cohort;
  const me = await asCoordinator(db, programmeId);
  const other = await asCoordinator(db, programmeId);
  const since = await newestEntry(db, programmeId);
  return { cohort, one, two, me, other, since };
}

test("what others decided since the page was made is told once, and one's own deeds are not", () =>
  withDatabase(async (db) => {
    const { cohort, one, two, me, other, since } = await scene(db);
    await decidePairing(me, one.id, { step: "approve" });
    await decidePairing(other, two.id, { step: "pin" });
    await decidePairing(other, two.id, { step: "approve" });
    const told = await pairNews(me, cohort.id, { pair: one.id, since }, "en");
    const who = other.actor.fullName;
    expect(told.changes.map(({ pair, short }) => [pair, short])).toEqual([
      [two.id, `Pinned · ${who}`],
      [two.id, `Approved · ${who}`],
    ]);
    expect(told.changes[1]!.long).toMatch(/ with .*: Approved/);
    const again = { pair: one.id, since: told.since };
    expect((await pairNews(me, cohort.id, again, "fr")).changes).toEqual([]);
  }));

test("who looks at which pair is told in the reader's language", () =>
  withDatabase(async (db) => {
    const { cohort, one, two, me, other, since } = await scene(db);
    await pairNews(other, cohort.id, { pair: two.id, since }, "en");
    const { looking } = await pairNews(
      me,
      cohort.id,
      { pair: one.id, since },
      "fr",
    );
    expect(looking).toEqual({
      [two.id]: `${other.actor.fullName} regarde ce binôme`,
    });
  }));

test("another cohort of the programme and other programmes are no news, and closed to strangers", () =>
  withDatabase(async (db) => {
    const { cohort, me, since } = await scene(db);
    const beside = await buildCohort(db, {
      programmeId: cohort.programmeId,
      state: "matching",
    });
    const { id } = await buildPairing(db, {
      cohortId: beside.id,
      status: "proposed",
    });
    const other = await asCoordinator(db, cohort.programmeId);
    await decidePairing(other, id, { step: "approve" });
    const asked = { pair: null, since };
    expect((await pairNews(me, cohort.id, asked, "en")).changes).toEqual([]);
    const stranger = await asCoordinator(
      db,
      (await buildCohort(db)).programmeId,
    );
    await expect(
      pairNews(stranger, cohort.id, asked, "en"),
    ).rejects.toMatchObject({ status: 404 });
  }));
