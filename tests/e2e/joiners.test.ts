import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { axeFindings, sidewaysScroll } from "../support/browser.ts";
import { SAMPLE_COHORT, type Sample, startSample } from "../support/sample.ts";

let sample: Sample;

/** The cohort is matched; three applications wait for a decision. */
beforeAll(async () => {
  sample = await startSample();
  const { page, context } = await sample.visitOf("coordinator", "en");
  const t = translator("en", "matching");
  await page.goto(`${SAMPLE_COHORT}/runs`);
  await page.getByRole("button", { name: t("start") }).click();
  await page.waitForURL("**/runs/*");
  await page
    .getByRole("heading", { name: t("result") })
    .waitFor({ timeout: 60_000 });
  await context.close();
}, 240_000);

afterAll(async () => {
  await sample?.stop();
});

/** Accepts the first application that waits, and goes from the home of the cohort to who has joined. */
async function acceptAndFollow(page: Page, locale: Locale): Promise<void> {
  await page.goto(`${SAMPLE_COHORT}/enrolments?state=submitted`);
  await page.locator("main tbody a").first().click();
  await page.locator("form[action*='/decision'] button").first().click();
  await page.getByText(translator(locale, "flash")("decision_saved")).waitFor();
  const link = page.locator(`#attention a[href$='/runs#joined']`).first();
  // the job runs beside the server
  await expect
    .poll(
      async () => {
        await page.goto(SAMPLE_COHORT);
        return link.count();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(1);
  await link.click();
  await page.waitForURL("**/runs#joined");
}

test("without scripts and in French, whoever is accepted after the run is proposed to somebody", async () => {
  const visit = await sample.visitOf("coordinator", "fr", { scripts: false });
  const { page, faults } = visit;
  const t = translator("fr", "exchange");
  await acceptAndFollow(page, "fr");
  const card = page.locator("#joined");
  await card.getByText(t("joined.count", { count: 1 })).waitFor();
  await card.getByRole("button", { name: t("joined.take") }).click();
  await page.waitForURL("**/pairings");
  await page.goto(`${SAMPLE_COHORT}/runs`);
  await card.getByText(t("joined.nobody")).waitFor();
  expect(faults).toEqual([]);
  await visit.context.close();
}, 180_000);

test("on a telephone and in Arabic, whoever joined is set aside and looked for again", async () => {
  const visit = await sample.visitOf("coordinator", "ar", { width: 390 });
  const { page, faults } = visit;
  const t = translator("ar", "exchange");
  await acceptAndFollow(page, "ar");
  const card = page.locator("#joined");
  expect(await axeFindings(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
  await card.getByRole("button", { name: t("joined.aside") }).click();
  await card.getByRole("button", { name: t("joined.take") }).waitFor({
    state: "detached",
  });
  await page.goto(SAMPLE_COHORT);
  expect(await page.locator(`a[href$='/runs#joined']`).count()).toBe(0);
  await page.goto(`${SAMPLE_COHORT}/runs`);
  await card.getByRole("button", { name: t("joined.look") }).click();
  await card.getByRole("button", { name: t("joined.aside") }).waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(faults).toEqual([]);
  await visit.context.close();
}, 180_000);
