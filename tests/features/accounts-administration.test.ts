import { buildPerson } from "db/builders.ts";
import { auditEntries } from "db/schema/index.ts";
import { describe, expect, test } from "vitest";
import { actorOf } from "~/features/accounts/actor.server.ts";
import {
  administerAccount,
  inviteAdministrator,
} from "~/features/accounts/administer.server.ts";
import {
  accountPage,
  accountsList,
} from "~/features/accounts/administration.server.ts";
import { auditPage } from "~/features/accounts/audit-log.server.ts";
import { startAuthSession } from "~/features/accounts/auth-sessions.server.ts";
import { signIn } from "~/features/accounts/sign-in.server.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { member, PASSWORD, REAL_NOW, visitor } from "../support/accounts.ts";
import { asAdministrator, asPerson } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

describe("administration", () => {
  test("deactivating ends sessions and links; reactivating gives the roles back", () =>
    withDatabase(async (db) => {
      const admin = await asAdministrator(db);
      const { accountId, email } = await member(db);
      const session = await startAuthSession(db, accountId, "", REAL_NOW);
      await administerAccount(admin, accountId, "deactivate");
      expect(await actorOf(db, session, REAL_NOW)).toBeNull();
      expect(
        await signIn(visitor(db), { email, password: PASSWORD }, ""),
      ).toBeNull();
      await expect(
        administerAccount(admin, accountId, "deactivate"),
      ).rejects.toBeInstanceOf(ConflictError);
      await administerAccount(admin, accountId, "reactivate");
      expect(
        await signIn(visitor(db), { email, password: PASSWORD }, ""),
      ).not.toBeNull();
      const trail = await auditPage(
        admin,
        new URLSearchParams({ subject: accountId }),
      );
      expect(trail.rows.map(({ action }) => action)).toEqual([
        "account.sign_in",
        "account.reactivate",
        "account.deactivate",
      ]);
    }));

  test("a new administrator signs in anew; the only one cannot lock themselves out", () =>
    withDatabase(async (db) => {
      const admin = await asAdministrator(db);
      const { accountId } = await member(db);
      const session = await startAuthSession(db, accountId, "", REAL_NOW);
      await administerAccount(admin, accountId, "make_administrator");
      expect(await actorOf(db, session, REAL_NOW)).toBeNull();
      for (const step of ["end_administrator", "deactivate"] as const)
        await expect(
          administerAccount(admin, admin.actor.accountId, step),
        ).rejects.toThrow("accounts:errors.yourself");
    }));

  test("others find nothing to administer", () =>
    withDatabase(async (db) => {
      const { personId, accountId } = await member(db);
      const ctx = await asPerson(db, personId);
      await expect(
        administerAccount(ctx, accountId, "make_administrator"),
      ).rejects.toBeInstanceOf(NotFoundError);
      await expect(
        inviteAdministrator(ctx, {
          email: "x@example.org",
          fullName: "X",
          locale: "en",
        }),
      ).rejects.toBeInstanceOf(NotFoundError);
    }));

  test("accounts are found by a part of name or address, and percent signs are only signs", () =>
    withDatabase(async (db) => {
      const admin = await asAdministrator(db);
      const nour = await member(db, { fullName: "Nour 100%" });
      await member(db, { fullName: "Hugo" });
      const find = async (q: string) => {
        const { rows } = await accountsList(admin, new URLSearchParams({ q }));
        return rows.map(({ id }) => id);
      };
      expect(await find("nour")).toEqual([nour.accountId]);
      expect(await find("100%")).toEqual([nour.accountId]);
      expect(await find("%o%")).toEqual([]);
      expect(await find(nour.email.toUpperCase())).toEqual([nour.accountId]);
      const page = await accountPage(admin, nour.accountId);
      expect(page).toMatchObject({ state: "active", sessions: 0 });
    }));

  test("lists go on after the last row and show each account once", () =>
    withDatabase(async (db) => {
      const admin = await asAdministrator(db);
      for (let at = 0; at < 60; at += 1)
        await buildPerson(db, { fullName: "Same name" });
      const first = await accountsList(admin, new URLSearchParams());
      const second = await accountsList(
        admin,
        new URLSearchParams({ after: first.after! }),
      );
      const ids = [...first.rows, ...second.rows].map(({ id }) => id);
      expect(ids).toHaveLength(61);
      expect(new Set(ids).size).toBe(61);
      expect(second.after).toBeNull();
    }));

  test("the audit holds no addresses and no names", () =>
    withDatabase(async (db) => {
      const admin = await asAdministrator(db);
      await inviteAdministrator(admin, {
        email: "secret-address@example.org",
        fullName: "Secret Name",
        locale: "en",
      });
      const rows = JSON.stringify(await db.select().from(auditEntries));
      expect(rows).toContain("account.make_administrator");
      expect(rows.toLowerCase()).not.toMatch(/secret/);
    }));
});
