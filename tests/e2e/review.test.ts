import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "~/i18n/translator.ts";
import {
  axeFindings,
  DEMO_PASSWORD,
  openVisit,
  sidewaysScroll,
  type Visit,
} from "../support/browser.ts";
import { launchChromium } from "../support/chromium.ts";
import { type RunningServer, startServer } from "../support/server.ts";

/** Of the sample programme: the cohort that is ready to be matched. */
const COHORT = "/cohorts/be0cf98a-f700-8c73-ab73-bf2c1d4fbd90";
const REVIEW = `${COHORT}/review`;

let server: RunningServer;
let browser: Browser;
let first: Visit;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({
      args: ["--demo"],
      variables: { RATE_LIMIT_EXEMPT: "127.0.0.1" },
    }),
    launchChromium(),
  ]);
  first = await signedIn("coordinator");
  const { page } = first;
  const t = translator("en", "matching");
  await page.goto(`${COHORT}/runs`);
  await page.getByRole("button", { name: t("start") }).click();
  await page.waitForURL("**/runs/*");
  await page
    .getByRole("heading", { name: t("result") })
    .waitFor({ timeout: 60_000 });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function signedIn(
  who: string,
  options: Parameters<typeof openVisit>[2] & {
    locale?: "en" | "fr" | "ar";
  } = {},
) {
  const visit = await openVisit(browser, server.origin, options);
  const { page, context } = visit;
  await page.goto("/login");
  await page.locator("[name=email]").fill(`${who}@passerelle.example`);
  await page.locator("[name=password]").fill(DEMO_PASSWORD);
  await page.locator("[name=password]").press("Enter");
  await page.waitForURL("**/home");
  await context.addCookies([
    { name: "locale", value: options.locale ?? "en", url: server.origin },
  ]);
  return visit;
}

const pairIn = (page: Page) =>
  page.locator("[data-pair][aria-current]").getAttribute("data-pair");

