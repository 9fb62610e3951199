import { buildPerson } from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  accounts,
  accountTokens,
  authSessions,
  mails,
} from "db/schema/index.ts";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  askForEmail,
  confirmNewEmail,
  newEmailPage,
} from "~/features/accounts/own-email.server.ts";
import { hashPassword } from "~/features/accounts/passwords.server.ts";
import { startAuthSession } from "~/features/accounts/auth-sessions.server.ts";
import { sendResetLink } from "~/features/accounts/password-reset.server.ts";
import type { VisitorContext } from "~/lib/context.ts";
import { asPerson, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const PASSWORD = "a bridge over the sea";
const NEW = "New.Address@passerelle.example";

async function somebody(db: Db) {
  const passwordHash = await hashPassword(PASSWORD);
  const person = await buildPerson(db, { passwordHash });
  return { person, ctx: await asPerson(db, person.personId) };
}

function visitor(db: Db, now = NOW): VisitorContext {
  const origin = "http://127.0.0.1:3000";
  return {
    db,
    now,
    actor: null,
    requestId: null,
    origin,
    clientAddress: "192.0.2.9",
  };
}

async function sent(db: Db) {
  const rows = await db
    .select({ to: mails.toAddress, template: mails.template, args: mails.args })
    .from(mails)
    .orderBy(asc(mails.createdAt), asc(mails.id));
  return rows.map(({ to, template, args }) => ({
    to,
    template,
    token: String((args as { link?: string }).link).split("/new-email/")[1],
  }));
}

async function emailOf(db: Db, accountId: string) {
  const [row] = await db
    .select({ email: accounts.email, key: accounts.emailKey })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return row;
}

test("an address changes when the new one is confirmed, the old one is told, and sessions stay", () =>
  withDatabase(async (db) => {
    const { person, ctx } = await somebody(db);
    await startAuthSession(db, person.accountId, "phone", NOW);
    expect(await askForEmail(ctx, { email: NEW, password: PASSWORD })).toBe(
      "asked",
    );
    expect((await emailOf(db, person.accountId))?.email).toBe(person.email);
    const [mail] = await sent(db);
    expect(mail).toMatchObject({ to: NEW, template: "email_change" });
    const token = mail?.token ?? "";
    // opening the link only shows it
    expect(await newEmailPage(visitor(db), token)).toEqual({ email: NEW });
    expect((await emailOf(db, person.accountId))?.email).toBe(person.email);

    expect(await confirmNewEmail(visitor(db), token)).toBe(true);
    expect(await emailOf(db, person.accountId)).toEqual({
      email: NEW,
      key: NEW.toLowerCase(),
    });
    const notices = (await sent(db)).filter(({ to }) => to === person.email);
    expect(notices.map(({ template }) => template)).toEqual(["email_changed"]);
    expect(await db.select().from(authSessions)).toHaveLength(1);
    // the link works once
    expect(await confirmNewEmail(visitor(db), token)).toBe(false);
  }));

test("a wrong password, the same address and a link too old change nothing", () =>
  withDatabase(async (db) => {
    const { person, ctx } = await somebody(db);
    const ask = (email: string, password: string) =>
      askForEmail(ctx, { email, password });
    expect(await ask(NEW, "a wrong one")).toBe("wrong");
    expect(await ask(person.email.toUpperCase(), PASSWORD)).toBe("same");
    expect(await sent(db)).toEqual([]);
    await ask(NEW, PASSWORD);
    const late = visitor(db, new Date(NOW.getTime() + 25 * 3_600_000));
    const token = (await sent(db))[0]?.token ?? "";
    expect(await newEmailPage(late, token)).toBeNull();
    expect(await confirmNewEmail(late, token)).toBe(false);
    expect((await emailOf(db, person.accountId))?.email).toBe(person.email);
  }));

test("an address that has an account is refused without a word, and told by mail", () =>
  withDatabase(async (db) => {
    const { ctx } = await somebody(db);
    const other = await buildPerson(db, { email: "taken@passerelle.example" });
    const gone = await buildPerson(db, { deactivatedAt: NOW });
    for (const email of [other.email.toUpperCase(), gone.email])
      expect(await askForEmail(ctx, { email, password: PASSWORD })).toBe(
        "asked",
      );
    expect(await sent(db)).toMatchObject([
      { to: other.email, template: "email_in_use" },
    ]);
  }));

test("an address that was taken in the meantime stays with whoever has it", () =>
  withDatabase(async (db) => {
    const { person, ctx } = await somebody(db);
    await askForEmail(ctx, { email: NEW, password: PASSWORD });
    const token = (await sent(db))[0]?.token ?? "";
    await buildPerson(db, { email: NEW });
    expect(await confirmNewEmail(visitor(db), token)).toBe(false);
    expect((await emailOf(db, person.accountId))?.email).toBe(person.email);
  }));

test("a link to a new password that went to the old address ends with it", () =>
  withDatabase(async (db) => {
    const { person, ctx } = await somebody(db);
    await askForEmail(ctx, { email: NEW, password: PASSWORD });
    const token = (await sent(db))[0]?.token ?? "";
    await sendResetLink(visitor(db), {
      email: person.email,
      origin: "http://127.0.0.1:3000",
    });
    expect(await confirmNewEmail(visitor(db), token)).toBe(true);
    expect(await db.select().from(accountTokens)).toEqual([]);
  }));
