import type { Browser } from "playwright-core";
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
const PAGE = "/cohorts/be0cf98a-f700-8c73-ab73-bf2c1d4fbd90/what-if";

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({
      args: ["--demo"],
      variables: { RATE_LIMIT_EXEMPT: "127.0.0.1" },
    }),
    launchChromium(),
  ]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function signedIn(options: Parameters<typeof openVisit>[2]) {
  const visit = await openVisit(browser, server.origin, options);
  const { page } = visit;
  await page.goto("/login");
  await page.locator("[name=email]").fill("coordinator@passerelle.example");
  await page.locator("[name=password]").fill(DEMO_PASSWORD);
  await page.locator("[name=password]").press("Enter");
  await page.waitForURL("**/home");
  return visit;
}

async function inLanguage({ context, page }: Visit, locale: string) {
  await context.addCookies([
    { name: "locale", value: locale, url: server.origin },
  ]);
  await page.goto(PAGE);
}

test("a weight is moved on a phone, in Arabic, and the result changes in place", async () => {
  const visit = await signedIn({ locale: "ar", width: 390 });
  const { page, faults } = visit;
  await inLanguage(visit, "ar");
  await page.locator("form[data-live]").waitFor();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const headline = page.locator("#what-if-result [role=status]");
  await page.locator("[name='weights.sector']").fill("0");
  await headline.waitFor();
  const without = await headline.innerText();
  await page.locator("[name='weights.sector']").fill("35");
  const t = translator("ar", "whatif");
  await page.getByText(t("headline", { changes: 0, left: 0 })).waitFor();
  expect(without).not.toBe(await headline.innerText());
  expect(await page.locator("output").first().innerText()).toBe("35");
  expect(asked).toEqual([]); // nothing was asked of the server
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
  await visit.context.close();
}, 120_000);

test("without scripts the form is sent and the server answers the same; saving runs it", async () => {
  const scripted = await signedIn({});
  await inLanguage(scripted, "en");
  await scripted.page.locator("form[data-live]").waitFor();
  await scripted.page.locator("[name='weights.sector']").fill("0");
  const place = scripted.page.locator("#what-if-result");
  await place.locator("[role=status]").waitFor();
  const inBrowser = await place.locator("table").allInnerTexts();
  expect(scripted.faults).toEqual([]);
  await scripted.context.close();

  const visit = await signedIn({ scripts: false });
  const { page } = visit;
  await inLanguage(visit, "en");
  const address = new URL(page.url());
  const fields = await page
    .locator("#what-if [name]")
    .evaluateAll((all) =>
      (all as HTMLInputElement[])
        .filter(({ type, checked }) => type !== "checkbox" || checked)
        .map(({ name, value }) => [name, value] as [string, string]),
    );
  for (const [name, value] of fields)
    address.searchParams.set(name, name === "weights.sector" ? "0" : value);
  await page.goto(address.href); // as the button would; a range cannot be dragged without scripts here
  await page.locator("#what-if-result [role=status]").waitFor();
  const onServer = page.locator("#what-if-result table");
  expect(await onServer.allInnerTexts()).toEqual(inBrowser);
  const t = translator("en", "whatif");
  await page.getByRole("button", { name: t("save_and_run") }).click();
  await page.waitForURL("**/runs/*");
  expect(visit.faults).toEqual([]);
}, 120_000);
