import { buildPerson } from "db/builders.ts";
import { auditEntries, authSessions, mails, people } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { action as saveProfile } from "~/routes/account._index.tsx";
import { action as changeDevices } from "~/routes/account.devices.tsx";
import { action as inviteAdministrator } from "~/routes/admin.accounts._index.tsx";
import { action as accountSteps } from "~/routes/admin.accounts.$accountId.tsx";
import { action as managers } from "~/routes/organisations.$organisationId_.managers.tsx";
import { action as team } from "~/routes/programmes.$programmeId_.coordinators.tsx";
import { loader as forgotPage } from "~/routes/forgot-password.tsx";
import { action as forgot } from "~/routes/forgot-password.tsx";
import { action as language } from "~/routes/language.tsx";
import { action as login } from "~/routes/login.tsx";
import {
  headers,
  loader as resetPage,
} from "~/routes/reset-password.$token.tsx";
import { action as setup, loader as setupPage } from "~/routes/setup.tsx";
import { setDatabase } from "~/lib/database.server.ts";
import { readEnvironment, setEnvironment } from "~/lib/env.server.ts";
import { hashPassword } from "~/features/accounts/passwords.server.ts";
import { freshDatabase } from "../support/database.ts";

const ORIGIN = "https://m.example";
const PASSWORD = "a bridge over the sea";

type Fresh = Awaited<ReturnType<typeof freshDatabase>>;
let db: Fresh["db"];

beforeAll(async () => {
  const fresh = await freshDatabase();
  db = fresh.db;
  setDatabase({ db, reports: db, directTarget: fresh.target } as never); // the parts that routes use
  setEnvironment(
    readEnvironment({ LOG_LEVEL: "silent", RATE_LIMIT_EXEMPT: "192.0.2.1" }),
  );
});
afterAll(() => setDatabase(undefined));

type Door = (args: never) => Promise<unknown>;

/** What a door answers, thrown or returned. */
async function ask(
  door: Door,
  path: string,
  options: {
    form?: Record<string, string>;
    cookie?: string;
    params?: Record<string, string>;
  } = {},
): Promise<Response> {
  const { form, cookie = "", params = {} } = options;
  const request = new Request(ORIGIN + path, {
    method: form ? "POST" : "GET",
    headers: { Cookie: cookie },
    body: form && new URLSearchParams(form),
  });
  const context = {
    nonce: "",
    requestId: "test",
    clientAddress: "192.0.2.1",
    origin: ORIGIN,
  };
  const answer = await door({ request, params, context } as never).catch(
    (thrown: unknown) => {
      if (thrown instanceof Response) return thrown;
      throw thrown;
    },
  );
  return answer instanceof Response ? answer : Response.json(answer);
}

/** Eight times the same form at the same moment. */
function eightTimes(
  door: Door,
  path: string,
  form: Record<string, string>,
  cookie: string,
) {
  const posts = Array.from({ length: 8 }, () =>
    ask(door, path, { form, cookie }),
  );
  return Promise.all(posts);
}

