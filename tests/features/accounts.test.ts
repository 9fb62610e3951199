import { buildPerson } from "db/builders.ts";
import { accounts, authSessions, instances } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { actorOf } from "~/features/accounts/actor.server.ts";
import {
  sha256,
  startAuthSession,
} from "~/features/accounts/auth-sessions.server.ts";
import {
  createCalendarFeed,
  personOfCalendarToken,
  revokeCalendarFeed,
} from "~/features/accounts/calendar-feeds.server.ts";
import {
  devicesPage,
  signOutDevice,
  signOutOtherDevices,
} from "~/features/accounts/devices.server.ts";
import { setUpInstance } from "~/features/accounts/instance.server.ts";
import { changePassword } from "~/features/accounts/password-reset.server.ts";
import { signIn } from "~/features/accounts/sign-in.server.ts";
import {
  ownProfile,
  saveOwnProfile,
} from "~/features/people/own-profile.server.ts";
import { NotFoundError, TooManyError } from "~/lib/errors.ts";
import {
  HOUR,
  later,
  member,
  OTHER,
  PASSWORD,
  queuedTemplates,
  REAL_NOW,
  visitor,
} from "../support/accounts.ts";
import { asPerson } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

describe("the first start", () => {
  const input = {
    instanceName: "Med",
    fullName: "Amal",
    email: "Amal@Example.org",
    password: PASSWORD,
    locale: "ar" as const,
    start: "own" as const,
  };

  test("makes the administrator, names the installation and signs in", () =>
    withDatabase(async (db) => {
      const { token, ctx } = await setUpInstance(visitor(db), input, "test");
      expect(ctx.actor.roles.has("administrator")).toBe(true);
      expect(ctx.actor.locale).toBe("ar");
      const [instance] = await db.select().from(instances);
      expect(instance).toMatchObject({ name: "Med", locale: "ar" });
      const found = await actorOf(db, token, REAL_NOW);
      expect(found?.actor.email).toBe("Amal@Example.org");
    }));

  test("is over once there is an account", () =>
    withDatabase(async (db) => {
      await buildPerson(db);
      await expect(
        setUpInstance(visitor(db), input, "test"),
      ).rejects.toBeInstanceOf(NotFoundError);
    }));
});

describe("signing in", () => {
  test("stores only the hash of the token, and each time a new one", () =>
    withDatabase(async (db) => {
      const { email, accountId } = await member(db);
      const first = await signIn(
        visitor(db),
        { email, password: PASSWORD },
        "",
      );
      const second = await signIn(
        visitor(db),
        { email: email.toUpperCase(), password: PASSWORD },
        "",
      );
      expect(first?.token).not.toBe(second?.token);
      const rows = await db
        .select()
        .from(authSessions)
        .where(eq(authSessions.userId, accountId));
      const stored = JSON.stringify(rows);
      for (const { token } of [first!, second!]) {
        expect(stored).not.toContain(token);
        expect(stored).toContain(sha256(token));
      }
    }));

  test.each([
    ["a wrong password", {}, "not the password"],
    ["a deactivated account", { deactivatedAt: REAL_NOW }, PASSWORD],
    ["an unconfirmed address", { emailConfirmedAt: null }, PASSWORD],
  ])("says the same no for %s", (_case, over, password) =>
    withDatabase(async (db) => {
      const { email } = await member(db, over);
      expect(await signIn(visitor(db), { email, password }, "")).toBeNull();
      expect(
        await signIn(
          visitor(db),
          { email: "nobody@example.org", password },
          "",
        ),
      ).toBeNull();
    }),
  );

  test("is refused after eight failures, from any address, and with a time to wait", () =>
    withDatabase(async (db) => {
      const { email } = await member(db);
      const attempt = (at: number, password: string) =>
        signIn(
          visitor(db, { clientAddress: `198.51.100.${at}` }),
          { email, password },
          "",
        );
      for (let at = 0; at < 8; at += 1) await attempt(at, "wrong");
      const refused = await attempt(9, PASSWORD).catch(
        (error: unknown) => error,
      );
      expect(refused).toBeInstanceOf(TooManyError);
      expect((refused as TooManyError).retryAfterSeconds).toBeGreaterThan(800);
    }));

  test("one address may sign many people in, but not try many passwords", () =>
    withDatabase(async (db) => {
      const { email } = await member(db);
      for (let time = 0; time < 12; time += 1)
        expect(
          await signIn(visitor(db), { email, password: PASSWORD }, ""),
        ).not.toBeNull();
      const spray = async () => {
        for (let at = 0; at < 9; at += 1)
          await signIn(
            visitor(db),
            { email: `p${at}@example.org`, password: "wrong" },
            "",
          );
      };
      await expect(spray()).rejects.toBeInstanceOf(TooManyError);
    }));
});