test("proposals are decided by keys, and a deed is undone", async () => {
  const { page, faults } = first;
  const flash = translator("en", "flash");
  await page.goto(REVIEW);
  const one = await pairIn(page);
  await page.keyboard.press("j");
  await page.waitForURL(/pair=/);
  const two = await pairIn(page);
  expect(two).not.toBe(one);
  await page.keyboard.press("a");
  await page.getByText(flash("pairing_approved")).waitFor();
  expect(await page.locator(`[data-pair="${two}"]`).count()).toBe(0);
  await page.keyboard.press("u");
  await page.getByText(flash("undone")).waitFor();
  await page.waitForLoadState();
  const again = await pairIn(page);
  expect(again).not.toBe(two); // a proposal of its own: what ended stays ended
  await page.keyboard.press("p");
  await page.getByText(flash("pairing_done")).waitFor();
  expect(await pairIn(page)).toBe(again);
  expect(await axeFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
}, 120_000);

test("the palette finds a pair by name, and single keys can be turned off", async () => {
  const { page, faults } = first;
  await page.goto(REVIEW);
  const last = page.locator("[data-pair]").last();
  const wanted = await last.getAttribute("data-pair");
  const name = await last.locator("bdi").first().innerText();
  await page.keyboard.press("Control+k");
  await page.locator("#palette").fill(name);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.waitForURL(/pair=/);
  expect(await pairIn(page)).toBe(wanted);
  await page.keyboard.press("?");
  await page.locator("#shortcuts-on").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("k");
  await page.reload();
  expect(await pairIn(page)).toBe(wanted);
  await page.keyboard.press("?");
  await page.locator("#shortcuts-on").check();
  await page.keyboard.press("Escape");
  expect(faults).toEqual([]);
}, 120_000);

test("a swap says beforehand whom it moves, and moves them", async () => {
  const { page, faults } = first;
  const flash = translator("en", "flash");
  await page.goto(REVIEW);
  const before = await page.locator("[data-pair]").count();
  const offer = page.locator("[data-drag]").first();
  const mentor = await offer.getByRole("link").first().innerText();
  await offer.locator("summary").click();
  const moved = await offer.locator("details li").count();
  expect(moved).toBeGreaterThan(0);
  await offer.locator("[data-swap]").click();
  await page.getByText(flash("swapped")).waitFor();
  expect(await page.locator("#pair-title").innerText()).toContain(mentor);
  expect(await page.locator("[data-pair]").count()).toBe(before);
  await page.locator("[data-undo]").click();
  await page.getByText(flash("undone")).waitFor();
  expect(await page.locator("#pair-title").innerText()).not.toContain(mentor);
  expect(faults).toEqual([]);
}, 120_000);

test("two at the same pair see each other, and the second deed keeps its words", async () => {
  const { page } = first;
  const second = await signedIn("admin");
  const t = translator("en", "pairings");
  await page.goto(REVIEW);
  const pair = await pairIn(page);
  const other = second.page;
  await other.goto(`${REVIEW}?pair=${pair}`);
  await other.getByText("Claire Fontanel").nth(1).waitFor();
  await other.goto(
    `/pairings/${pair}/decision?step=reject&back=${encodeURIComponent(REVIEW)}`,
  );
  await other.getByRole("radio").first().check();
  await other.locator("textarea").fill("We spoke to both of them.");
  await page.keyboard.press("a");
  await page.getByText(translator("en", "flash")("pairing_approved")).waitFor();
  await other.getByRole("button", { name: t("decide.do.reject") }).click();
  await other.getByText(t("decide.changed_title")).waitFor();
  expect(await other.locator("main").innerText()).toMatch(/Claire Fontanel/);
  expect(await other.locator("textarea").inputValue()).toBe(
    "We spoke to both of them.",
  );
  await second.context.close();
}, 120_000);

test("what the first does is said to the second without a reload, and what is being typed stays", async () => {
  const { page, faults } = first;
  const second = await signedIn("admin");
  const other = second.page;
  await page.goto(REVIEW);
  const pair = await pairIn(page);
  await other.goto(`${REVIEW}?pair=${pair}`);
  const note = other.locator("textarea").first();
  await note.fill("To be asked about Tuesdays");
  // the page asks by itself every now and then, and when somebody comes back to it
  const comeBack = () =>
    other.evaluate(() => void window.dispatchEvent(new Event("focus")));
  await page.keyboard.press("j");
  await page.waitForURL(/pair=/);
  const beside = await pairIn(page);
  await comeBack();
  await other
    .locator(`[data-looking="${beside}"]`)
    .getByText("Claire Fontanel")
    .waitFor();
  await page.goto(`${REVIEW}?pair=${pair}`);
  await page.keyboard.press("a");
  await page.getByText(translator("en", "flash")("pairing_approved")).waitFor();
  await comeBack();
  const said = other.locator("[data-news] [role=status]");
  await said.getByText(/Claire Fontanel/).waitFor();
  expect(await said.innerText()).toMatch(/: Approved · Claire Fontanel$/);
  expect(await other.locator(`[data-pair="${pair}"]`).innerText()).toMatch(
    /Approved · Claire Fontanel/,
  );
  expect(await note.inputValue()).toBe("To be asked about Tuesdays");
  expect(await note.evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
  expect(await axeFindings(other)).toEqual([]);
  await other
    .getByRole("link", { name: translator("en", "review")("news.reload") })
    .click();
  await other.waitForLoadState();
  expect(await other.locator("[data-news] p").first().isVisible()).toBe(false);
  expect(second.faults).toEqual([]);
  expect(faults).toEqual([]);
  await page.locator("[data-undo]").click();
  await page.getByText(translator("en", "flash")("undone")).waitFor();
  await second.context.close();
}, 120_000);

test("a swap of a pair that was decided meanwhile is refused with what happened", async () => {
  const { page, faults } = first;
  const flash = translator("en", "flash");
  const second = await signedIn("admin");
  const other = second.page;
  await page.goto(REVIEW);
  const pair = await pairIn(page);
  await other.goto(`${REVIEW}?pair=${pair}`);
  await page.keyboard.press("a");
  await page.getByText(flash("pairing_approved")).waitFor();
  await other.locator("[data-swap]").first().click();
  const refused = other.getByRole("alert");
  await refused
    .getByText(translator("en", "review")("errors.changed"))
    .waitFor();
  expect(await refused.innerText()).toMatch(/Approved[^]*Claire Fontanel/);
  await page.locator("[data-undo]").click();
  await page.getByText(flash("undone")).waitFor();
  expect(faults).toEqual([]);
  await second.context.close();
}, 120_000);

test("a digit leads to its alternative, and the matrix to any pair", async () => {
  const { page, faults } = first;
  await page.goto(REVIEW);
  await page.keyboard.press("2");
  const focused = page.locator("[data-swap]:focus");
  expect(await focused.count()).toBe(1);
  expect(
    await page
      .locator("[data-swap]")
      .evaluateAll((all) =>
        all.findIndex((each) => each === document.activeElement),
      ),
  ).toBe(1);
  const t = translator("en", "review");
  await page.getByRole("link", { name: t("matrix"), exact: true }).click();
  await page.waitForURL(/matrix/);
  expect(await axeFindings(page)).toEqual([]);
  await page.locator("td a[href*='pair=']").first().click();
  await page.waitForURL(/review\?.*pair=/);
  expect(await page.locator("#pair-title").isVisible()).toBe(true);
  expect(faults).toEqual([]);
}, 120_000);

test("on a phone, in Arabic, one pair at a time", async () => {
  const visit = await signedIn("coordinator", { locale: "ar", width: 390 });
  const { page, faults } = visit;
  const t = translator("ar", "review");
  await page.goto(REVIEW);
  expect(await page.locator("[data-pair]").first().isVisible()).toBe(false);
  const title = await page.locator("#pair-title").innerText();
  await page.getByRole("link", { name: t("next") }).click();
  await page.waitForURL(/pair=/);
  expect(await page.locator("#pair-title").innerText()).not.toBe(title);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  const pairings = translator("ar", "pairings");
  await page
    .getByRole("button", { name: pairings("pair.steps.approve"), exact: true })
    .click();
  await page.getByText(translator("ar", "flash")("pairing_approved")).waitFor();
  expect(faults).toEqual([]);
  await visit.context.close();
}, 120_000);

test("in French without scripts each deed is a form", async () => {
  const visit = await signedIn("coordinator", { locale: "fr", scripts: false });
  const { page, faults } = visit;
  const flash = translator("fr", "flash");
  const pairings = translator("fr", "pairings");
  await page.goto(REVIEW);
  await page
    .getByRole("button", { name: pairings("pair.steps.approve"), exact: true })
    .click();
  await page.getByText(flash("pairing_approved")).waitFor();
  await page
    .getByRole("button", { name: translator("fr", "review")("undo") })
    .click();
  await page.getByText(flash("undone")).waitFor();
  expect(new URL(page.url()).pathname).toBe(REVIEW);
  expect(faults).toEqual([]);
  await visit.context.close();
}, 120_000);