async function signedIn(over: { isAdministrator?: boolean } = {}) {
  const passwordHash = await hashPassword(PASSWORD);
  const person = await buildPerson(db, { passwordHash, ...over });
  const answer = await ask(login, "/login", {
    form: { email: person.email, password: PASSWORD },
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { ...person, cookie, answer };
}

describe("the first start", () => {
  const form = {
    instanceName: "Med",
    fullName: "Amal",
    email: "amal@example.org",
    password: PASSWORD,
    locale: "ar",
    start: "own",
  };

  test("says what is missing, signs the administrator in, and is gone afterwards", async () => {
    expect((await ask(setupPage, "/setup")).status).toBe(200);
    const refused = await ask(setup, "/setup", {
      form: { ...form, email: "nobody", password: "1234567890" },
    });
    expect(refused.status).toBe(422);
    const { form: state } = (await refused.json()) as {
      form: { error: Record<string, string[]> };
    };
    expect(state.error).toEqual({
      email: ["email"],
      password: ["accounts:errors.password_common"],
    });

    const done = await ask(setup, "/setup", { form });
    expect(done.status).toBe(303);
    expect(done.headers.get("Location")).toBe("/home");
    const cookies = done.headers.getSetCookie();
    expect(cookies[0]).toMatch(
      /^__Host-session=[\w-]{27}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
    );
    expect(cookies[1]).toMatch(/^locale=ar;/);

    expect((await ask(setupPage, "/setup")).status).toBe(404);
    expect((await ask(setup, "/setup", { form })).status).toBe(404);
  });
});

describe("the language", () => {
  const localeOf = async (personId: string) => {
    const [person] = await db
      .select({ locale: people.locale })
      .from(people)
      .where(eq(people.id, personId));
    return person?.locale;
  };
  const enter = async (email: string, cookie: string) => {
    const form = { email, password: PASSWORD };
    return (await ask(login, "/login", { form, cookie })).headers
      .getSetCookie()
      .filter((line) => line.startsWith("locale"))
      .map((line) => line.split(";")[0]);
  };

  test("chosen on the page of the sign-in stays, and becomes the person's own", async () => {
    const { email, personId } = await signedIn();
    const chosen = await ask(language, "/language", { form: { locale: "ar" } });
    const cookies = chosen.headers.getSetCookie();
    expect(cookies[1]).toMatch(/^locale_choice=ar; .*HttpOnly; Max-Age=1800$/);
    const cookie = cookies.map((line) => line.split(";")[0]).join("; ");
    // the choice is used up
    expect(await enter(email, cookie)).toEqual(["locale=ar", "locale_choice="]);
    expect(await localeOf(personId)).toBe("ar");
  });

  test("that somebody else left behind in the browser is not taken for a choice", async () => {
    const { email, personId } = await signedIn();
    expect(await enter(email, "locale=fr")).toContain("locale=en");
    expect(await localeOf(personId)).toBe("en");
  });
});

describe("a sensitive step", () => {
  const invite = {
    fullName: "Nour",
    email: "nour.admin@passerelle.example",
    locale: "en",
  };
  const status = async (
    cookie: string,
    form: Record<string, string> = invite,
  ) => {
    const path = "/admin/accounts";
    return (await ask(inviteAdministrator, path, { form, cookie })).status;
  };

  test("asks for the password when the sign-in is more than an hour ago", async () => {
    const { cookie, accountId } = await signedIn({ isAdministrator: true });
    await db
      .update(authSessions)
      .set({ createdAt: new Date(Date.now() - 61 * 60_000) })
      .where(eq(authSessions.userId, accountId));
    expect(await status(cookie)).toBe(422);
    expect(await status(cookie, { ...invite, password: "not it" })).toBe(422);
    expect(await status(cookie, { ...invite, password: PASSWORD })).toBe(303);
  });

  test("does not ask just after it", async () => {
    const { cookie } = await signedIn({ isAdministrator: true });
    const form = { ...invite, email: "amina.admin@passerelle.example" };
    expect(await status(cookie, form)).toBe(303);
  });

  test.each([
    ["roles in a programme", team, "/programmes/:programmeId/coordinators"],
    [
      "keepers of a profile",
      managers,
      "/organisations/:organisationId/managers",
    ],
    ["steps on an account", accountSteps, "/admin/accounts/:accountId"],
  ])("is every one of these: %s", async (_, door, path) => {
    const { cookie, accountId } = await signedIn({ isAdministrator: true });
    await db
      .update(authSessions)
      .set({ createdAt: new Date(Date.now() - 61 * 60_000) })
      .where(eq(authSessions.userId, accountId));
    const nobody = "00000000-0000-4000-8000-000000000000";
    const name = /:(\w+)/.exec(path)?.[1] ?? "";
    const form: Record<string, string> =
      name === "accountId"
        ? { step: "deactivate" }
        : { deed: "remove", grantId: nobody };
    const params = { [name]: nobody };
    // refused before anybody looks for the thing; with the password it is not there
    const without = await ask(door, path, { form, cookie, params });
    expect(without.status).toBe(422);
    const proved = { ...form, password: PASSWORD };
    const withIt = await ask(door, path, { form: proved, cookie, params });
    expect(withIt.status).toBe(404);
  });
});

describe("signing in", () => {
  test("leads on to a page of ours only, and takes no extra fields", async () => {
    const { email } = await signedIn();
    const to = async (next: string) => {
      const answer = await ask(login, "/login", {
        form: { email, password: PASSWORD, next },
      });
      return answer.headers.get("Location");
    };
    expect(await to("/pairs?x=1")).toBe("/pairs?x=1");
    for (const evil of [
      "//evil.example",
      "/\t/evil.example",
      "https://evil.example",
      "/\\evil",
    ])
      expect(await to(evil)).toMatch(/^\/(home)?$/);
    const extra = await ask(login, "/login", {
      form: { email, password: PASSWORD, isAdministrator: "true" },
    });
    expect(extra.status).toBe(422);
  });

  test("ends the session that the browser came with", async () => {
    const { email, cookie, accountId } = await signedIn();
    await ask(login, "/login", { form: { email, password: PASSWORD }, cookie });
    const rows = await db
      .select()
      .from(authSessions)
      .where(eq(authSessions.userId, accountId));
    expect(rows).toHaveLength(1);
  });
});

describe("a form that is sent eight times at once", () => {
  test("saves a profile once and answers the same", async () => {
    const { cookie, personId } = await signedIn();
    const form = {
      _key: "page-1",
      version: "1",
      fullName: "Zoé",
      locale: "fr",
      timeZone: "Africa/Tunis",
    };
    const answers = await eightTimes(saveProfile, "/account", form, cookie);
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303));
    const [person] = await db
      .select()
      .from(people)
      .where(eq(people.id, personId));
    expect(person).toMatchObject({ fullName: "Zoé", version: 2 });
    const trail = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subjectId, personId));
    expect(trail).toHaveLength(1);
  });

  test("invites one administrator with one mail", async () => {
    const { cookie } = await signedIn({ isAdministrator: true });
    const form = {
      _key: "page-2",
      fullName: "Second",
      email: "second@example.org",
      locale: "en",
    };
    const answers = await eightTimes(
      inviteAdministrator,
      "/admin/accounts",
      form,
      cookie,
    );
    const places = new Set(answers.map(({ headers: h }) => h.get("Location")));
    expect(places.size).toBe(1);
    const sent = await db
      .select()
      .from(mails)
      .where(eq(mails.toAddress, "second@example.org"));
    expect(sent).toHaveLength(1);
  });

  test("with other words is another deed, and a stale one is refused with what was typed", async () => {
    const { cookie } = await signedIn();
    const form = {
      _key: "page-3",
      version: "1",
      fullName: "First",
      locale: "fr",
      timeZone: "Africa/Tunis",
    };
    expect((await ask(saveProfile, "/account", { form, cookie })).status).toBe(
      303,
    );
    const stale = await ask(saveProfile, "/account", {
      form: { ...form, fullName: "Second" },
      cookie,
    });
    expect(stale.status).toBe(422);
    expect(await stale.text()).toContain("Second");
  });
});

