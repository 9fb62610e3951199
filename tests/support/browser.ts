import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Locale } from "~/i18n/locales.ts";

/** The password of everybody in the sample programme. */
export const DEMO_PASSWORD = "passerelle-demo";

/** A page is there within a second; a machine that does five other things gets more. */
const PATIENCE_MS = 20_000;

const WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Somebody at a browser of their own. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  /** what went wrong behind the page so far: console errors, failed requests, requests to other hosts */
  faults: string[];
}

/** Opens a browser with nobody signed in, in a language and at a width of so many CSS pixels. */
export async function openVisit(
  browser: Browser,
  origin: string,
  as: { locale?: Locale; width?: number; scripts?: boolean } = {},
): Promise<Visit> {
  const { locale = "en", width = 1280, scripts = true } = as;
  const context = await browser.newContext({
    baseURL: origin,
    locale,
    viewport: { width, height: width < 600 ? 844 : 900 },
    javaScriptEnabled: scripts,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  watch(context, origin, faults);
  return { context, page: await context.newPage(), faults };
}

function watch(context: BrowserContext, origin: string, faults: string[]) {
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => {
    faults.push(`script: ${error.error().message}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol.startsWith("http"))
      faults.push(`another host: ${url.href}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // a page that is left, or a file that is saved, ends its requests
    if (why !== "net::ERR_ABORTED")
      faults.push(`${request.url()} failed: ${why}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400)
      faults.push(`${response.url()} answered ${response.status()}`);
  });
}

/** What axe finds against WCAG 2.2 AA, one line for each place. */
export async function axeFindings(page: Page): Promise<string[]> {
  // a page without frames needs no second window to gather results in
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(WCAG_2_2_AA);
  return findings(await axe.analyze());
}

/** What some rules of axe find, on a page where it has been before. */
export async function axeAgain(
  page: Page,
  rules: readonly string[],
): Promise<string[]> {
  return findings(
    await page.evaluate((values) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      return axe.run({ runOnly: { type: "rule", values } });
    }, rules),
  );
}

type Results = Pick<Awaited<ReturnType<AxeBuilder["analyze"]>>, "violations">;

/** What axe's script leaves in the page. */
interface Axe {
  run(options: {
    runOnly: { type: "rule"; values: readonly string[] };
  }): Promise<Results>;
}

function findings({ violations }: Results): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 4)
      .map(({ target, html }) => `${id}: ${target.join(" ")} ${html}`),
  );
}

/** How far the page is wider than its window, in CSS pixels. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
}
