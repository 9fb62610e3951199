import path from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "vitest";
import { direction, LOCALES, type Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
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

const MINUTES = 60_000;
const DAY_MS = 86_400_000;

const COHORT = "Edition by hand";
const EVENT = "Forum of two shores";
const SECRET = "What was said stays between the two";
const PASSWORD = "a bridge of nine arches";

const MENTORS = `id,name,email,organisation,country,sectors,languages,offers,markets,availability,capacity
m1,ريم خوري,rim@mentors.example,Quay Tourism,PS,55,ar:native; fr:C1,hand/export; hand/quality,MA; TN,Mon 09:00-12:00; Wed 09:00-12:00,1
m2,Paul Girard,paul@mentors.example,Quay Electronics,FR,26,fr:native; en:C1,hand/digital,TN,Tue 09:00-12:00,1
m3,Giulia Conti,giulia@mentors.example,Quay Food,IT,10,it:native; en:C1,hand/funding,JO,Thu 09:00-12:00,1
`;

const MENTEES = `id,name,email,organisation,country,sectors,languages,needs,markets,availability
e1,Yassine Alaoui,yassine@mentees.example,Shore Hotels,MA,55,fr:native; ar:native,hand/export:1; hand/quality:2,PS; FR,Mon 09:00-12:00
e2,Sana Trabelsi,sana@mentees.example,Shore Circuits,TN,26,fr:C1; ar:native,hand/digital:1,FR,Tue 09:00-12:00
e3,عمر حدّاد,omar@mentees.example,Shore Orchards,JO,10,en:C1; ar:native,hand/funding:1,IT,Thu 09:00-13:00
`;

const RIM = { name: "ريم خوري", email: "rim@mentors.example" };
const YASSINE = { name: "Yassine Alaoui", email: "yassine@mentees.example" };

let server: RunningServer;
let browser: Browser;
let coordinator: Visit;
let mentor: Visit;
let mentee: Visit;
/** where the cohort is, and the pair of the two */
let cohort = "";
let pairing = "";
let dataDir = "";

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({
      args: ["--demo"],
      variables: { RATE_LIMIT_EXEMPT: "127.0.0.1" },
    }),
    launchChromium(),
  ]);
  dataDir = path.join(server.dataDir, "demo");
  const { origin } = server;
  coordinator = await openVisit(browser, origin);
  mentor = await openVisit(browser, origin, { locale: "ar", width: 390 });
  mentee = await openVisit(browser, origin, {
    locale: "fr",
    width: 390,
    scripts: false,
  });
}, 3 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

let isBroken = false;

// what comes after a broken link of the chain could only wait in vain
beforeEach(({ skip, onTestFailed }) => {
  skip(isBroken, "an earlier link of the chain broke");
  onTestFailed(() => {
    isBroken = true;
  });
});

/** A day as the form fields take it, so many days from today. */
function day(from: number): string {
  return new Date(Date.now() + from * DAY_MS).toISOString().slice(0, 10);
}

function button(within: Page | Locator, name: string): Locator {
  return within.getByRole("button", { name, exact: true });
}

function link(within: Page | Locator, name: string): Locator {
  return within.getByRole("link", { name, exact: true }).first();
}

function field(within: Page | Locator, label: string): Locator {
  // the label of an optional field says so after its name
  return within.getByLabel(label, { exact: false }).first();
}

/** Chooses what begins so: the list often adds an organisation or a date. */
async function choose(select: Locator, name: string): Promise<void> {
  const option = select.getByRole("option", { name });
  await select.selectOption(await option.getAttribute("value"));
}

/** The page says this in its heading, in the right language and direction, and fits its window. */
async function stands(page: Page, locale: Locale, heading: string | RegExp) {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  // the heading comes first: what is read next may still be on its way
  await page.waitForLoadState();
  const html = page.locator("html");
  expect(await html.getAttribute("lang")).toBe(locale);
  expect(await html.getAttribute("dir")).toBe(direction(locale));
  expect(await sidewaysScroll(page)).toBe(0);
}

/** The page as it stands now, in all three languages: axe, and a narrow window. */
async function isSoundInEveryLanguage({ page, context }: Visit) {
  const wrong: string[] = [];
  const before = page.viewportSize()!;
  for (const locale of [...LOCALES].reverse()) {
    await context.addCookies([
      { name: "locale", value: locale, url: server.origin },
    ]);
    await page.reload();
    const findings = await axeFindings(page);
    await page.setViewportSize({ width: 320, height: 700 });
    const scroll = await sidewaysScroll(page);
    await page.setViewportSize(before);
    if (scroll > 0) findings.push(`${scroll} px too wide at 320 px`);
    const at = new URL(page.url()).pathname;
    wrong.push(...findings.map((finding) => `${locale} ${at}: ${finding}`));
  }
  expect(wrong).toEqual([]); // English was last
}