describe("whoever is not signed in or may not", () => {
  test("is asked to sign in, or finds nothing", async () => {
    const form = { fullName: "X", email: "x@example.org", locale: "en" };
    const nobody = await ask(inviteAdministrator, "/admin/accounts", { form });
    expect(nobody.headers.get("Location")).toBe("/login");
    const { cookie } = await signedIn();
    const member = await ask(inviteAdministrator, "/admin/accounts", {
      form,
      cookie,
    });
    expect(member.status).toBe(404);
  });

  test("cannot sign out somebody else's device", async () => {
    const me = await signedIn();
    const you = await signedIn();
    const [yours] = await db
      .select()
      .from(authSessions)
      .where(eq(authSessions.userId, you.accountId));
    const answer = await ask(changeDevices, "/account/devices", {
      form: { step: "one", session: yours!.id },
      cookie: me.cookie,
    });
    expect(answer.status).toBe(404);
  });
});

describe("a forgotten password", () => {
  test("answers the same for known and unknown addresses", async () => {
    const { email } = await signedIn();
    expect((await ask(forgotPage, "/forgot-password")).status).toBe(200);
    const answers = await Promise.all(
      [email, "nobody@example.org"].map((address) =>
        ask(forgot, "/forgot-password", { form: { email: address } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [known, unknown] = await Promise.all(answers.map((a) => a.text()));
    expect(known).toBe(unknown);
  });

  test("shows a link that is no good as not found, and tells nobody its address", async () => {
    const token = "x".repeat(27);
    const answer = await ask(resetPage, `/reset-password/${token}`, {
      params: { token },
    });
    expect(answer.status).toBe(404);
    expect(headers({} as never)).toEqual({
      "Referrer-Policy": "strict-origin",
    });
  });
});