describe("staying signed in", () => {
  test("ends for those who decide after 12 idle hours or 30 days, for others it goes on", () =>
    withDatabase(async (db) => {
      const someone = await member(db);
      const boss = await member(db, { isAdministrator: true });
      for (const [who, idle, isAlive] of [
        [someone, 20 * HOUR, true],
        [boss, 11 * HOUR, true],
        [boss, 13 * HOUR, false],
      ] as const) {
        const token = await startAuthSession(db, who.accountId, "", REAL_NOW);
        const found = await actorOf(db, token, later(idle));
        expect(found !== null).toBe(isAlive);
      }
      const old = await startAuthSession(db, boss.accountId, "", REAL_NOW);
      await db
        .update(authSessions)
        .set({ lastSeenAt: later(31 * 24 * HOUR) })
        .where(eq(authSessions.id, sha256(old)));
      expect(await actorOf(db, old, later(31 * 24 * HOUR))).toBeNull();
    }));

  test("a session in its second half lives on, and so must its cookie", () =>
    withDatabase(async (db) => {
      const { accountId } = await member(db);
      const token = await startAuthSession(db, accountId, "", REAL_NOW);
      expect((await actorOf(db, token, REAL_NOW))?.renewCookie).toBe(false);
      const almostOver = later(10 * 24 * HOUR);
      await db
        .update(authSessions)
        .set({ expiresAt: almostOver })
        .where(eq(authSessions.id, sha256(token)));
      expect((await actorOf(db, token, REAL_NOW))?.renewCookie).toBe(true);
      const [row] = await db
        .select()
        .from(authSessions)
        .where(eq(authSessions.id, sha256(token)));
      expect(row!.expiresAt.getTime()).toBeGreaterThan(almostOver.getTime());
    }));

  test("devices can be signed out one by one or all but this; not somebody else's", () =>
    withDatabase(async (db) => {
      const me = await member(db);
      const you = await member(db);
      const tokens = [];
      for (let device = 0; device < 3; device += 1)
        tokens.push(
          await startAuthSession(db, me.accountId, "Firefox/1 Linux", REAL_NOW),
        );
      const yours = await startAuthSession(db, you.accountId, "", REAL_NOW);
      const [here, there] = tokens as [string, string];
      const { actor } = (await actorOf(db, here, REAL_NOW))!;
      const ctx = { ...visitor(db), actor };

      const devices = await devicesPage(ctx);
      expect(devices.map(({ isThis }) => isThis)).toEqual([true, false, false]);
      expect(devices[0]).toMatchObject({ browser: "Firefox", system: "Linux" });

      await signOutDevice(ctx, sha256(there));
      expect(await actorOf(db, there, REAL_NOW)).toBeNull();
      await expect(signOutDevice(ctx, sha256(yours))).rejects.toBeInstanceOf(
        NotFoundError,
      );
      await signOutOtherDevices(ctx);
      expect(await devicesPage(ctx)).toHaveLength(1);
      expect(await actorOf(db, yours, REAL_NOW)).not.toBeNull();
    }));
});

describe("changing the password", () => {
  test("asks for the current one and signs out every other device", () =>
    withDatabase(async (db) => {
      const { accountId } = await member(db);
      const here = await startAuthSession(db, accountId, "", REAL_NOW);
      const there = await startAuthSession(db, accountId, "", REAL_NOW);
      const { actor } = (await actorOf(db, here, REAL_NOW))!;
      const ctx = { ...visitor(db), actor };
      expect(
        await changePassword(ctx, { current: "wrong", password: OTHER }),
      ).toBe(false);
      expect(
        await changePassword(ctx, { current: PASSWORD, password: OTHER }),
      ).toBe(true);
      expect(await actorOf(db, here, REAL_NOW)).not.toBeNull();
      expect(await actorOf(db, there, REAL_NOW)).toBeNull();
      expect(await queuedTemplates(db)).toEqual(["password_changed"]);
    }));
});

describe("the calendar link", () => {
  test("is found by its token until it is replaced or revoked", () =>
    withDatabase(async (db) => {
      const { personId, accountId } = await member(db);
      const ctx = await asPerson(db, personId);
      const first = await createCalendarFeed(ctx);
      expect(await personOfCalendarToken(db, first)).toBe(personId);
      const second = await createCalendarFeed(ctx);
      expect(await personOfCalendarToken(db, first)).toBeNull();
      expect(await personOfCalendarToken(db, second)).toBe(personId);
      await db
        .update(accounts)
        .set({ deactivatedAt: REAL_NOW })
        .where(eq(accounts.id, accountId));
      expect(await personOfCalendarToken(db, second)).toBeNull();
      await db
        .update(accounts)
        .set({ deactivatedAt: null })
        .where(eq(accounts.id, accountId));
      await revokeCalendarFeed(ctx);
      expect(await personOfCalendarToken(db, second)).toBeNull();
    }));
});

describe("the own profile", () => {
  test("is saved once for each version of the form", () =>
    withDatabase(async (db) => {
      const { personId } = await member(db);
      const ctx = await asPerson(db, personId);
      const { version } = await ownProfile(ctx);
      const input = {
        version,
        fullName: "Zoé",
        locale: "fr",
        timeZone: "Africa/Tunis",
      } as const;
      expect(await saveOwnProfile(ctx, input)).toBe(true);
      expect(await saveOwnProfile(ctx, { ...input, fullName: "Eve" })).toBe(
        false,
      );
      expect(await ownProfile(ctx)).toMatchObject({
        fullName: "Zoé",
        timeZone: "Africa/Tunis",
        version: version + 1,
      });
    }));
});