describe("a coordinator, in English at a desk,", () => {
  const t = {
    shell: translator("en", "shell"),
    login: translator("en", "accounts"),
    programmes: translator("en", "programmes"),
    events: translator("en", "events"),
    imports: translator("en", "imports"),
    enrolments: translator("en", "enrolments"),
    matching: translator("en", "matching"),
    pairings: translator("en", "pairings"),
    terms: translator("en", "terms"),
    flash: translator("en", "flash"),
    forms: translator("en", "forms"),
  };

  test("signs in, adds an event and plans a cohort that people can come into", async () => {
    const { page } = coordinator;
    await page.goto("/");
    await page
      .getByRole("main")
      .getByRole("link", { name: t.shell("sign_in") })
      .click();
    await field(page, t.login("login.email")).fill(
      "coordinator@passerelle.example",
    );
    await field(page, t.login("login.password")).fill(DEMO_PASSWORD);
    await button(page, t.login("login.submit")).click();
    await page.waitForURL("**/home");
    await link(page, t.shell("programmes")).click();
    await page.getByRole("main").getByRole("link").first().click();
    await link(page, t.programmes("new_event")).click();
    await field(page, t.events("form.name")).fill(EVENT);
    await field(page, t.events("form.starts_on")).fill(day(-2));
    await field(page, t.events("form.ends_on")).fill(day(1));
    await field(page, t.events("form.city")).fill("Marseille");
    await field(page, t.events("form.country")).selectOption("FR");
    await button(page, t.forms("save")).click();
    await stands(page, "en", EVENT);
    await link(page, t.shell("programmes")).click();
    await page.getByRole("main").getByRole("link").first().click();
    await link(page, t.programmes("new_cohort")).click();
    await field(page, t.programmes("form.cohort_name")).fill(COHORT);
    await button(page, t.forms("save")).click();
    await stands(page, "en", COHORT);
    cohort = new URL(page.url()).pathname;
    await button(page, t.programmes("next.open_recruiting_do")).click();
    await page.getByText(t.flash("saved")).waitFor();
    expect(coordinator.faults).toEqual([]);
  });

  test("shows the door to people who want to take part", async () => {
    const visitor = await openVisit(browser, server.origin);
    await visitor.page.goto(cohort.replace("/cohorts", "/join"));
    await stands(visitor.page, "en", /./);
    await isSoundInEveryLanguage(visitor);
    expect(visitor.faults).toEqual([]);
    await visitor.context.close();
  });

  test("is told what is wrong with a file, and imports it when it is right", async () => {
    const { page } = coordinator;
    await page.goto(cohort);
    await link(page, t.programmes("next.add_people_do")).click();
    await stands(page, "en", t.imports("title"));
    await isSoundInEveryLanguage(coordinator);
    await upload(page, "mentors", MENTORS.replace(",IT,", ",Atlantis,"));
    const problems = page.getByRole("region", {
      name: t.imports("page.problem"),
    });
    const problem = problems.getByRole("row", { name: /Atlantis/ });
    expect(await problem.innerText()).toMatch(/^4\s+country\s/);
    await isSoundInEveryLanguage(coordinator);
    for (const [who, content] of [
      ["mentors", MENTORS],
      ["mentees", MENTEES],
    ] as const) {
      await page.goto(`${cohort}/import`);
      await upload(page, who, content);
      await page
        .getByText(t.imports("page.created", { count: 3 }))
        .first()
        .waitFor();
      await button(page, t.imports("page.import_button", { count: 3 })).click();
      await page.getByText(t.imports("page.done")).waitFor();
    }
    await isSoundInEveryLanguage(coordinator);
    await link(page, t.imports("page.people")).click();
    await stands(page, "en", t.enrolments("title"));
    for (const name of [RIM.name, YASSINE.name, "Giulia Conti"])
      await page.getByRole("link", { name }).waitFor();
    expect(coordinator.faults).toEqual([]);
  });

  async function upload(
    page: Page,
    who: "mentors" | "mentees",
    content: string,
  ) {
    await field(page, t.imports("upload.file")).setInputFiles({
      name: `${who}.csv`,
      mimeType: "text/csv",
      buffer: Buffer.from(content),
    });
    await page.getByRole("radio", { name: t.imports(`upload.${who}`) }).check();
    await button(page, t.imports("upload.send")).click();
    await page.waitForURL("**/imports/*");
  }

  test("importing the same file again would change nothing", async () => {
    const { page } = coordinator;
    await page.goto(`${cohort}/import`);
    await upload(page, "mentees", MENTEES);
    await page
      .getByText(t.imports("page.unchanged", { count: 3 }))
      .first()
      .waitFor();
    await page.getByText(t.imports("page.nothing")).waitFor();
  });

  test("invites the people of the files", async () => {
    const { page } = coordinator;
    await page.goto(`${cohort}/invite`);
    await page
      .getByText(t.enrolments("invite.waiting", { count: 6 }))
      .waitFor();
    await button(page, t.enrolments("invite.waiting_send")).click();
    await page.getByText(t.flash("invited")).waitFor();
    expect(coordinator.faults).toEqual([]);
  });

  test("runs the matching and watches it to its end", async () => {
    const { page } = coordinator;
    await page.goto(cohort);
    await button(page, t.programmes("next.start_matching_do")).click();
    await page.getByText(t.flash("saved")).waitFor();
    await link(page, t.programmes("next.run_matching_do")).click();
    await stands(page, "en", t.matching("title"));
    await isSoundInEveryLanguage(coordinator);
    await button(page, t.matching("start")).click();
    await page.waitForURL("**/runs/*");
    // the page renews itself until the run has ended
    await page
      .getByRole("heading", { name: t.matching("result") })
      .waitFor({ timeout: 40_000 });
    await page
      .getByText(t.matching("matched_of", { matched: 3, of: 3 }))
      .first()
      .waitFor();
    await isSoundInEveryLanguage(coordinator);
    expect(coordinator.faults).toEqual([]);
  });

  test("sees why a pair is proposed, line by line, and why another is not", async () => {
    const { page } = coordinator;
    await link(page, t.matching("proposals")).click();
    await stands(page, "en", t.pairings("list_title"));
    await page.getByRole("link", { name: YASSINE.name }).click();
    await stands(page, "en", new RegExp(YASSINE.name));
    pairing = new URL(page.url()).pathname.split("/").at(-1)!;
    const sum = page.getByRole("region", {
      name: t.pairings("pair.sum.caption"),
    });
    const lines = await sum.locator("tbody tr:visible").allInnerTexts();
    const last = await sum.locator("tfoot tr").innerText();
    // fit and points have two decimals, so that the sum can be followed
    const decimals = (line: string) => line.match(/\d+\.\d\d/g)!.map(Number);
    const points = lines.map((line) => decimals(line)[1]!);
    expect(points.length).toBeGreaterThan(2);
    const total = points.reduce((all, each) => all + Math.round(each * 100), 0);
    expect(total).toBe(Math.round(decimals(last)[0]! * 100));
    await isSoundInEveryLanguage(coordinator);
    await page.goto(`${cohort}/why-not`);
    await choose(field(page, t.matching("why.mentee")), YASSINE.name);
    await choose(field(page, t.matching("why.mentor")), "Giulia Conti");
    await button(page, t.matching("why.ask")).click();
    await page.getByText(t.matching("why.verdict.blocked")).waitFor();
    await isSoundInEveryLanguage(coordinator);
    expect(coordinator.faults).toEqual([]);
  });

  test("approves one pair by hand and the others at once, and sends them with a date", async () => {
    const { page } = coordinator;
    await page.goto(`/pairings/${pairing}`);
    await button(page, t.pairings("pair.steps.approve")).click();
    await page.getByText(t.flash("pairing_approved")).waitFor();
    await page.goto(`${cohort}/pairings`);
    await field(page, t.pairings("approve_all_minimum")).fill("0");
    await button(page, t.pairings("approve_all_show")).click();
    await button(page, t.pairings("approve_all_do", { count: 2 })).click();
    await page.getByText(t.flash("many_approved")).waitFor();
    await link(page, t.pairings("send")).click();
    await stands(page, "en", t.pairings("sending.title"));
    await page
      .getByRole("link", { name: new RegExp(t.pairings("sending.preview")) })
      .first()
      .click();
    await page.getByRole("heading", { name: /Preview for/ }).waitFor();
    await isSoundInEveryLanguage(coordinator);
    await field(page, t.pairings("sending.days")).fill("5");
    await button(page, t.pairings("sending.send")).click();
    await page.getByText(t.flash("proposals_sent")).waitFor();
    expect(coordinator.faults).toEqual([]);
  });
});

