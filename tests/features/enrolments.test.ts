import {
  buildCohort,
  buildEnrolment,
  buildOrganisation,
  buildPairing,
  buildPerson,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  accounts,
  auditEntries,
  consents,
  enrolments,
  mails,
  people,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  decideEnrolment,
  noteEnrolment,
} from "~/features/enrolments/decide.server.ts";
import { saveOnBehalf } from "~/features/enrolments/edit-form.server.ts";
import { enrolmentFile } from "~/features/enrolments/enrolment-file.server.ts";
import {
  giveAccess,
  inviteToCohort,
  inviteWaiting,
} from "~/features/enrolments/invite.server.ts";
import { readInvitees } from "~/features/enrolments/invitees.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import {
  enrolmentExport,
  enrolmentList,
} from "~/features/enrolments/list.server.ts";
import { reviewPage } from "~/features/enrolments/queries.server.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const filters = (query = "") => enrolmentFilters(new URLSearchParams(query));

async function row(db: Db, id: string) {
  const [found] = await db
    .select()
    .from(enrolments)
    .where(eq(enrolments.id, id));
  return found!;
}

/** A cohort that recruits, its coordinator, and an application that was sent by somebody with a password. */
async function waiting(
  db: Db,
  over: Partial<typeof enrolments.$inferInsert> = {},
) {
  const cohort = await buildCohort(db, { state: "recruiting", name: "Spring" });
  const person = await buildPerson(db, { locale: "fr", passwordHash: "x" });
  const { id } = await buildEnrolment(db, {
    cohortId: cohort.id,
    role: "mentee",
    state: "submitted",
    personId: person.personId,
    ...over,
  });
  await db.insert(consents).values({
    enrolmentId: id,
    textVersion: "2026-11",
    locale: "fr",
    givenAt: NOW,
  });
  const ctx = await asCoordinator(db, cohort.programmeId);
  return { cohort, person, id, ctx };
}

describe("a decision on an application", () => {
  test("is recorded with who and when, and told in the person's language", () =>
    withDatabase(async (db) => {
      const { id, ctx, person } = await waiting(db);
      await decideEnrolment(ctx, id, {
        step: "reject",
        reason: "places",
        message: "Bon courage !",
      });
      expect(await row(db, id)).toMatchObject({
        state: "rejected",
        rejectionReason: "places",
        decidedBy: ctx.actor.personId,
        decidedAt: NOW,
      });
      const [mail] = await db.select().from(mails);
      expect(mail).toMatchObject({
        template: "application_decided",
        toAddress: person.email,
        locale: "fr",
        args: { cohort: "Spring", state: "rejected" },
      });
      expect(mail?.args.message).toContain("plus nombreuses que les places");
      expect(mail?.args.message).toContain("Bon courage !");
      const audit = await db.select().from(auditEntries);
      expect(audit.at(-1)).toMatchObject({
        action: "enrolment.reject",
        details: { from: "submitted", reason: "places" },
      });
      expect(JSON.stringify(audit)).not.toContain("courage");
    }));

  test("is not told to somebody who never came", () =>
    withDatabase(async (db) => {
      const { ctx, cohort } = await waiting(db);
      const { id } = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        state: "submitted",
      });
      await decideEnrolment(ctx, id, { step: "accept" });
      expect(await db.select().from(mails)).toEqual([]);
    }));

  test("of another programme's application finds nothing", () =>
    withDatabase(async (db) => {
      const { id } = await waiting(db);
      const stranger = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      for (const act of [
        () => decideEnrolment(stranger, id, { step: "accept" }),
        () => noteEnrolment(stranger, id, "x"),
        () => reviewPage(stranger, id),
        () => giveAccess(stranger, id, "a@cluster.example"),
      ])
        await expect(act()).rejects.toMatchObject({ status: 404 });
    }));

  test("is refused when the state does not allow it, or a pair is live", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await waiting(db, { state: "draft" });
      await expect(
        decideEnrolment(ctx, id, { step: "accept" }),
      ).rejects.toMatchObject({ status: 409 });
      const pairing = await buildPairing(db, { status: "active" });
      const [cohort] = await db
        .select({ cohortId: enrolments.cohortId })
        .from(enrolments)
        .where(eq(enrolments.id, pairing.mentorEnrolmentId));
      expect(cohort).toBeDefined();
      const mine = await buildCohort(db);
      const own = await buildPairing(db, {
        cohortId: mine.id,
        status: "active",
      });
      const coordinator = await asCoordinator(db, mine.programmeId);
      await expect(
        decideEnrolment(coordinator, own.menteeEnrolmentId, {
          step: "reserve",
        }),
      ).rejects.toMatchObject({
        status: 409,
        key: "enrolments:errors.pair_alive",
      });
    }));
});

