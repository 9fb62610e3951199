import {
  buildCohort,
  buildEnrolment,
  buildOrganisation,
  buildPerson,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  accounts,
  auditEntries,
  consents,
  enrolments,
  enrolmentTags,
  mails,
} from "db/schema/index.ts";
import { eq, like } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { openTasks } from "~/domain/enrolment/application.ts";
import { bulkPage } from "~/features/enrolments/bulk-page.server.ts";
import {
  carryOutBulk,
  requestBulk,
  undoBulk,
} from "~/features/enrolments/bulk.server.ts";
import { backTo, withBack } from "~/features/enrolments/back.ts";
import {
  enrolmentFilters,
  PEOPLE_SORTS,
  viewQuery,
} from "~/features/enrolments/filters.ts";
import { enrolmentList } from "~/features/enrolments/list.server.ts";
import { peoplePage } from "~/features/enrolments/people-page.server.ts";
import { cohortRecords, factsOf } from "~/features/enrolments/record.server.ts";
import { tagEnrolment } from "~/features/enrolments/tags.server.ts";
import {
  changeView,
  saveView,
  viewsPage,
} from "~/features/enrolments/views.server.ts";
import { asCoordinator, asPerson, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const filters = (query = "") => enrolmentFilters(new URLSearchParams(query));

type Over = Partial<typeof enrolments.$inferInsert> & {
  name?: string;
  passwordHash?: string;
};

/** A cohort that recruits and its coordinator. */
async function cohortOf(db: Db) {
  const cohort = await buildCohort(db, { state: "recruiting", name: "Spring" });
  return { cohort, ctx: await asCoordinator(db, cohort.programmeId) };
}

/** Somebody with a complete application, consent included, unless told otherwise. */
async function enrol(db: Db, cohortId: string, over: Over = {}) {
  const { name, passwordHash, ...rest } = over;
  const person = await buildPerson(db, {
    ...(name ? { fullName: name } : {}),
    passwordHash,
  });
  const { id } = await buildEnrolment(db, {
    cohortId,
    role: "mentee",
    state: "submitted",
    personId: person.personId,
    ...rest,
  });
  await db.insert(consents).values({
    enrolmentId: id,
    textVersion: "2026-11",
    locale: "en",
    givenAt: NOW,
  });
  return { id, ...person };
}

async function stateOf(db: Db, id: string) {
  const [row] = await db.select().from(enrolments).where(eq(enrolments.id, id));
  return row!.state;
}

describe("the pages of the list", () => {
  test("show everybody once in every order, also those of whom the order knows nothing", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const homes = [
        await buildOrganisation(db, { name: "Zeta" }),
        await buildOrganisation(db, { name: "Écho" }),
      ];
      const ids = new Set<string>();
      for (let at = 0; at < 112; at += 1) {
        const { id } = await enrol(db, cohort.id, {
          name: `Name ${at % 7}`,
          organisationId: at % 5 === 0 ? null : homes[at % 2]!.id,
          submittedAt:
            at % 4 === 0 ? null : new Date(NOW.getTime() + (at % 9) * 1_000),
        });
        ids.add(id);
      }
      for (const sort of PEOPLE_SORTS) {
        const seen: string[] = [];
        let after: string | null = "";
        while (after !== null) {
          const page = await enrolmentList(
            ctx,
            cohort.id,
            filters(`sort=${sort}&after=${after}`),
          );
          seen.push(...page.rows.map(({ id }) => id));
          after = page.after;
        }
        expect(seen).toHaveLength(ids.size);
        expect(new Set(seen)).toEqual(ids);
      }
    }));

  test("are in the order of names as people read them, and found without accents or vowel signs", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      for (const name of ["Zoé", "émile", "Fatma", "أَحْمَد"])
        await enrol(db, cohort.id, { name });
      const names = async (query: string) =>
        (await enrolmentList(ctx, cohort.id, filters(query))).rows.map(
          ({ fullName }) => fullName,
        );
      expect(await names("")).toEqual(["émile", "Fatma", "Zoé", "أَحْمَد"]);
      expect(await names("q=EMILE")).toEqual(["émile"]);
      expect(await names(`q=${encodeURIComponent("احمد")}`)).toEqual(["أَحْمَد"]);
      expect(await names("q=%25")).toEqual([]);
    }));

  test("begin anew behind a row of another cohort", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const elsewhere = await enrol(db, (await buildCohort(db)).id, {
        name: "Zz",
      });
      await enrol(db, cohort.id, { name: "Aa" });
      const { rows } = await enrolmentList(
        ctx,
        cohort.id,
        filters(`after=${elsewhere.id}`),
      );
      expect(rows).toHaveLength(1);
    }));

  test("call an application complete exactly when no task is open", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const gaps: Over[] = [
        {},
        { country: null },
        { organisationId: null },
        { sectors: [] },
        { topics: null },
        { topics: [] },
        { languages: [] },
        { availability: null },
        { availability: [] },
        { goals: null },
        { goals: " \n" },
      ];
      for (const gap of gaps) await enrol(db, cohort.id, gap);
      const refused = await enrol(db, cohort.id);
      await db
        .update(consents)
        .set({ withdrawnAt: NOW })
        .where(eq(consents.enrolmentId, refused.id));
      const records = await cohortRecords(db, cohort.id, undefined);
      const complete = records
        .filter((record) => openTasks(factsOf(record)).length === 0)
        .map(({ enrolment }) => enrolment.id);
      expect(complete).toHaveLength(1);
      const listed = await enrolmentList(
        ctx,
        cohort.id,
        filters("complete=yes"),
      );
      expect(listed.rows.map(({ id }) => id)).toEqual(complete);
      expect(listed.completeWaiting).toBe(1);
    }));

  test("show a person beside the list, but none of another cohort", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const { id, fullName } = await enrol(db, cohort.id);
      const page = await peoplePage(
        ctx,
        cohort.id,
        new URLSearchParams(`role=mentee&person=${id}`),
      );
      expect(page.person?.answers.fullName).toBe(fullName);
      expect(page.listTo).toBe(`/cohorts/${cohort.id}/enrolments?role=mentee`);
      const sibling = await buildCohort(db, {
        programmeId: cohort.programmeId,
      });
      const other = await enrol(db, sibling.id);
      await expect(
        peoplePage(ctx, cohort.id, new URLSearchParams(`person=${other.id}`)),
      ).rejects.toMatchObject({ status: 404 });
    }));

  test("lead back from a deed to the list, and to nowhere else", () => {
    const id = "11111111-1111-4111-8111-111111111111";
    const panel = `/cohorts/${id}/enrolments?q=%C3%A9&person=${id}`;
    const url = (path: string) => new URL(path, "http://127.0.0.1");
    expect(backTo(url(withBack("/x?task=tag", panel)), id)).toBe(panel);
    for (const bad of ["//evil.example", "/\\evil", `${panel}\n//evil`, ""])
      expect(backTo(url(withBack("/x", bad)), id)).toBe(`/enrolments/${id}`);
  });
});