describe("a mentor, in Arabic on a phone,", () => {
  const t = {
    accounts: translator("ar", "accounts"),
    home: translator("ar", "home"),
    proposals: translator("ar", "proposals"),
    flash: translator("ar", "flash"),
  };

  test("comes in by the invitation", async () => {
    const { page } = mentor;
    const mail = await mailTo(RIM.email, "/invitation/", dataDir);
    await page.goto(mail.link);
    await stands(page, "ar", t.accounts("invitation.title"));
    expect(await axeFindings(page)).toEqual([]);
    await field(page, t.accounts("invitation.password")).fill(PASSWORD);
    await button(page, t.accounts("invitation.submit")).click();
    await page.waitForURL("**/home");
    await stands(page, "ar", /./);
    expect(await axeFindings(page)).toEqual([]);
    expect(mentor.faults).toEqual([]);
  });

  test("opens the proposal from the mail, which decides nothing, and accepts it", async () => {
    const { page } = mentor;
    const mail = await mailTo(RIM.email, "/proposals/", dataDir);
    await page.goto(mail.link);
    await stands(page, "ar", /Yassine/);
    expect(await page.getByRole("main").innerText()).not.toContain("Alaoui");
    await isSoundInEveryLanguageAnd(mentor, "ar");
    await button(page, t.proposals("accept.mentor")).click();
    await page.getByText(t.flash("proposal_accepted")).waitFor();
    await page.getByText(t.proposals("state.accepted.title")).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(mentor.faults).toEqual([]);
  });
});