describe("the list of people", () => {
  test("is filtered, searched, counted and paged by name", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db);
      const ctx = await asCoordinator(db, cohort.programmeId);
      const home = await buildOrganisation(db, { name: "Pôle Énergie" });
      for (let index = 0; index < 53; index++) {
        const { personId } = await buildPerson(db, {
          fullName: `Person ${String(index).padStart(2, "0")}`,
        });
        await buildEnrolment(db, {
          cohortId: cohort.id,
          role: index % 2 ? "mentor" : "mentee",
          personId,
          organisationId: home.id,
        });
      }
      const first = await enrolmentList(ctx, cohort.id, filters());
      expect(first.rows).toHaveLength(50);
      const second = await enrolmentList(
        ctx,
        cohort.id,
        filters(`after=${first.after}`),
      );
      expect(second.rows.map(({ fullName }) => fullName)).toEqual([
        "Person 50",
        "Person 51",
        "Person 52",
      ]);
      expect(second.after).toBeNull();
      const found = await enrolmentList(
        ctx,
        cohort.id,
        filters("q=%20PERSON%2007&role=mentor"),
      );
      expect(found.rows.map(({ fullName }) => fullName)).toEqual(["Person 07"]);
      const byHome = await enrolmentList(
        ctx,
        cohort.id,
        filters("q=énergie&country=MA"),
      );
      expect(byHome.counts).toEqual([
        { role: "mentee", state: "accepted", count: 27 },
      ]);
      const none = await enrolmentList(ctx, cohort.id, filters("q=%25"));
      expect(none.rows).toEqual([]);
    }));

  test("and its file belong to the coordinators of the programme", () =>
    withDatabase(async (db) => {
      const { cohort } = await waiting(db);
      const stranger = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      await expect(
        enrolmentList(stranger, cohort.id, filters()),
      ).rejects.toMatchObject({ status: 404 });
      await expect(
        enrolmentExport(stranger, cohort.id, filters()),
      ).rejects.toMatchObject({ status: 404 });
    }));

  test("as a file disarms what a spreadsheet would calculate", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db);
      const ctx = await asCoordinator(db, cohort.programmeId);
      const { personId } = await buildPerson(db, { fullName: "=1+1" });
      await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        personId,
      });
      const { rows } = await enrolmentExport(ctx, cohort.id, filters());
      const file = enrolmentFile("Été", rows, "fr");
      expect(file.headers.get("Content-Disposition")).toContain(
        "%C3%89t%C3%A9",
      );
      const bytes = new Uint8Array(await file.arrayBuffer());
      expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
      const text = new TextDecoder().decode(bytes);
      expect(text).toContain(`,"'=1+1",`);
      expect(text).toContain("Mon 09:00-12:00");
    }));
});

describe("a coordinator edits on behalf", () => {
  const post = (fields: Record<string, string>) =>
    new Request("http://127.0.0.1/", {
      method: "POST",
      body: new URLSearchParams(fields),
    });

  test("the answers of somebody who was accepted, but not the name of an account", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await waiting(db, { state: "accepted" });
      const goals = { version: "1", goals: "Corrected" };
      expect(await saveOnBehalf(ctx, post(goals), id, "goals")).toBeNull();
      expect((await row(db, id)).goals).toBe("Corrected");
      const about = {
        version: "2",
        fullName: "Another Name",
        country: "FR",
        timeZone: "Europe/Paris",
      };
      await expect(
        saveOnBehalf(ctx, post(about), id, "about"),
      ).rejects.toMatchObject({ status: 403 });
      await expect(
        saveOnBehalf(ctx, post({ step: "give", consent: "on" }), id, "consent"),
      ).rejects.toMatchObject({ status: 404 });
    }));

  test("with a note that nobody else reads", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await waiting(db);
      await saveOnBehalf(ctx, post({ note: "Speaks slowly" }), id, "note");
      expect((await reviewPage(ctx, id)).note).toBe("Speaks slowly");
      const audit = await db.select().from(auditEntries);
      expect(JSON.stringify(audit)).not.toContain("slowly");
    }));
});

