import type { Browser, Page } from "playwright-core";
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RoutePattern } from "~/domain/access/policy.ts";
import { catalogue } from "~/i18n/catalogue.ts";
import {
  direction,
  LOCALE_NAMES,
  LOCALES,
  type Locale,
} from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import {
  axeAgain,
  axeFindings,
  openVisit,
  sidewaysScroll,
  type Visit,
} from "../support/browser.ts";
import { launchChromium } from "../support/chromium.ts";
import {
  patternOf,
  patternsFor,
  signInDirectly,
  walkLinks,
  type Walk,
} from "../support/demo-crawl.ts";
import { mailTo } from "../support/mailbox.ts";
import { type RunningServer, startServer } from "../support/server.ts";

const MINUTES = 60_000;
/** Pages that are tried at the same time. */
const AT_ONCE = 3;

/** Whose pages are tried: the sign-ins of the demonstration, and somebody who has a proposal to answer. */
const PEOPLE = {
  coordinator: "coordinator@passerelle.example",
  mentor: "mentor@passerelle.example",
  mentee: "mentee@passerelle.example",
  asked: "karim.fouad@passerelle.example",
  administrator: "admin@passerelle.example",
} as const;
type Person = keyof typeof PEOPLE | "visitor";

const everybody: Person[] = [...(Object.keys(PEOPLE) as Person[]), "visitor"];

const PARTICIPANTS: readonly Person[] = ["mentor", "mentee", "asked"];

/** What a visitor may come to without a link to it on our pages. */
const DOORSTEP = [
  "/",
  "/login",
  "/privacy",
  "/forgot-password",
  "/reset-password/over",
  "/invitation/over",
  "/confirm-email/over",
  "/new-email/over",
  "/nowhere",
];

/** What no link of the demonstration leads to, and why. */
const ELSEWHERE: Partial<Record<RoutePattern, string>> = {
  "/": "signed in it leads to /home",
  "/*": "an error page, tried as a visitor",
  "/login": "signed in it leads to /home",
  "/setup": "only an empty installation has it: first-start.test.ts",
  "/forgot-password": "tried as a visitor",
  "/reset-password/:token": "tried as a visitor",
  "/invitation/:token": "tried as a visitor",
  "/confirm-email/:token": "tried as a visitor",
  "/new-email/:token": "tried as a visitor",
  "/applications/:enrolmentId/questions":
    "no cohort of the sample asks any: questions.test.ts",
  "/cohorts/:cohortId/views": "its form stands on the list of people",
  "/bulk-deeds/:bulkId": "made by a form on the list of people",
  "/organisations.csv": "a file",
  "/join/:cohortId": "sent to people by coordinators; tried as a visitor",
  "/applications/:enrolmentId/wishes":
    "no cohort of the sample asks for wishes: wishes.test.ts",
  "/applications/:enrolmentId/meetings":
    "no cohort of the sample has first meetings: first-meetings.test.ts",
  "/cohorts/:cohortId/first-meetings":
    "no cohort of the sample has any: first-meetings.test.ts",
  "/proposals/:pairingId/questions":
    "its form stands on the proposal; it shows what was refused: consent.test.ts",
  "/calendar/:feed": "a file",
  "/cohorts/:cohortId/enrolments.csv": "a file",
  "/cohorts/:cohortId/pairings.csv": "a file",
  "/cohorts/:cohortId/figures/:table": "a file",
  "/cohorts/:cohortId/runs/compare.csv": "a file",
  "/runs/:runId/files/:sheet": "a file",
  "/cohorts/:cohortId/what-if/start": "fetched by the page's script",
  "/cohorts/:cohortId/review/news": "fetched by the page's script",
  "/import-template/:file": "a file",
  "/imports/:importId": "nothing has been imported: chain.test.ts",
};

let server: RunningServer;
let browser: Browser;
const walks = new Map<Person, Walk>();
const visits = new Map<Person, Visit>();

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({
      args: ["--demo"],
      variables: { RATE_LIMIT_EXEMPT: "127.0.0.1" },
    }),
    launchChromium(),
  ]);
  await haveMail();
  for (const person of everybody) await arrive(person);
}, 3 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Administrators have mail to look at as soon as somebody forgets a password. */
async function haveMail(): Promise<void> {
  await fetch(`${server.origin}/forgot-password`, {
    method: "POST",
    headers: { Origin: server.origin },
    body: new URLSearchParams({ email: PEOPLE.mentor }),
  });
  const folder = path.join(server.dataDir, "demo");
  await mailTo(PEOPLE.mentor, "/reset-password/", folder);
}

async function arrive(person: Person): Promise<void> {
  const visit = await openVisit(browser, server.origin);
  visits.set(person, visit);
  if (person === "visitor") return;
  const cookie = await signInDirectly(server.origin, PEOPLE[person]);
  await visit.context.addCookies(
    cookie.split("; ").map((pair) => ({
      name: pair.slice(0, pair.indexOf("=")),
      value: pair.slice(pair.indexOf("=") + 1),
      url: server.origin,
    })),
  );
  const walk = await walkLinks(server.origin, cookie, ["/home"]);
  // a refused note comes back on a page of its own
  for (const pairing of walk.pages.get("/pairings/:pairingId") ?? [])
    walk.pages.set("/pairings/:pairingId/note", [`${pairing}/note`]);
  walks.set(person, walk);
}

