import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { axeFindings, sidewaysScroll } from "../support/browser.ts";
import { SAMPLE_COHORT, type Sample, startSample } from "../support/sample.ts";

const ASKED = {
  fr: "Avez-vous déjà participé à un mentorat ?",
  ar: "هل سبقت لكم المشاركة في برنامج إرشاد؟",
};

let sample: Sample;

beforeAll(async () => {
  sample = await startSample();
}, 180_000);

afterAll(async () => {
  await sample?.stop();
});

/** The coordinator of the sample at a browser, in a language. */
const visitOf = (locale: Locale, as?: { width?: number; scripts?: boolean }) =>
  sample.visitOf("coordinator", locale, as);

test("a question becomes a criterion on a phone, in Arabic, and stands in the sum with its words", async () => {
  const visit = await visitOf("ar", { width: 390 });
  const { page } = visit;
  await page.goto(`${SAMPLE_COHORT}/criteria`);
  const row = page.getByRole("group", { name: ASKED.ar });
  const t = translator("ar", "criteria");
  await row.locator("select").selectOption("same");
  await page.getByRole("button", { name: t("save") }).click();
  await page.getByText(t("errors.question_weight")).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  visit.faults.length = 0; // the refusal is a 422

  await row.locator("input[type=number]").fill("7");
  await page.getByRole("button", { name: t("save") }).click();
  await page.waitForURL("**/criteria");
  const line = page.getByRole("row").filter({ hasText: ASKED.ar }).first();
  expect(await line.innerText()).toContain("7");
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  expect(visit.faults).toEqual([]);
  await visit.context.close();
}, 120_000);

test("its weight moves on “What if?” as that of any criterion", async () => {
  const visit = await visitOf("en");
  const { page } = visit;
  await page.goto(`${SAMPLE_COHORT}/what-if`);
  await page.locator("form[data-live]").waitFor();
  const slider = page.locator("[name='questions[0].weight']");
  await slider.fill("100");
  const headline = page.locator("#what-if-result [role=status]");
  await headline.waitFor();
  const heavy = await page.locator("#what-if-result").innerText();
  await slider.fill("5");
  const t = translator("en", "whatif");
  await page.getByText(t("headline", { changes: 0, left: 0 })).waitFor();
  expect(heavy).not.toBe(await page.locator("#what-if-result").innerText());
  expect(visit.faults).toEqual([]);
  await visit.context.close();
}, 120_000);

test("in French without scripts questions are put in order", async () => {
  const visit = await visitOf("fr", { scripts: false });
  const { page } = visit;
  await page.goto(`${SAMPLE_COHORT}/questions`);
  const t = translator("fr", "questions");
  const table = page.getByRole("table", { name: t("asked.mentee") });
  const heads = () => table.locator("tbody th").allInnerTexts();
  expect((await heads())[1]).toBe(ASKED.fr);
  await table.getByRole("button", { name: t("up") }).click();
  await expect.poll(async () => (await heads())[0]).toBe(ASKED.fr);
  const ofMentors = page.getByRole("table", { name: t("asked.mentor") });
  expect((await ofMentors.locator("tbody th").allInnerTexts())[1]).toBe(
    ASKED.fr,
  );
  expect(visit.faults).toEqual([]);
  await visit.context.close();
}, 120_000);

test("in French without scripts a proposal is taken apart, and proposed again", async () => {
  const visit = await visitOf("fr", { scripts: false });
  const { page } = visit;
  await page.goto(`${SAMPLE_COHORT}/runs`);
  await page.locator("main form button").first().click();
  await page.waitForURL("**/runs/*");
  const deeds = translator("fr", "pairings");
  await expect
    .poll(
      async () => {
        await page.goto(`${SAMPLE_COHORT}/review`);
        return page.locator("[data-pair]").count();
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(10);
  const proposals = await page.locator("[data-pair]").count();
  await page
    .getByRole("button", { name: deeds("pair.steps.split"), exact: true })
    .click();
  await page.waitForURL("**done=*");
  expect(await page.locator("[data-pair]").count()).toBe(proposals - 1);
  await page
    .getByRole("button", { name: translator("fr", "review")("undo") })
    .click();
  await page.waitForURL((url) => !url.searchParams.has("done"));
  expect(await page.locator("[data-pair]").count()).toBe(proposals);
  expect(visit.faults).toEqual([]);
  await visit.context.close();
}, 120_000);