describe("invitations", () => {
  test("give each person a draft and one mail, and find known people again", () =>
    withDatabase(async (db) => {
      const { ctx, cohort } = await waiting(db);
      const known = await buildPerson(db, {
        email: "Known@cluster.example",
        passwordHash: "x",
        fullName: "Known",
      });
      const refused = await inviteToCohort(ctx, cohort.id, {
        role: "mentor",
        locale: "ar",
        people:
          "Samira Haddad, samira@cluster.example\n\nOther Name <known@cluster.example>\nsamira@cluster.example; Twice",
      });
      expect(refused).toBeNull();
      const drafts = await db
        .select({ name: people.fullName, locale: people.locale })
        .from(enrolments)
        .innerJoin(people, eq(people.id, enrolments.personId))
        .where(eq(enrolments.state, "draft"));
      expect(drafts).toHaveLength(2);
      expect(drafts).toContainEqual({ name: "Samira Haddad", locale: "ar" });
      expect(drafts).toContainEqual({ name: "Known", locale: "en" });
      const sent = await db.select().from(mails);
      expect(sent.map(({ template }) => template).sort()).toEqual([
        "added_to_programme",
        "invitation",
      ]);
      expect(known.fullName).toBe("Known");
    }));

  test("with a line that cannot be read invite nobody", () =>
    withDatabase(async (db) => {
      const { ctx, cohort } = await waiting(db);
      expect(
        await inviteToCohort(ctx, cohort.id, {
          role: "mentor",
          locale: "en",
          people: "Samira, samira@cluster.example\nno address",
        }),
      ).toBe("enrolments:errors.invite_line?line=2");
      expect(await db.select().from(mails)).toEqual([]);
    }));

  test("of somebody who withdrew say so, and invite nobody", () =>
    withDatabase(async (db) => {
      const { ctx, cohort, person } = await waiting(db, { state: "withdrawn" });
      expect(
        await inviteToCohort(ctx, cohort.id, {
          role: "mentee",
          locale: "en",
          people: `New Person, new@cluster.example\nThat Person, ${person.email}`,
        }),
      ).toBe("enrolments:errors.invite_ended?line=2");
      expect(await db.select().from(mails)).toEqual([]);
    }));

  test("go to no cohort of another programme, and to none that is closed", () =>
    withDatabase(async (db) => {
      const { ctx, cohort } = await waiting(db);
      const input = {
        role: "mentor" as const,
        locale: "en" as const,
        people: "A B, a@cluster.example",
      };
      const stranger = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      await expect(
        inviteToCohort(stranger, cohort.id, input),
      ).rejects.toMatchObject({ status: 404 });
      const closed = await buildCohort(db, {
        programmeId: cohort.programmeId,
        state: "closed",
      });
      await expect(inviteToCohort(ctx, closed.id, input)).rejects.toMatchObject(
        {
          status: 409,
        },
      );
      await expect(inviteWaiting(ctx, closed.id)).rejects.toMatchObject({
        status: 409,
      });
    }));

  test("reach the people of a file who have an address, once they are asked for", () =>
    withDatabase(async (db) => {
      const { ctx, cohort } = await waiting(db);
      const { personId } = await buildPerson(db, { emailConfirmedAt: null });
      await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        personId,
      });
      expect(await inviteWaiting(ctx, cohort.id)).toBe(1);
      const [mail] = await db.select().from(mails);
      expect(mail).toMatchObject({
        template: "invitation",
        toPersonId: personId,
      });
    }));

  test("give a person of a file an address of their own, and nobody else's", () =>
    withDatabase(async (db) => {
      const { ctx, cohort, person } = await waiting(db);
      const [nobody] = await db
        .insert(people)
        .values({ fullName: "From a file" })
        .returning();
      const { id } = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        personId: nobody!.id,
      });
      expect(await giveAccess(ctx, id, person.email)).toBe(
        "enrolments:errors.email_taken",
      );
      expect(await giveAccess(ctx, id, "file@cluster.example")).toBeNull();
      const [account] = await db
        .select()
        .from(accounts)
        .where(eq(accounts.personId, nobody!.id));
      expect(account).toMatchObject({
        passwordHash: null,
        emailConfirmedAt: null,
      });
      expect((await reviewPage(ctx, id)).access).toBe("invited");
    }));
});

test.each([
  ["Samira Haddad, s@x.example", "Samira Haddad"],
  ["Samira Haddad <s@x.example>", "Samira Haddad"],
  ["s@x.example\tSamira Haddad", "Samira Haddad"],
  ["سميرة حداد، s@x.example", "سميرة حداد"],
])("an invitation line %s is read", (line, fullName) => {
  expect(readInvitees(line)).toEqual({
    ok: true,
    people: [{ fullName, email: "s@x.example" }],
  });
});