/** The addresses to try as somebody; what others were tried with is not tried again. */
function pathsOf(person: Person, ofEach: number): string[] {
  if (person === "visitor") return [...DOORSTEP, ...openDoors()];
  const before = BEFORE[person] ?? [];
  const isTried = (pattern: RoutePattern) =>
    before.some((other) => walks.get(other)?.pages.has(pattern));
  return [...(walks.get(person)?.pages ?? [])]
    .filter(([pattern]) => pattern === "/home" || !isTried(pattern))
    .flatMap(([pattern, paths]) =>
      paths.slice(0, pattern === TASK ? undefined : ofEach),
    );
}

/** Where coordinators send people who want to take part. */
function openDoors(): string[] {
  const cohorts = walks.get("coordinator")?.pages.get("/cohorts/:cohortId");
  return (cohorts ?? []).map((cohort) => cohort.replace("/cohorts", "/join"));
}

const BEFORE: Partial<Record<Person, readonly Person[]>> = {
  administrator: ["coordinator"],
  asked: ["mentor", "mentee"],
};

/** Each task is a page of its own. */
const TASK: RoutePattern = "/applications/:enrolmentId/:task";

async function speak(person: Person, locale: Locale): Promise<Visit> {
  const visit = visits.get(person)!;
  const { origin } = server;
  await visit.context.addCookies([
    { name: "locale", value: locale, url: origin },
  ]);
  return visit;
}

/** Tries something on each page, several at once, and returns what is wrong as `address: problem`. */
async function onEach(
  visit: Visit,
  paths: readonly string[],
  trial: (page: Page, path: string) => Promise<readonly string[]>,
): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = [...paths];
  const one = async () => {
    const page = await visit.context.newPage();
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      const problems = await trial(page, at);
      wrong.push(...problems.map((problem) => `${at}: ${problem}`));
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return wrong;
}

describe("the links of the demonstration", () => {
  test("lead somewhere, all of them", () => {
    expect([...walks].flatMap(([, { dead }]) => dead)).toEqual([]);
  });

  test.each(["coordinator", "mentor", "mentee", "administrator"] as const)(
    "lead the %s to every page there is for them",
    (person) => {
      const others = PARTICIPANTS.includes(person)
        ? PARTICIPANTS
        : (["coordinator", "administrator"] as const);
      const missing = patternsFor(person).filter(
        (pattern) =>
          !(pattern in ELSEWHERE) &&
          !others.some((each) => walks.get(each)?.pages.has(pattern)),
      );
      expect(missing).toEqual([]);
    },
  );
});

describe.each(LOCALES)("every page in %s", (locale) => {
  test.each(everybody)(
    "is accessible, whole and only ours: as %s",
    async (person) => {
      const visit = await speak(person, locale);
      const width = locale === "en" ? 1280 : 390;
      const wrong = await onEach(
        visit,
        // coordinators see most, so they see two of each in English
        pathsOf(person, locale === "en" && person === "coordinator" ? 2 : 1),
        async (page, address) => {
          await page.setViewportSize({ width, height: 900 });
          const problems = await openedWell(page, address, locale, person);
          problems.push(...(await axeFindings(page)));
          if (locale === "en") problems.push(...(await inTheDark(page)));
          await page.setViewportSize({ width: 320, height: 700 });
          const scroll = await sidewaysScroll(page);
          if (scroll > 0) problems.push(`is ${scroll} px too wide at 320 px`);
          return problems;
        },
      );
      // a visitor comes to doors that are closed
      const isExpected = (fault: string) =>
        person === "visitor" && /answered 404|status of 404/.test(fault);
      const faults = visit.faults.splice(0);
      wrong.push(...faults.filter((fault) => !isExpected(fault)));
      expect(wrong).toEqual([]);
    },
    6 * MINUTES,
  );
});

async function openedWell(
  page: Page,
  address: string,
  locale: Locale,
  person: Person,
): Promise<string[]> {
  const answer = await page.goto(address);
  const html = await answer!.body();
  const problems: string[] = [];
  const weigh = (what: string, bytes: number, limit: number) => {
    if (bytes > limit * 1024)
      problems.push(`${what} weighs ${Math.ceil(bytes / 1024)} kB`);
  };
  weigh("HTML", gzipSync(html).length, 60);
  const assets = assetsIn(html.toString());
  weigh("CSS", sum(assets.css), 15);
  const workbench = !PARTICIPANTS.includes(person) && person !== "visitor";
  weigh("JavaScript", sum(assets.js), workbench ? 220 : 130);
  if (assets.css.length === 0) problems.push("has no style");
  const seen = await page.evaluate(look);
  if (seen.lang !== locale) problems.push(`lang is ${seen.lang}`);
  if (seen.dir !== direction(locale)) problems.push(`dir is ${seen.dir}`);
  if (seen.headings !== 1) problems.push(`has ${seen.headings} h1`);
  if (seen.title.length < 3) problems.push(`title is "${seen.title}"`);
  problems.push(...untranslated(seen.texts, locale));
  return problems;
}