/** As above, and back to the reader's own language. */
async function isSoundInEveryLanguageAnd(visit: Visit, locale: Locale) {
  await isSoundInEveryLanguage(visit);
  await visit.context.addCookies([
    { name: "locale", value: locale, url: server.origin },
  ]);
  await visit.page.reload();
}

describe("a mentee, in French without scripts,", () => {
  const t = {
    accounts: translator("fr", "accounts"),
    proposals: translator("fr", "proposals"),
    flash: translator("fr", "flash"),
  };

  test("comes in by the invitation and confirms the mentor", async () => {
    const { page } = mentee;
    const invitation = await mailTo(YASSINE.email, "/invitation/", dataDir);
    await page.goto(invitation.link);
    await stands(page, "fr", t.accounts("invitation.title"));
    await field(page, t.accounts("invitation.password")).fill(PASSWORD);
    await button(page, t.accounts("invitation.submit")).click();
    await page.waitForURL("**/home");
    await stands(page, "fr", /Yassine/);
    const mail = await mailTo(YASSINE.email, "/proposals/", dataDir);
    await page.goto(mail.link);
    await stands(page, "fr", /ريم/);
    await button(page, t.proposals("accept.mentee")).click();
    await page.getByText(t.flash("proposal_confirmed")).waitFor();
    await page.getByText(t.proposals("state.active.title")).waitFor();
    expect(mentee.faults).toEqual([]);
  });
});

describe("the pair", () => {
  test("logs the first session, in person at the event, in Arabic", async () => {
    const { page } = mentor;
    const t = translator("ar", "sessions");
    const forms = translator("ar", "terms");
    await page.goto("/pairs");
    await page
      .getByRole("link", { name: /Yassine Alaoui/ })
      .first()
      .click();
    await stands(page, "ar", /Yassine Alaoui/);
    await link(page, t("pair.log")).click();
    await stands(page, "ar", t("log.title"));
    await field(page, t("field.date")).fill(day(-1));
    await field(page, t("field.time")).fill("10:00");
    await field(page, t("field.duration")).fill("45");
    await page
      .getByRole("radio", { name: forms("session_form.event") })
      .check();
    await choose(field(page, t("field.event")), EVENT);
    await field(page, t("field.topics")).fill(SECRET);
    await field(page, t("field.decisions")).fill(`${SECRET}: decided`);
    await field(page, t("field.next_step")).fill(`${SECRET}: next`);
    expect(await axeFindings(page)).toEqual([]);
    await button(page, t("log.submit")).click();
    await page.getByText(translator("ar", "flash")("session_logged")).waitFor();
    await page.getByText(EVENT).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(mentor.faults).toEqual([]);
  });

  test("confirms it from the mail, in French without scripts", async () => {
    const { page } = mentee;
    const t = translator("fr", "sessions");
    const mail = await mailTo(YASSINE.email, "/sessions/", dataDir);
    await page.goto(mail.link);
    await page.getByText(SECRET, { exact: true }).waitFor();
    await button(page, t("view.confirm")).click();
    await page
      .getByText(translator("fr", "flash")("session_confirmed"))
      .waitFor();
    await page.goto(`/pairs/${pairing}`);
    await stands(page, "fr", /ريم خوري/);
    await page.getByText(EVENT).waitFor();
    await page.getByText(t("view.confirmed")).first().waitFor();
    expect(mentee.faults).toEqual([]);
  });

  test("is seen by the coordinator: that it met, where and how long, not what was said", async () => {
    const { page } = coordinator;
    const t = translator("en", "sessions");
    await page.goto(`/pairings/${pairing}`);
    await link(page, translator("en", "pairings")("pair.see_home")).click();
    await stands(page, "en", new RegExp(YASSINE.name));
    await page.getByText(t("pair.as_coordinator")).waitFor();
    await page.getByText(EVENT).waitFor();
    await page.getByText(t("view.minutes", { minutes: 45 })).waitFor();
    await page.getByText(t("view.confirmed")).first().waitFor();
    expect(await page.content()).not.toContain(SECRET);
    expect(coordinator.faults).toEqual([]);
  });
});
