import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "~/i18n/translator.ts";
import { axeFindings, sidewaysScroll } from "../support/browser.ts";
import { SAMPLE_COHORT, type Sample, startSample } from "../support/sample.ts";

const MEETINGS = `${SAMPLE_COHORT}/first-meetings`;

let sample: Sample;

beforeAll(async () => {
  sample = await startSample();
}, 180_000);

afterAll(async () => {
  await sample?.stop();
});

/** Somebody of the sample at a browser, in a language. */
const visitOf: Sample["visitOf"] = (...who) => sample.visitOf(...who);

const cards = (page: Page) => page.locator("main article");

/** Says of the nth meeting how it was. */
async function rate(page: Page, at: number, rating: string, save: string) {
  const card = cards(page).nth(at);
  await card.locator(`[name=rating][value=${rating}]`).check();
  await Promise.all([
    page.waitForURL(/#m-/),
    card.getByRole("button", { name: save }).click(),
  ]);
}

test("a coordinator switches first meetings on, proposes, looks, drops, and sends, without scripts and in French", async () => {
  const t = translator("fr", "first-meetings");
  const visit = await visitOf("coordinator", "fr", { scripts: false });
  const { page } = visit;
  await page.goto(`${SAMPLE_COHORT}/edit`);
  await page.locator("[name=meetings][value=video]").check();
  await page.locator("[name=meetingsPerMentee]").fill("3");
  await page.locator("[name=meetingsUntil]").fill("2199-12-31");
  await page.locator("form#cohort button[type=submit]").click();
  await page.waitForURL(`**${SAMPLE_COHORT}`);
  await page.locator(`a[href="${MEETINGS}"]`).first().click();
  await page.getByRole("button", { name: t("cohort.propose") }).click();
  await page.waitForURL(/#list$/);
  const drop = page.getByRole("button", { name: t("cohort.drop") });
  const drafts = await drop.count();
  expect(drafts).toBeGreaterThan(5);
  await drop.first().click();
  await page.waitForURL(/#list$/);
  expect(await drop.count()).toBe(drafts - 1);
  const arrange = page.locator("article details").first();
  await arrange.locator("summary").click();
  await arrange.locator("[name=appointment]").fill("3 mars, 10 h 40");
  await arrange.locator("[name=link]").fill("http://video.example/salle-4");
  await arrange.getByRole("button").click();
  await page.getByText(t("errors.link")).first().waitFor();
  expect(await arrange.locator("[name=appointment]").inputValue()).toBe(
    "3 mars, 10 h 40",
  );
  expect(visit.faults.splice(0).join()).toContain("422");
  await arrange.locator("[name=link]").fill("https://video.example/salle-4");
  await arrange.getByRole("button").click();
  await page.waitForURL(/#m-/);
  expect(await cards(page).first().innerText()).toContain("3 mars, 10 h 40");
  expect(visit.faults).toEqual([]);

  const scripted = await visitOf("coordinator", "fr");
  await scripted.page.goto(MEETINGS);
  expect(await axeFindings(scripted.page)).toEqual([]);
  expect(await sidewaysScroll(scripted.page)).toBe(0);
  expect(scripted.faults).toEqual([]);
  await scripted.context.close();

  await page.getByRole("link", { name: t("cohort.next") }).click();
  await page.waitForURL(/page=2/);
  expect(await drop.count()).toBeGreaterThan(0);
  await page.locator("form:has([value=send]) button").click();
  await page.waitForURL(/first-meetings\?page=2$/);
  expect(await drop.count()).toBe(0);
  await visit.context.close();
}, 180_000);

test("a mentee says on a phone, in Arabic, how the meetings were, and changes their mind", async () => {
  const t = translator("ar", "first-meetings");
  const visit = await visitOf("mentee", "ar", { width: 390 });
  const { page } = visit;
  await page.goto("/home");
  expect(await axeFindings(page)).toEqual([]);
  await page.locator("main a[href$='/meetings']").first().click();
  await cards(page).first().waitFor();
  expect(await cards(page).count()).toBeGreaterThan(1);
  await rate(page, 0, "avoid", t("rate.save"));
  await rate(page, 0, "prefer", t("rate.save"));
  await rate(page, 1, "avoid", t("rate.save"));
  const chosen = (at: number) =>
    cards(page).nth(at).locator("[name=rating]:checked").inputValue();
  expect([await chosen(0), await chosen(1)]).toEqual(["prefer", "avoid"]);
  expect(await cards(page).nth(0).innerText()).toContain(t("rate.answered"));
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  expect(visit.faults).toEqual([]);
  await visit.context.close();
}, 180_000);

test("a mentor without scripts, in French, reads nothing of it; the run says how many there were", async () => {
  const t = translator("fr", "first-meetings");
  const visit = await visitOf("antoine.guerin", "fr", { scripts: false });
  const { page } = visit;
  await page.goto("/home");
  await page.locator("main a[href$='/meetings']").first().click();
  await cards(page).first().waitFor();
  expect(await page.locator("[name=rating]:checked").count()).toBe(0);
  await rate(page, 0, "fine", t("rate.save"));
  expect(await page.locator("[name=rating]:checked").count()).toBe(1);
  expect(visit.faults).toEqual([]);
  await visit.context.close();

  const coordinator = await visitOf("coordinator", "fr", { scripts: false });
  await coordinator.page.goto(MEETINGS);
  const text = await coordinator.page.locator("main").innerText();
  expect(text).toMatch(/3 sur \d+/);
  await coordinator.page.goto(`${SAMPLE_COHORT}/runs`);
  expect(await coordinator.page.locator("main").innerText()).toContain(
    t("preflight.title"),
  );
  expect(coordinator.faults).toEqual([]);
  await coordinator.context.close();
}, 180_000);
