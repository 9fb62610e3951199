import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { axeFindings, sidewaysScroll, type Visit } from "../support/browser.ts";
import { SAMPLE_COHORT, type Sample, startSample } from "../support/sample.ts";

const MENTORS = ["antoine.guerin", "nadege.pons", "dalila.cherif"];

let sample: Sample;

beforeAll(async () => {
  sample = await startSample();
  await askForWishes("named");
}, 180_000);

afterAll(async () => {
  await sample?.stop();
});

/** Somebody of the sample at a browser, in a language. */
const visitOf: Sample["visitOf"] = (...who) => sample.visitOf(...who);

/** The coordinator asks for wishes, with the form and without scripts. */
async function askForWishes(mode: string): Promise<void> {
  const visit = await visitOf("coordinator", "en", { scripts: false });
  const { page } = visit;
  await page.goto(`${SAMPLE_COHORT}/edit`);
  await page.locator(`[name=wishMode][value=${mode}]`).check();
  await page.locator("[name=wishesUntil]").fill("2199-12-31");
  await page.locator("form#cohort button[type=submit]").click();
  await page.waitForURL(`**${SAMPLE_COHORT}`);
  expect(visit.faults).toEqual([]);
  await visit.context.close();
}

/** From home to the wishes, as the home shows the way, and agreeing to be shown. */
async function agree(page: Page, locale: Locale): Promise<void> {
  const t = translator(locale, "wishes");
  await page.goto("/home");
  await page.locator("main a[href$='/wishes']").first().click();
  await page.getByRole("button", { name: t("agree.button") }).click();
  await page.locator("#candidates").waitFor();
}

async function showMentors(): Promise<void> {
  for (const name of MENTORS) {
    const visit = await visitOf(name, "fr", { scripts: false });
    await agree(visit.page, "fr");
    await visit.context.close();
  }
}

const cards = (page: Page) => page.locator("#candidates article");
const mine = (page: Page) => page.locator("#mine li");

test("a mentee puts mentors in order on a phone, in Arabic, and rules one out", async () => {
  await showMentors();
  const t = translator("ar", "wishes");
  const visit = await visitOf("mentee", "ar", { width: 390 });
  const { page } = visit;
  await agree(page, "ar");
  expect(await cards(page).count()).toBe(3);
  const names = await cards(page).locator("h3").allInnerTexts();
  for (const at of [0, 1]) {
    const add = cards(page)
      .nth(at)
      .getByRole("button", { name: t("add") });
    await add.click();
    await mine(page).nth(at).waitFor();
  }
  await cards(page)
    .nth(2)
    .getByRole("button", { name: t("never") })
    .click();
  await page.locator("#never li").waitFor();
  await mine(page)
    .nth(1)
    .getByRole("button", { name: t("up") })
    .click();
  await page.waitForURL(/#mine$/);
  expect(await mine(page).first().innerText()).toContain(names[1]);
  expect(await page.locator("#never li").innerText()).toContain(names[2]);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  expect(visit.faults).toEqual([]);
  await visit.context.close();
}, 180_000);

test("without scripts, in French: filter, choose, and a page from before is refused", async () => {
  const t = translator("fr", "wishes");
  const visit = await visitOf("anis.jaziri", "fr", { scripts: false });
  const { page } = visit;
  await agree(page, "fr");
  await page.locator("select[name=language]").selectOption("ar");
  await page.getByRole("button", { name: t("filter"), exact: true }).click();
  await page.waitForURL(/language=ar/);
  expect(await cards(page).count()).toBe(1);
  const stale = await visit.context.newPage();
  await stale.goto(page.url());
  await cards(page)
    .getByRole("button", { name: t("add") })
    .click();
  await mine(page).waitFor();
  expect(page.url()).toContain("language=ar"); // the filter stays
  expect(visit.faults).toEqual([]);

  await cards(stale)
    .getByRole("button", { name: t("never") })
    .click();
  await stale.getByText(t("errors.stale")).waitFor();
  expect(await mine(stale).count()).toBe(1);
  expect(await stale.locator("#never").count()).toBe(0);
  await visit.context.close();
}, 180_000);

test("a mentor is shown mentees and nothing of their wishes; without names no names", async () => {
  const read = async () => {
    const visit = await visitOf("dalila.cherif", "fr", { scripts: false });
    await visit.page.goto("/home");
    await visit.page.locator("main a[href$='/wishes']").first().click();
    await cards(visit.page).first().waitFor();
    const found = await axeFindingsOf(visit);
    const text = await visit.page.content();
    await visit.context.close();
    return { found, text };
  };
  const named = await read();
  expect(named.found).toEqual([]);
  expect(named.text).toContain("Anis Jaziri");
  await askForWishes("anonymous");
  const { text } = await read();
  expect(text).not.toMatch(/Anis|Jaziri|Jasmin Tech/);
  const t = translator("fr", "wishes");
  expect(text).toContain(t("nameless.mentor"));
}, 180_000);

/** axe is a script: the same page in a browser that runs it. */
async function axeFindingsOf(visit: Visit): Promise<string[]> {
  const scripted = await visitOf("dalila.cherif", "fr");
  await scripted.page.goto(visit.page.url());
  const found = await axeFindings(scripted.page);
  await scripted.context.close();
  return found;
}
