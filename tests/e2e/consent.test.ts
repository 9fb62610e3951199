import path from "node:path";
import { buildPairing } from "db/builders.ts";
import { makeDb, type Pool } from "db/client.ts";
import {
  accounts,
  cohorts,
  enrolments,
  pairings,
  people,
} from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locale } from "~/i18n/locales.ts";
import ar from "~/i18n/ar/proposals.json";
import en from "~/i18n/en/pairings.json";
import fr from "~/i18n/fr/proposals.json";
import {
  axeFindings,
  DEMO_PASSWORD,
  openVisit,
  sidewaysScroll,
  type Visit,
} from "../support/browser.ts";
import { launchChromium } from "../support/chromium.ts";
import { mailTo } from "../support/mailbox.ts";
import { type RunningServer, startServer } from "../support/server.ts";

const DAY_MS = 86_400_000;
const QUESTION = "هل يمكن أن تكون الجلسات مساءً؟";
const ANSWER = "Evenings are fine from six o’clock on.";
const WORDS = "Je préfère attendre un peu.";

let server: RunningServer;
let browser: Browser;
let pool: Pool;
let pairing = "";

interface Party {
  readonly id: string;
  readonly email: string;
}
const party: { mentor?: Party; mentee?: Party } = {};

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({
      args: ["--demo"],
      variables: { RATE_LIMIT_EXEMPT: "127.0.0.1" },
    }),
    launchChromium(),
  ]);
  const host = path.join(server.dataDir, "demo", "sock");
  pool = makeDb({ ...server.target, host }, { max: 1 });
  await propose();
}, 180_000);

afterAll(async () => {
  await pool?.close();
  await browser?.close();
  await server?.stop();
});

/** A proposal that was sent four days ago, of two people of the sample who can sign in. */
async function propose(): Promise<void> {
  const { db } = pool;
  const find = async (role: "mentor" | "mentee") => {
    const [found] = await db
      .select({
        id: enrolments.id,
        cohortId: enrolments.cohortId,
        email: accounts.email,
      })
      .from(enrolments)
      .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
      .innerJoin(people, eq(people.id, enrolments.personId))
      .innerJoin(accounts, eq(accounts.personId, people.id))
      .where(
        and(
          eq(cohorts.state, "matching"),
          eq(enrolments.state, "accepted"),
          eq(enrolments.role, role),
        ),
      )
      .orderBy(asc(accounts.email))
      .limit(1);
    if (!found) throw new Error(`the sample has no ${role} who waits`);
    return found;
  };
  const [mentor, mentee] = [await find("mentor"), await find("mentee")];
  Object.assign(party, { mentor, mentee });
  pairing = (
    await buildPairing(db, {
      cohortId: mentor.cohortId,
      mentorEnrolmentId: mentor.id,
      menteeEnrolmentId: mentee.id,
      status: "approved",
      sentAt: new Date(Date.now() - 4 * DAY_MS),
      answerBy: new Date(Date.now() + 3 * DAY_MS),
    })
  ).id;
}

async function enter(
  email: string,
  as: { locale: Locale; width: number; scripts?: boolean },
): Promise<Visit> {
  const visit = await openVisit(browser, server.origin, as);
  const { page, context } = visit;
  await page.goto("/login");
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(DEMO_PASSWORD);
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL("**/home");
  // signing in takes the language of the account
  const { origin: url } = server;
  await context.addCookies([{ name: "locale", value: as.locale, url }]);
  return visit;
}

/** The page is in order for everybody who reads it. */
async function isSound({ page }: Visit): Promise<void> {
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
  expect(await axeFindings(page)).toEqual([]);
}

const dataDir = () => path.join(server.dataDir, "demo");

async function statusNow() {
  const [row] = await pool.db
    .select({ status: pairings.status })
    .from(pairings)
    .where(eq(pairings.id, pairing));
  return row?.status;
}

test("a mentor asks on the phone in Arabic, a coordinator answers, a yes is taken back, and a mentee who was writing loses no word", async () => {
  const { mentor, mentee } = party;
  if (!mentor || !mentee) throw new Error("nobody to ask");
  const card = `/proposals/${pairing}`;
  const asMentor = await enter(mentor.email, { locale: "ar", width: 390 });
  await asMentor.page.goto(card);
  await isSound(asMentor);
  await asMentor.page.locator('textarea[name="body"]').fill(QUESTION);
  await asMentor.page
    .getByRole("button", { name: ar.questions.send, exact: true })
    .click();
  await asMentor.page.getByText(QUESTION).waitFor();

  const coordinator = await enter("coordinator@passerelle.example", {
    locale: "en",
    width: 1280,
  });
  const asked = await mailTo(
    "coordinator@passerelle.example",
    "/messages",
    dataDir(),
  );
  await coordinator.page.goto(new URL(asked.link).pathname);
  await coordinator.page.getByText(QUESTION).waitFor();
  await isSound(coordinator);
  await coordinator.page.getByLabel(en.questions.body.mentor).fill(ANSWER);
  await coordinator.page
    .getByRole("button", { name: en.questions.send, exact: true })
    .first()
    .click();
  await coordinator.page.getByText(ANSWER).waitFor();

  const answered = await mailTo(mentor.email, "#questions", dataDir());
  await asMentor.page.goto(new URL(answered.link).pathname);
  await asMentor.page.getByText(ANSWER).waitFor();
  expect(await statusNow()).toBe("approved"); // links decide nothing
  await asMentor.page
    .getByRole("button", { name: ar.accept.mentor, exact: true })
    .click();
  await asMentor.page.getByText(ar.state.accepted.title).waitFor();

  const asMentee = await enter(mentee.email, {
    locale: "fr",
    width: 390,
    scripts: false,
  });
  const invited = await mailTo(mentee.email, "/proposals/", dataDir());
  await asMentee.page.goto(new URL(invited.link).pathname);
  expect(await asMentee.page.content()).not.toContain(QUESTION);
  await asMentee.page.getByRole("link", { name: fr.decline }).click();
  await asMentee.page.locator('textarea[name="message"]').fill(WORDS);
  await asMentee.page.locator('input[value="not_my_need"]').check();

  await asMentor.page.getByRole("link", { name: ar.withdraw }).click();
  await asMentor.page.locator('input[value="no_time"]').check();
  await isSound(asMentor);
  await asMentor.page
    .getByRole("button", { name: ar.declining.withdraw_send, exact: true })
    .click();
  await asMentor.page.getByText(ar.state.you_withdrew.title).waitFor();
  expect(await statusNow()).toBe("withdrawn");

  await asMentee.page
    .getByRole("button", { name: fr.declining.send, exact: true })
    .click();
  await asMentee.page
    .getByRole("heading", { name: fr.state.other_withdrew.title })
    .waitFor();
  await asMentee.page.getByText(WORDS).waitFor();
  expect(await statusNow()).toBe("withdrawn");
  expect(asMentor.faults).toEqual([]);
}, 240_000);
