import {
  buildCohort,
  buildEnrolment,
  buildOrganisation,
  buildPerson,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  auditEntries,
  cohorts,
  consents,
  enrolments,
  wishes,
} from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { CONSENT_VERSION } from "~/domain/enrolment/application.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import type { WishDeed, WishMode } from "~/domain/enrolment/wishes.ts";
import {
  applicationPage,
  reviewPage,
} from "~/features/enrolments/queries.server.ts";
import { readWishFilters } from "~/features/enrolments/wishes-filters.ts";
import { saveWish } from "~/features/enrolments/wishes-save.server.ts";
import { wishesPage } from "~/features/enrolments/wishes.server.ts";
import { myParticipation } from "~/features/programmes/waiting.server.ts";
import type { Context } from "~/lib/context.ts";
import { violatedConstraint } from "~/lib/errors.ts";
import { asCoordinator, asPerson, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const EVERYBODY = readWishFilters(new URLSearchParams());

/** Somebody accepted and complete, with consent. */
async function place(
  db: Db,
  cohortId: string,
  role: EnrolmentRole,
  fullName: string,
  over: Partial<typeof enrolments.$inferInsert> = {},
) {
  const { personId } = over.personId
    ? { personId: over.personId }
    : await buildPerson(db, { fullName });
  const organisation = await buildOrganisation(db, {
    name: `House of ${fullName}`,
  });
  const { id } = await buildEnrolment(db, {
    cohortId,
    role,
    organisationId: organisation.id,
    ...over,
    personId,
  });
  await db.insert(consents).values({
    enrolmentId: id,
    textVersion: CONSENT_VERSION,
    locale: "en",
    givenAt: NOW,
  });
  return { id, personId };
}

async function scene(db: Db, wishMode: WishMode = "named") {
  const cohort = await buildCohort(db, { state: "recruiting", wishMode });
  const mentors = [
    await place(db, cohort.id, "mentor", "Amal Mentor"),
    await place(db, cohort.id, "mentor", "Bruno Mentor", { country: "ES" }),
    await place(db, cohort.id, "mentor", "Chiara Mentor"),
  ];
  const mentee = await place(db, cohort.id, "mentee", "Dalia Mentee");
  for (const one of [...mentors, mentee]) await show(db, one, wishMode);
  const ctx = await asPerson(db, mentee.personId);
  return { cohort, mentors, mentee, ctx };
}

async function show(
  db: Db,
  who: { id: string; personId: string },
  as: WishMode,
) {
  if (as === "off") return;
  const ctx = await asPerson(db, who.personId);
  const version = await versionOf(ctx, who.id);
  await saveWish(ctx, who.id, { deed: "show", as, version }, "en");
}

async function versionOf(ctx: Context, id: string): Promise<number> {
  return (await wishesPage(ctx, id, EVERYBODY)).version;
}

async function wish(ctx: Context, id: string, deed: WishDeed, other: string) {
  const version = await versionOf(ctx, id);
  return saveWish(ctx, id, { deed, other, version }, "en");
}

async function listsOf(ctx: Context, id: string) {
  const { ranked, never } = await wishesPage(ctx, id, EVERYBODY);
  const ids = (list: readonly { id: string }[]) => list.map((one) => one.id);
  return { ranked: ids(ranked), never: ids(never) };
}

describe("saying wishes", () => {
  test("puts people in order, moves them and takes them back", () =>
    withDatabase(async (db) => {
      const { mentors, mentee, ctx } = await scene(db);
      const [a, b, c] = mentors.map(({ id }) => id) as [string, string, string];
      for (const other of [a, b, c]) await wish(ctx, mentee.id, "add", other);
      await wish(ctx, mentee.id, "up", c);
      expect(await listsOf(ctx, mentee.id)).toEqual({
        ranked: [a, c, b],
        never: [],
      });
      await wish(ctx, mentee.id, "down", a);
      await wish(ctx, mentee.id, "never", b);
      expect(await listsOf(ctx, mentee.id)).toEqual({
        ranked: [c, a],
        never: [b],
      });
      await wish(ctx, mentee.id, "remove", b);
      expect(await listsOf(ctx, mentee.id)).toEqual({
        ranked: [c, a],
        never: [],
      });
    }));

  test("works for mentors as well", () =>
    withDatabase(async (db) => {
      const { mentors, mentee } = await scene(db);
      const ctx = await asPerson(db, mentors[0]!.personId);
      await wish(ctx, mentors[0]!.id, "add", mentee.id);
      const page = await wishesPage(ctx, mentors[0]!.id, EVERYBODY);
      expect(page.ranked[0]?.who?.name).toBe("Dalia Mentee");
    }));

  test("is refused to a second window that has not seen the first", () =>
    withDatabase(async (db) => {
      const { mentors, mentee, ctx } = await scene(db);
      const version = await versionOf(ctx, mentee.id);
      const add = (other: string) =>
        saveWish(ctx, mentee.id, { deed: "add", other, version }, "en");
      expect(await add(mentors[0]!.id)).toBeNull();
      expect(await add(mentors[1]!.id)).toBe("wishes:errors.stale");
    }));

  test("leaves the deed in the audit and nothing of its content", () =>
    withDatabase(async (db) => {
      const { cohort, mentors, mentee, ctx } = await scene(db);
      await wish(ctx, mentee.id, "never", mentors[0]!.id);
      const rows = await db
        .select()
        .from(auditEntries)
        .where(
          and(
            eq(auditEntries.subjectId, mentee.id),
            eq(auditEntries.action, "wishes.save"),
          ),
        );
      expect(rows.map(({ details }) => details)).toEqual([{}]);
      const coordinator = await asCoordinator(db, cohort.programmeId);
      const review = await reviewPage(coordinator, mentee.id);
      expect(review.history.map(({ action }) => action)).toEqual([
        "wishes.show",
      ]);
    }));
});

describe("who may", () => {
  test("nobody but the person reads or changes them", () =>
    withDatabase(async (db) => {
      const { cohort, mentors, mentee } = await scene(db);
      const others = [
        await asPerson(db, mentors[0]!.personId),
        await asCoordinator(db, cohort.programmeId),
      ];
      for (const ctx of others) {
        const input = { deed: "hide", version: 1 } as const;
        await expect(
          wishesPage(ctx, mentee.id, EVERYBODY),
        ).rejects.toMatchObject({ status: 404 });
        await expect(
          saveWish(ctx, mentee.id, input, "en"),
        ).rejects.toMatchObject({ status: 404 });
      }
    }));

  test("somebody of another cohort, of the same side, or not shown is not found", () =>
    withDatabase(async (db) => {
      const { cohort, mentee, ctx } = await scene(db);
      const foreign = await scene(db);
      const peer = await place(db, cohort.id, "mentee", "Elif Mentee");
      await show(db, peer, "named");
      const hidden = await place(db, cohort.id, "mentor", "Farid Mentor");
      for (const { id } of [foreign.mentors[0]!, peer, hidden, mentee])
        await expect(wish(ctx, mentee.id, "add", id)).rejects.toMatchObject({
          status: 404,
        });
    }));

  test("nobody is offered themselves in the other role", () =>
    withDatabase(async (db) => {
      const { cohort, mentee, ctx } = await scene(db);
      const self = await place(db, cohort.id, "mentor", "", {
        personId: mentee.personId,
      });
      await show(db, self, "named");
      await expect(wish(ctx, mentee.id, "add", self.id)).rejects.toMatchObject({
        status: 404,
      });
    }));

  test("after the last day, and once the cohort runs, nothing changes any more", () =>
    withDatabase(async (db) => {
      const { cohort, mentors, mentee, ctx } = await scene(db);
      await wish(ctx, mentee.id, "add", mentors[0]!.id);
      const set = (over: Partial<typeof cohorts.$inferInsert>) =>
        db.update(cohorts).set(over).where(eq(cohorts.id, cohort.id));
      const later = mentors[1]!.id;
      await set({ wishesUntil: "2026-11-20" }); // the day of the test
      expect(await wish(ctx, mentee.id, "add", later)).toBeNull();
      for (const over of [
        { wishesUntil: "2026-11-19" },
        { wishesUntil: null, state: "running" as const },
      ]) {
        await set(over);
        await expect(
          wish(ctx, mentee.id, "remove", later),
        ).rejects.toMatchObject({ status: 409 });
      }
      // still theirs to read, without those to choose from
      const page = await wishesPage(ctx, mentee.id, EVERYBODY);
      expect([page.ranked.length, page.candidates.length]).toEqual([2, 0]);
    }));

  test("where no wishes are asked for there is no page and no task", () =>
    withDatabase(async (db) => {
      const { mentee, ctx } = await scene(db, "off");
      await expect(wishesPage(ctx, mentee.id, EVERYBODY)).rejects.toMatchObject(
        { status: 409 },
      );
      expect((await applicationPage(ctx, mentee.id)).wishes).toBeNull();
      const [application] = (await myParticipation(ctx)).applications;
      expect(application?.wishes).toBeNull();
    }));

  test("the home of somebody who has not answered yet shows the task", () =>
    withDatabase(async (db) => {
      const { mentors, mentee, ctx } = await scene(db);
      const onHome = async () =>
        (await myParticipation(ctx)).applications[0]?.wishes;
      expect(await onHome()).toBe("asked");
      await wish(ctx, mentee.id, "add", mentors[0]!.id);
      expect(await onHome()).toBe("given");
    }));
});

describe("what is shown", () => {
  test("without names nothing that identifies, not even in the data of the page", () =>
    withDatabase(async (db) => {
      const { mentee, ctx } = await scene(db, "anonymous");
      const page = await wishesPage(ctx, mentee.id, EVERYBODY);
      expect(page.candidates).toHaveLength(3);
      expect(new Set(page.candidates.map(({ code }) => code)).size).toBe(3);
      const text = JSON.stringify(page);
      expect(text).not.toMatch(/Mentor"|Amal|Bruno|Chiara|House of/);
    }));

  test("whoever agreed to be shown without a name is not shown with one", () =>
    withDatabase(async (db) => {
      const { cohort, mentors, mentee, ctx } = await scene(db, "anonymous");
      await wish(ctx, mentee.id, "add", mentors[0]!.id);
      await db
        .update(cohorts)
        .set({ wishMode: "named" })
        .where(eq(cohorts.id, cohort.id));
      await show(db, mentee, "named");
      await show(db, mentors[1]!, "named");
      const page = await wishesPage(ctx, mentee.id, EVERYBODY);
      expect(page.candidates.map(({ name }) => name)).toEqual(["Bruno Mentor"]);
      expect(page.ranked).toEqual([{ id: mentors[0]!.id, who: null }]);
    }));

  test("whoever is not shown sees nobody, and whoever leaves the list is gone from it", () =>
    withDatabase(async (db) => {
      const { mentors, mentee, ctx } = await scene(db);
      const mentor = await asPerson(db, mentors[0]!.personId);
      const version = await versionOf(mentor, mentors[0]!.id);
      const hide = { deed: "hide", version } as const;
      expect(await saveWish(mentor, mentors[0]!.id, hide, "en")).toBeNull();
      const own = await wishesPage(mentor, mentors[0]!.id, EVERYBODY);
      expect([own.isShown, own.candidates]).toEqual([false, []]);
      const names = (
        await wishesPage(ctx, mentee.id, EVERYBODY)
      ).candidates.map(({ name }) => name);
      expect(names).toEqual(["Bruno Mentor", "Chiara Mentor"]);
    }));

  test("filters narrow the list, and only accepted and complete people are on it", () =>
    withDatabase(async (db) => {
      const { cohort, mentee, ctx } = await scene(db);
      for (const over of [{ state: "reserve" as const }, { goals: null }]) {
        const out = await place(db, cohort.id, "mentor", "Out");
        await show(db, out, "named");
        await db.update(enrolments).set(over).where(eq(enrolments.id, out.id));
      }
      const inSpain = readWishFilters(new URLSearchParams({ country: "ES" }));
      const count = async (filters = EVERYBODY) =>
        (await wishesPage(ctx, mentee.id, filters)).total;
      expect([await count(), await count(inSpain)]).toEqual([3, 1]);
    }));

  test("the other side learns neither ranks nor whom somebody would rather not", () =>
    withDatabase(async (db) => {
      const { mentors, mentee, ctx } = await scene(db);
      const [first, second] = mentors as [(typeof mentors)[0], typeof mentee];
      const reads = async (one: typeof first) => {
        const mentor = await asPerson(db, one.personId);
        return JSON.stringify([
          await wishesPage(mentor, one.id, EVERYBODY),
          await applicationPage(mentor, one.id),
          await myParticipation(mentor),
        ]);
      };
      const before = [await reads(first), await reads(second)];
      await wish(ctx, mentee.id, "add", first.id);
      await wish(ctx, mentee.id, "never", second.id);
      expect([await reads(first), await reads(second)]).toEqual(before);
    }));
});

describe("the database", () => {
  const constraintOf = async (doing: Promise<unknown>) =>
    doing.then(
      () => "kept",
      (error: unknown) => violatedConstraint(error),
    );

  test("keeps wishes between opposite roles of one cohort, each rank once", () =>
    withDatabase(async (db) => {
      const { cohort, mentors, mentee } = await scene(db);
      const foreign = await scene(db);
      const row = {
        cohortId: cohort.id,
        enrolmentId: mentee.id,
        role: "mentee" as const,
        otherEnrolmentId: mentors[0]!.id,
        otherRole: "mentor" as const,
        rank: 1,
      };
      const insert = (over: Partial<typeof row>) =>
        constraintOf(
          db.transaction((tx) => tx.insert(wishes).values({ ...row, ...over })),
        );
      expect(await insert({ rank: 0 })).toBe("wishes_rank");
      expect(await insert({ rank: 11 })).toBe("wishes_rank");
      expect(await insert({ otherEnrolmentId: foreign.mentors[0]!.id })).toBe(
        "wishes_other",
      );
      expect(await insert({ role: "mentor" as never })).toBe(
        "wishes_opposite_roles",
      );
      expect(
        await insert({
          otherEnrolmentId: mentee.id,
          otherRole: "mentee" as never,
        }),
      ).toBe("wishes_opposite_roles");
      expect(await insert({})).toBe("kept");
      expect(await insert({ rank: 2 })).toBe(
        "wishes_enrolment_id_other_enrolment_id_pk",
      );
      expect(await insert({ otherEnrolmentId: mentors[1]!.id })).toBe(
        "wishes_rank_once",
      );
    }));

  test("lets wishes go with either enrolment", () =>
    withDatabase(async (db) => {
      const { mentors, mentee, ctx } = await scene(db);
      await wish(ctx, mentee.id, "add", mentors[0]!.id);
      await db.delete(consents).where(eq(consents.enrolmentId, mentors[0]!.id));
      await db.delete(enrolments).where(eq(enrolments.id, mentors[0]!.id));
      expect(await db.select().from(wishes)).toEqual([]);
    }));
});
