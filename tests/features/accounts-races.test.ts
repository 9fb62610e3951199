import { buildPerson } from "db/builders.ts";
import {
  accounts,
  authSessions,
  calendarFeeds,
  mails,
  people,
} from "db/schema/index.ts";
import { makeDb } from "db/client.ts";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptInvitation } from "~/features/accounts/accept-invitation.server.ts";
import {
  administerAccount,
  inviteAdministrator,
} from "~/features/accounts/administer.server.ts";
import { newToken } from "~/features/accounts/auth-sessions.server.ts";
import { setUpInstance } from "~/features/accounts/instance.server.ts";
import {
  resetPassword,
  sendResetLink,
} from "~/features/accounts/password-reset.server.ts";
import { confirmEmail, signUp } from "~/features/accounts/sign-up.server.ts";
import { sendMail } from "~/features/notifications/send-mail.server.ts";
import { AppError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { asAdministrator, asPerson } from "../support/context.ts";
import { freshDatabase } from "../support/database.ts";
import { scratchDir } from "../support/scratch.ts";

const AT_ONCE = 20;
const PASSWORD = "a bridge over the sea";
const NOW = new Date();

type Fresh = Awaited<ReturnType<typeof freshDatabase>>;
let target: Fresh["target"];
let pool: ReturnType<typeof makeDb>;

beforeAll(async () => {
  ({ target } = await freshDatabase());
  pool = makeDb(target, { max: AT_ONCE });
});
afterAll(() => pool.close());

function visitor(clientAddress = "192.0.2.1") {
  return {
    db: pool.db,
    actor: null,
    now: NOW,
    requestId: null,
    origin: "https://m.example",
    clientAddress,
  };
}

/** The same thing twenty times at the same moment, each by another client. */
function race<T>(deed: (at: number) => Promise<T>) {
  const deeds = Array.from({ length: AT_ONCE }, (_, at) => deed(at));
  return Promise.allSettled(deeds);
}

async function newestLink(template: string): Promise<string> {
  const rows = await pool.db
    .select()
    .from(mails)
    .where(eq(mails.template, template))
    .orderBy(mails.createdAt);
  return String(rows.at(-1)?.args.link).split("/").at(-1) ?? "";
}

test("of many first starts one makes an administrator", async () => {
  const outcomes = await race((at) =>
    setUpInstance(
      visitor(),
      {
        instanceName: "Med",
        fullName: `Admin ${at}`,
        email: `admin-${at}@example.org`,
        password: PASSWORD,
        locale: "en",
        start: "own",
      },
      "",
    ),
  );
  const won = outcomes.filter(({ status }) => status === "fulfilled");
  expect(won).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === "rejected")
      expect(outcome.reason).toMatchObject({ status: 404 });
  expect(await pool.db.select().from(accounts)).toHaveLength(1);
  expect(await pool.db.select().from(people)).toHaveLength(1);
});

test("an invitation is accepted once", async () => {
  const admin = { ...(await asAdministrator(pool.db)), now: NOW };
  const accountId = await inviteAdministrator(admin, {
    email: "invited@example.org",
    fullName: "Nour",
    locale: "fr",
  });
  const token = await newestLink("invitation");
  const outcomes = await race(() =>
    acceptInvitation(visitor(), token, PASSWORD, ""),
  );
  const answers = outcomes.map((outcome) =>
    outcome.status === "fulfilled" ? outcome.value : outcome.reason,
  );
  expect(answers.filter((answer) => answer === "over")).toHaveLength(
    AT_ONCE - 1,
  );
  const sessions = await pool.db
    .select()
    .from(authSessions)
    .where(eq(authSessions.userId, accountId));
  expect(sessions).toHaveLength(1);
});

test("a reset link sets one password, whoever else tries it at the same moment", async () => {
  const { email } = await buildPerson(pool.db);
  await sendResetLink(
    { db: pool.db, now: NOW, requestId: null },
    { email, origin: "https://m.example" },
  );
  const token = await newestLink("password_reset");
  const outcomes = await race((at) =>
    resetPassword(visitor(), token, `${PASSWORD} ${at}`),
  );
  const won = outcomes.filter(
    (outcome) => outcome.status === "fulfilled" && outcome.value,
  );
  expect(won).toHaveLength(1);
});

test("one address signed up many times at once has one account, and its last link confirms it once", async () => {
  const outcomes = await race((at) =>
    signUp(visitor(`198.51.100.${at}`), {
      email: "Rush@example.org",
      fullName: "Rush",
      password: PASSWORD,
      locale: "en",
    }),
  );
  for (const outcome of outcomes)
    if (outcome.status === "rejected")
      expect(outcome.reason).toMatchObject({ status: 429 });
  const rows = await pool.db
    .select()
    .from(accounts)
    .where(eq(accounts.emailKey, "rush@example.org"));
  expect(rows).toHaveLength(1);
  await signUp(visitor("198.51.100.200"), {
    email: "calm@example.org",
    fullName: "Calm",
    password: PASSWORD,
    locale: "en",
  });
  const token = await newestLink("email_confirmation");
  const confirmed = await race((at) =>
    confirmEmail(visitor(`203.0.113.${at}`), token, PASSWORD, ""),
  );
  const sessions = confirmed.filter(
    (outcome) =>
      outcome.status === "fulfilled" && typeof outcome.value === "object",
  );
  expect(sessions).toHaveLength(1);
});

test("two administrators who take the role from each other at once leave one", async () => {
  for (let round = 0; round < 5; round += 1) {
    await pool.db.update(accounts).set({ isAdministrator: false });
    const [a, b] = [
      await buildPerson(pool.db, { isAdministrator: true }),
      await buildPerson(pool.db, { isAdministrator: true }),
    ];
    const [first, second] = [
      await asPerson(pool.db, a.personId),
      await asPerson(pool.db, b.personId),
    ];
    await Promise.allSettled([
      administerAccount(first, b.accountId, "end_administrator"),
      administerAccount(second, a.accountId, "end_administrator"),
    ]);
    const left = await pool.db
      .select()
      .from(accounts)
      .where(eq(accounts.isAdministrator, true));
    expect(left).toHaveLength(1);
  }
});

test("a mail that two workers take at once is handed over once", async () => {
  const { email, personId } = await buildPerson(pool.db);
  const id = await queueMail(
    pool.db,
    "account_exists",
    { address: email, personId, locale: "en" },
    { link: "https://m.example/login" },
  );
  const settings = {
    SMTP_URL: undefined,
    MAIL_FROM: "no-reply@m.example",
    ORIGIN: undefined,
    DATA_DIR: scratchDir("passerelle-mail-"),
  };
  await race(() =>
    sendMail({ db: pool.db, now: NOW, isLastAttempt: false }, id, settings),
  );
  const [row] = await pool.db.select().from(mails).where(eq(mails.id, id));
  expect(row).toMatchObject({ state: "sent", attempts: 1 });
});

test("guessed calendar tokens and link tokens find nothing", async () => {
  expect(await pool.db.select().from(calendarFeeds)).toEqual([]);
  const outcomes = await race(() =>
    resetPassword(visitor(), newToken(), PASSWORD),
  );
  for (const outcome of outcomes)
    expect(
      outcome.status === "fulfilled"
        ? outcome.value
        : outcome.reason instanceof AppError,
    ).toBe(false);
});