/** Runs in the page. */
function look() {
  const { lang, dir } = document.documentElement;
  const walker = document.createTreeWalker(
    document.body,
    NodeFilter.SHOW_TEXT,
    (node) =>
      node.parentElement?.closest("script,style,code,[lang]:not(html)")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  );
  const texts: string[] = [document.title];
  while (walker.nextNode())
    texts.push(walker.currentNode.textContent?.trim() ?? "");
  const headings = document.querySelectorAll("h1").length;
  const { title } = document;
  return { lang, dir, headings, title, texts: texts.filter(Boolean) };
}

const weights = new Map<string, number>();

/** The gzip sizes of the scripts and styles that a document loads. */
function assetsIn(html: string): { js: number[]; css: number[] } {
  const sizes = (pattern: RegExp) =>
    [...html.matchAll(pattern)].map(([, file]) => weightOf(file!));
  return {
    js: sizes(/(?:src|modulepreload" href|import ")="?(\/[^"]+\.js)"/g),
    css: sizes(/href="(\/[^"]+\.css)"/g),
  };
}

function weightOf(file: string): number {
  const known = weights.get(file);
  if (known !== undefined) return known;
  const bytes = fs.readFileSync(path.join("build/client", file));
  const weight = gzipSync(bytes).length;
  weights.set(file, weight);
  return weight;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Keys instead of text, and English sentences in another language. */
function untranslated(texts: readonly string[], locale: Locale): string[] {
  const english = foreignText(locale);
  const shown = texts.filter(
    (text) => /^[a-z]+\.[a-z_.]+[a-z]$/.test(text) || english.has(text),
  );
  return shown.length > 0
    ? [`shows ${[...new Set(shown)].slice(0, 5).join(", ")}`]
    : [];
}

const foreign = new Map<Locale, ReadonlySet<string>>();

/** English texts that another language says differently everywhere. */
function foreignText(locale: Locale): ReadonlySet<string> {
  const known = foreign.get(locale);
  if (known) return known;
  const own = new Set(leaves(catalogue(locale)));
  // the names of the languages are written in themselves
  Object.values(LOCALE_NAMES).forEach((name) => own.add(name));
  const only = new Set(
    leaves(catalogue("en")).filter((text) => !own.has(text)),
  );
  foreign.set(locale, only);
  return only;
}

function leaves(tree: unknown): string[] {
  return typeof tree === "string"
    ? [tree]
    : Object.values(tree as object).flatMap(leaves);
}

/** Contrast on a dark screen. */
async function inTheDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  const findings = await axeAgain(page, ["color-contrast"]);
  await page.emulateMedia({ colorScheme: "light" });
  return findings.map((finding) => `in the dark: ${finding}`);
}

describe("the keyboard", () => {
  test.each(everybody)(
    "comes to the skip link first and shows where it is: as %s",
    async (person) => {
      const visit = await speak(person, "en");
      const seen = new Set<RoutePattern | undefined>();
      const paths = pathsOf(person, 1).filter((each) => {
        const pattern = patternOf(each.split("?")[0]!);
        return !seen.has(pattern) && seen.add(pattern);
      });
      expect(await onEach(visit, paths, tabThrough)).toEqual([]);
    },
    4 * MINUTES,
  );
});

const TABS = 25;

async function tabThrough(page: Page, address: string): Promise<string[]> {
  const problems: string[] = [];
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(address);
  for (let tab = 1; tab <= TABS; tab++) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(focused);
    if (!focus) break;
    if (tab === 1) {
      if (focus.text !== translator("en", "shell")("skip"))
        problems.push(`begins at ${focus.text}`);
    }
    if (!focus.shown) problems.push(`hides its focus at ${focus.text}`);
  }
  await page.goto(address);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const reached = await page.evaluate(() => document.activeElement?.id);
  if (reached !== "content") problems.push(`skips to ${reached}`);
  return problems;
}

/** Runs in the page: what has the focus, and whether one can see that. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const inside =
    box.bottom > 0 && box.top < innerHeight && box.width > 1 && box.height > 1;
  const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const text = element.textContent?.trim() || element.outerHTML.slice(0, 120);
  return { text, shown: inside && outlined };
}

describe("a refused form", () => {
  test.each(LOCALES)("is accessible in %s", async (locale) => {
    const visit = await speak("visitor", locale);
    const page = await visit.context.newPage();
    const t = translator(locale, "accounts");
    await page.goto("/login");
    await page.getByLabel(t("login.email")).fill("nobody@passerelle.example");
    await page.getByLabel(t("login.password")).fill("not the password");
    await page.getByRole("button", { name: t("login.submit") }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toContain(
      t("login.wrong"),
    );
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });
});