describe("a deed on many people", () => {
  test("accepts the complete ones, once, after it was shown what would happen", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const ready = await enrol(db, cohort.id, { passwordHash: "x" });
      const open = await enrol(db, cohort.id, { goals: null });
      const turnedDown = await enrol(db, cohort.id, {
        state: "rejected",
        rejectionReason: "places",
      });
      const ids = [ready.id, open.id, turnedDown.id];
      const deed = await requestBulk(
        ctx,
        cohort.id,
        { deed: "accept", scope: "ticked", ids },
        filters(),
      );
      const outcomes = async () =>
        (await bulkPage(ctx, deed)).rows.map(({ outcome }) => outcome);
      expect(await outcomes()).toEqual([
        "accepted",
        "incomplete",
        "not_waiting",
      ]);
      expect(await stateOf(db, ready.id)).toBe("submitted");
      await carryOutBulk(ctx, deed);
      await carryOutBulk(ctx, deed);
      expect(await stateOf(db, ready.id)).toBe("accepted");
      expect(await stateOf(db, open.id)).toBe("submitted");
      expect(await outcomes()).toEqual([
        "accepted",
        "incomplete",
        "not_waiting",
      ]);
      expect(await db.select().from(mails)).toHaveLength(1);
      expect(
        await db.$count(
          auditEntries,
          eq(auditEntries.action, "enrolment.accept"),
        ),
      ).toBe(1);
      await expect(undoBulk(ctx, deed)).rejects.toMatchObject({ status: 409 });
    }));

  test("reminds who writes still, invites who never came, and nobody twice a day", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const writes = await enrol(db, cohort.id, {
        state: "draft",
        goals: null,
        passwordHash: "x",
      });
      const never = await enrol(db, cohort.id, { state: "draft" });
      const done = await enrol(db, cohort.id, { passwordHash: "x" });
      const gone = await enrol(db, cohort.id, { state: "draft" });
      await db
        .update(accounts)
        .set({ deactivatedAt: NOW })
        .where(eq(accounts.personId, gone.personId));
      const ids = [writes.id, never.id, done.id, gone.id];
      const remindAll = async () => {
        const deed = await requestBulk(
          ctx,
          cohort.id,
          { deed: "remind", scope: "ticked", ids },
          filters(),
        );
        await carryOutBulk(ctx, deed);
        return (await bulkPage(ctx, deed)).rows.map(({ outcome }) => outcome);
      };
      expect(await remindAll()).toEqual([
        "reminded",
        "invited",
        "nothing_open",
        "no_address",
      ]);
      const sent = await db
        .select({ template: mails.template, args: mails.args })
        .from(mails)
        .orderBy(mails.template);
      expect(sent.map(({ template }) => template)).toEqual([
        "application_reminder",
        "invitation",
      ]);
      expect(sent[0]?.args).toMatchObject({ open: 1, cohort: "Spring" });
      expect(await remindAll()).toEqual([
        "reminded_today",
        "reminded_today",
        "nothing_open",
        "no_address",
      ]);
      expect(await db.$count(mails)).toBe(2);
    }));

  test("tags all that the filters show, spells a tag as the first time, and can be undone", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const first = await enrol(db, cohort.id, { role: "mentor" });
      const second = await enrol(db, cohort.id, { role: "mentor" });
      const mentee = await enrol(db, cohort.id);
      await tagEnrolment(ctx, first.id, { deed: "tag", tag: "Énergie" });
      const deed = await requestBulk(
        ctx,
        cohort.id,
        { deed: "tag", tag: "ÉNERGIE", scope: "all", ids: [] },
        filters("role=mentor"),
      );
      const tagged = async () =>
        (await enrolmentList(ctx, cohort.id, filters("tag=énergie"))).rows
          .map(({ id, tags }) => `${id} ${tags.join()}`)
          .sort();
      expect(await tagged()).toEqual(
        [`${first.id} Énergie`, `${second.id} Énergie`].sort(),
      );
      // the one who had it already is not part of the deed, so undoing leaves theirs
      await undoBulk(ctx, deed);
      await undoBulk(ctx, deed);
      expect(await tagged()).toEqual([`${first.id} Énergie`]);
      expect(await db.$count(enrolmentTags)).toBe(1);
      expect(mentee.id).not.toBe(first.id);
      const audit = await db
        .select()
        .from(auditEntries)
        .where(like(auditEntries.action, "enrolment.%tag"));
      expect(audit.map(({ action }) => action)).toEqual([
        "enrolment.tag",
        "enrolment.tag",
        "enrolment.untag",
      ]);
      expect(JSON.stringify(audit)).not.toMatch(/nergie/i);
    }));

  test("takes two hundred at once and says how many are left", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const { personId } = await buildPerson(db);
      const home = await buildOrganisation(db);
      for (let at = 0; at < 203; at += 1)
        await buildEnrolment(db, {
          cohortId: cohort.id,
          role: "mentor",
          organisationId: home.id,
          personId: at === 0 ? personId : undefined,
        });
      const tagAll = () =>
        requestBulk(
          ctx,
          cohort.id,
          { deed: "tag", tag: "x", scope: "all", ids: [] },
          filters(),
        );
      expect(await bulkPage(ctx, await tagAll())).toMatchObject({
        changes: 200,
        more: 3,
      });
      expect(await bulkPage(ctx, await tagAll())).toMatchObject({
        changes: 3,
        more: 0,
      });
    }));

  test("concerns nobody of another cohort, and is nobody else's to see or do", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const elsewhere = await enrol(db, (await buildCohort(db)).id);
      const deed = await requestBulk(
        ctx,
        cohort.id,
        { deed: "accept", scope: "ticked", ids: [elsewhere.id] },
        filters(),
      );
      expect((await bulkPage(ctx, deed)).rows).toEqual([]);
      await carryOutBulk(ctx, deed);
      expect(await stateOf(db, elsewhere.id)).toBe("submitted");
      const stranger = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      for (const attempt of [bulkPage, carryOutBulk, undoBulk])
        await expect(attempt(stranger, deed)).rejects.toMatchObject({
          status: 404,
        });
      await expect(
        requestBulk(
          stranger,
          cohort.id,
          { deed: "tag", tag: "x", scope: "all", ids: [] },
          filters(),
        ),
      ).rejects.toMatchObject({ status: 404 });
    }));

  test("writes to nobody of a closed cohort", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db, { state: "closed" });
      const ctx = await asCoordinator(db, cohort.programmeId);
      await expect(
        requestBulk(
          ctx,
          cohort.id,
          { deed: "remind", scope: "all", ids: [] },
          filters(),
        ),
      ).rejects.toMatchObject({ status: 409 });
    }));
});

