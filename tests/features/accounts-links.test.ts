import { accountTokens, accounts, mails, people } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  acceptInvitation,
  invitationPage,
} from "~/features/accounts/accept-invitation.server.ts";
import { actorOf } from "~/features/accounts/actor.server.ts";
import { inviteAccount } from "~/features/accounts/invitations.server.ts";
import { signIn } from "~/features/accounts/sign-in.server.ts";
import { confirmEmail, signUp } from "~/features/accounts/sign-up.server.ts";
import {
  administratorNow,
  HOUR,
  later,
  linkIn,
  member,
  OTHER,
  PASSWORD,
  queuedTemplates,
  REAL_NOW,
  visitor,
} from "../support/accounts.ts";
import { asPerson, queuedJobs } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

describe("invitations", () => {
  const purpose = { programme: "P", role: "mentor", path: "/home" } as const;
  const invitee = {
    email: "nour@example.org",
    fullName: "Nour",
    locale: "fr",
  } as const;

  test("make person, account and one mail, and accepting sets the password and signs in", () =>
    withDatabase(async (db) => {
      const ctx = await administratorNow(db);
      const { personId, isNew } = await inviteAccount(
        db,
        ctx,
        invitee,
        purpose,
      );
      expect(isNew).toBe(true);
      expect(await queuedJobs(db)).toEqual(["mail.send"]);
      const token = await linkIn(db, "invitation");
      expect(
        JSON.stringify(await db.select().from(accountTokens)),
      ).not.toContain(token);

      expect(await invitationPage(visitor(db), token)).toMatchObject({
        state: "open",
        email: invitee.email,
      });
      const done = await acceptInvitation(visitor(db), token, PASSWORD, "");
      if (typeof done === "string") throw new Error(done);
      const found = await actorOf(db, done.token, REAL_NOW);
      expect(found?.actor.personId).toBe(personId);
      expect(await acceptInvitation(visitor(db), token, OTHER, "")).toBe(
        "over",
      );
      expect(
        await signIn(
          visitor(db),
          { email: invitee.email, password: PASSWORD },
          "",
        ),
      ).not.toBeNull();
    }));

  test("a second invitation ends the link of the first", () =>
    withDatabase(async (db) => {
      const ctx = await administratorNow(db);
      await inviteAccount(db, ctx, invitee, purpose);
      const first = await linkIn(db, "invitation");
      const again = await inviteAccount(db, ctx, invitee, purpose);
      expect(again.isNew).toBe(false);
      expect(await invitationPage(visitor(db), first)).toEqual({
        state: "over",
      });
    }));

  test("somebody with an account is told, and nothing of theirs changes", () =>
    withDatabase(async (db) => {
      const ctx = await administratorNow(db);
      const known = await member(db, { fullName: "The real name" });
      const { personId, isNew } = await inviteAccount(
        db,
        ctx,
        { ...invitee, email: known.email.toUpperCase() },
        purpose,
      );
      expect({ personId, isNew }).toEqual({
        personId: known.personId,
        isNew: false,
      });
      expect(await queuedTemplates(db)).toEqual(["added_to_programme"]);
      const [person] = await db
        .select()
        .from(people)
        .where(eq(people.id, personId));
      expect(person?.fullName).toBe("The real name");
    }));

  test("give an account to a person who has none yet", () =>
    withDatabase(async (db) => {
      const ctx = await administratorNow(db);
      const [person] = await db
        .insert(people)
        .values({ fullName: "From a file" })
        .returning();
      const invited = await inviteAccount(
        db,
        ctx,
        { ...invitee, personId: person!.id },
        purpose,
      );
      expect(invited).toMatchObject({ personId: person!.id, isNew: true });
    }));

  test("are refused to somebody who is signed in as somebody else", () =>
    withDatabase(async (db) => {
      const ctx = await administratorNow(db);
      await inviteAccount(db, ctx, invitee, purpose);
      const token = await linkIn(db, "invitation");
      const { personId } = await member(db);
      const { actor } = await asPerson(db, personId);
      const other = visitor(db, { actor });
      expect(await acceptInvitation(other, token, PASSWORD, "")).toBe(
        "somebody_else",
      );
      expect(await invitationPage(other, token)).toEqual({
        state: "somebody_else",
        signedInAs: actor.email,
      });
      expect((await invitationPage(visitor(db), token)).state).toBe("open");
    }));

  test("are over after 30 days, and when the address changes or the account is deactivated", () =>
    withDatabase(async (db) => {
      const ctx = await administratorNow(db);
      const { accountId } = await inviteAccount(db, ctx, invitee, purpose);
      const token = await linkIn(db, "invitation");
      const state = async (now: Date) =>
        (await invitationPage(visitor(db, { now }), token)).state;
      expect(await state(later(29 * 24 * HOUR))).toBe("open");
      expect(await state(later(30 * 24 * HOUR + 1000))).toBe("over");
      await db
        .update(accounts)
        .set({ emailKey: "changed@example.org" })
        .where(eq(accounts.id, accountId));
      expect(await state(REAL_NOW)).toBe("over");
    }));
});

describe("signing up", () => {
  const form = {
    email: "lea@example.org",
    fullName: "Léa",
    password: PASSWORD,
    locale: "fr",
  } as const;

  test("opens an account that waits for its address to be confirmed with the password", () =>
    withDatabase(async (db) => {
      const enrolled: string[] = [];
      await signUp(visitor(db), form, async (_tx, personId) => {
        enrolled.push(personId);
      });
      expect(enrolled).toHaveLength(1);
      const signedIn = () =>
        signIn(visitor(db), { email: form.email, password: PASSWORD }, "");
      expect(await signedIn()).toBeNull();
      const token = await linkIn(db, "email_confirmation");
      expect(await confirmEmail(visitor(db), token, OTHER, "")).toBe("wrong");
      const done = await confirmEmail(visitor(db), token, PASSWORD, "");
      if (typeof done === "string") throw new Error(done);
      expect((await actorOf(db, done.token, REAL_NOW))?.actor.personId).toBe(
        enrolled[0],
      );
      expect(await confirmEmail(visitor(db), token, PASSWORD, "")).toBe("over");
      expect(await signedIn()).not.toBeNull();
    }));

  test("with a known address changes nothing and tells its owner", () =>
    withDatabase(async (db) => {
      const { email } = await member(db);
      await signUp(
        visitor(db),
        { ...form, email, password: OTHER },
        async () => {
          throw new Error("nobody is enrolled");
        },
      );
      expect(await queuedTemplates(db)).toEqual(["account_exists"]);
      expect(
        await signIn(visitor(db), { email, password: OTHER }, ""),
      ).toBeNull();
    }));

  test("nobody keeps an address that they cannot confirm: the last attempt counts", () =>
    withDatabase(async (db) => {
      await signUp(visitor(db), {
        ...form,
        password: "an enemy was here first",
      });
      await db.delete(mails);
      await signUp(visitor(db), form);
      const rows = await db.select().from(accounts);
      expect(rows).toHaveLength(1);
      const token = await linkIn(db, "email_confirmation");
      expect(
        await confirmEmail(visitor(db), token, "an enemy was here first", ""),
      ).toBe("wrong");
      expect(
        typeof (await confirmEmail(visitor(db), token, PASSWORD, "")),
      ).toBe("object");
    }));
});
