import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import facts from "db/seed/filex-2019.json";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { axeFindings, openVisit, sidewaysScroll } from "../support/browser.ts";
import { launchChromium } from "../support/chromium.ts";
import { type RunningServer, startServer } from "../support/server.ts";

const MINUTES = 60_000;

let browser: Browser;
let server: RunningServer | undefined;

beforeAll(async () => {
  browser = await launchChromium();
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => browser.close());

/** Comes to an empty platform and fills in the one form there is. */
async function setUp(
  page: Page,
  locale: Locale,
  start: "own" | "sample",
): Promise<void> {
  const t = translator(locale, "setup");
  await page.goto("/");
  expect(new URL(page.url()).pathname).toBe("/setup");
  expect(await page.locator("html").getAttribute("lang")).toBe(locale);
  await page.getByLabel(t("instance.name")).fill("Passerelle de Radès");
  await page.getByLabel(t("you.name")).fill("Nadia Mestiri");
  await page.getByLabel(t("you.email")).fill("nadia@passerelle.example");
  await page.getByLabel(t("you.password")).fill("the bridge opens at nine");
  await page.getByLabel(t(`start.${start}`)).check();
  await page.getByRole("button", { name: t("submit") }).click();
  await page.waitForURL("**/home");
}

test(
  "whoever comes first becomes the administrator and begins with nothing",
  async () => {
    server = await startServer();
    const { page, faults } = await openVisit(browser, server.origin);
    const home = translator("en", "home");
    await page.goto("/setup");
    expect(await axeFindings(page)).toEqual([]);
    await setUp(page, "en", "own");
    await page.getByRole("heading", { name: /Nadia Mestiri/ }).waitFor();
    await page.getByRole("link", { name: home("new_programme") }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    const second = await openVisit(browser, server.origin);
    await second.page.goto("/");
    expect(new URL(second.page.url()).pathname).toBe("/");
    const again = await second.page.goto("/setup");
    expect(again?.status()).toBe(404);
  },
  2 * MINUTES,
);

test(
  "the sample programme can be had instead, in Arabic, on a phone, without scripts",
  async () => {
    server = await startServer();
    const { page, faults } = await openVisit(browser, server.origin, {
      locale: "ar",
      width: 320,
      scripts: false,
    });
    await page.goto("/setup");
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    expect(await sidewaysScroll(page)).toBe(0);
    await setUp(page, "ar", "sample");
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    expect(await sidewaysScroll(page)).toBe(0);
    const shell = translator("ar", "shell");
    const places = page.getByRole("navigation", { name: shell("menu") });
    await places.getByRole("link", { name: shell("programmes") }).click();
    await page
      .getByRole("link", { name: facts.programme.name })
      .first()
      .click();
    const heading = page.getByRole("heading", { level: 1 });
    expect(await heading.innerText()).toContain(facts.programme.name);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
  },
  2 * MINUTES,
);