describe("a saved view", () => {
  test("keeps filters in one order, without what is no filter", () => {
    const query = viewQuery(
      filters("q=x&bad=1&role=mentor&after=zzz&sort=name&person=1"),
    );
    expect(query).toBe("role=mentor&q=x");
  });

  test("is read by its owner, and by the programme's coordinators once it is shared", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortOf(db);
      const colleague = await asCoordinator(db, cohort.programmeId);
      const names = async (who: typeof ctx) =>
        (await viewsPage(who, cohort.id)).views.map(({ name }) => name);
      const input = { name: "Waiting", query: "state=submitted" };
      await saveView(ctx, cohort.id, { ...input, isShared: false });
      expect([await names(ctx), await names(colleague)]).toEqual([
        ["Waiting"],
        [],
      ]);
      await saveView(ctx, cohort.id, { ...input, isShared: true });
      expect(await names(colleague)).toEqual(["Waiting"]);
      const [view] = (await viewsPage(ctx, cohort.id)).views;
      await expect(
        changeView(colleague, view!.id, "remove"),
      ).rejects.toMatchObject({ status: 404 });
      await changeView(ctx, view!.id, "keep");
      expect(await names(colleague)).toEqual([]);
      await changeView(ctx, view!.id, "remove");
      expect(await names(ctx)).toEqual([]);
    }));

  test("is nothing for somebody who coordinates another programme", () =>
    withDatabase(async (db) => {
      const { cohort } = await cohortOf(db);
      const other = await buildCohort(db);
      const stranger = await asCoordinator(db, other.programmeId);
      await expect(
        saveView(stranger, cohort.id, { name: "X", query: "", isShared: true }),
      ).rejects.toMatchObject({ status: 404 });
      await expect(viewsPage(stranger, cohort.id)).rejects.toMatchObject({
        status: 404,
      });
      const { personId } = await enrol(db, cohort.id);
      await expect(
        viewsPage(await asPerson(db, personId), cohort.id),
      ).rejects.toMatchObject({ status: 404 });
    }));
});
