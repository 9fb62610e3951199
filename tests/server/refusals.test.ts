import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Probe } from "db/seed/probe.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POLICY, type RouteRule } from "~/domain/access/policy.ts";
import ar from "~/i18n/ar/errors.json";
import fr from "~/i18n/fr/errors.json";
import { keepAliveClient } from "../support/keep-alive-client.ts";
import { type Identity, signInAll } from "../support/probe-identities.ts";
import { type RunningServer, startServer } from "../support/server.ts";

let server: RunningServer;
let client: ReturnType<typeof keepAliveClient>;
let probe: Probe;
let identities: Identity[];

beforeAll(async () => {
  server = await startServer({
    variables: { RATE_LIMIT_EXEMPT: "127.0.0.1,::1" },
  });
  client = keepAliveClient(server.origin, 4);
  const { PATH, HOME } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["build/cli.mjs", "seed", "probe"],
    {
      env: { PATH, HOME, NODE_ENV: "test", DATA_DIR: server.dataDir },
      maxBuffer: 10_000_000,
    },
  );
  probe = JSON.parse(stdout) as Probe;
  identities = await signInAll(client, probe);
}, 120_000);

afterAll(async () => {
  client.close();
  await server.stop();
});

const NOTHING = "00000000-0000-4000-8000-000000000000";
const CATALOGUES = { fr, ar } as const;
type Language = keyof typeof CATALOGUES;

/** A deed without a page of its own, who may try it, and a form that is filled in well. */
const DEEDS = [
  ["/cohorts/:cohortId/state", "coordinator-a", "to=closed"],
  ["/enrolments/:enrolmentId/decision", "coordinator-a", "step=accept"],
  ["/sessions/:sessionId/confirm", "mentee-a", "x="],
  ["/runs/:runId/cancel", "coordinator-a", ""],
  ["/imports/:importId/undo", "coordinator-a", ""],
  ["/applications/:enrolmentId/withdraw", "mentor-a", ""],
  ["/pairings/:pairingId/remind", "coordinator-a", ""],
  ["/pairings/:pairingId/undo", "coordinator-a", ""],
  ["/pairings/:pairingId/next-best", "coordinator-a", ""],
  ["/cohorts/:cohortId/joiners", "coordinator-a", "deed=look"],
] as const;

const cookieOf = (name: string, language: Language) => {
  const found = identities.find((each) => each.name === name);
  if (!found) throw new Error(`the probe has no ${name}`);
  // signing in sets the account's own language, which is not what is tried here
  const session = found.cookie?.replace(/;? ?locale=\w+/, "");
  return `${session}; locale=${language}`;
};

/** Expects a whole page of the application in one language, saying what a status means. */
function expectPage(
  answer: { status: number; text: string },
  status: 400 | 404 | 409,
  language: Language,
) {
  const { text } = answer;
  const dir = language === "ar" ? "rtl" : "ltr";
  expect({
    status: answer.status,
    isHtml: text.includes("text/html"),
    html: /<html [^>]*>/.exec(text)?.[0],
    title: /<h1[^>]*>([^<]*)/.exec(text)?.[1],
    leadsHome: text.includes('href="/home"'),
  }).toEqual({
    status,
    isHtml: true,
    html: `<html lang="${language}" dir="${dir}">`,
    title: CATALOGUES[language].title[status],
    leadsHome: true,
  });
}

test("every deed without a page of its own is tried here", () => {
  const deeds = Object.entries(POLICY as Record<string, RouteRule>)
    .filter(([, rule]) => rule.POST && !rule.GET)
    .map(([pattern]) => pattern);
  const tried = [...DEEDS.map(([pattern]) => pattern), "/logout", "/language"];
  expect(new Set(tried)).toEqual(new Set(deeds));
});

describe.each(["fr", "ar"] as const)("in %s, a page answers", (language) => {
  test.each(DEEDS)("a refused %s", async (pattern, who, body) => {
    const path = pattern.replace(/:\w+/, NOTHING);
    const cookie = cookieOf(who, language);
    const refused = await client.ask({ method: "POST", path, body, cookie });
    expectPage(refused, 404, language);
    // the address that the browser shows then, entered again
    expectPage(await client.ask({ path, cookie }), 404, language);
  });

  test("a deed that the state of the thing does not allow", async () => {
    const home = identities.find(({ name }) => name === "coordinator-a");
    const programme = home?.rows[0]?.programme;
    const run = probe.objects.find(
      (each) => each.kind === "run" && each.programme === programme,
    );
    const cookie = cookieOf("coordinator-a", language);
    const path = `/runs/${run?.id}/cancel`;
    const refused = await client.ask({
      method: "POST",
      path,
      body: "",
      cookie,
    });
    expectPage(refused, 409, language);
  });

  test("a form that makes no sense", async () => {
    const cookie = cookieOf("coordinator-a", language);
    const path = "/language";
    const body = "locale=xx";
    const refused = await client.ask({ method: "POST", path, body, cookie });
    expectPage(refused, 400, language);
    expectPage(await client.ask({ path: "/logout", cookie }), 404, language);
  });

  test("a file that is not there", async () => {
    const cookie = cookieOf("coordinator-a", language);
    const path = `/cohorts/${NOTHING}/enrolments.csv`;
    expectPage(await client.ask({ path, cookie }), 404, language);
  });
});

test("a request for data keeps its data", async () => {
  const cookie = cookieOf("coordinator-a", "fr");
  const id = encodeURIComponent("routes/runs.$runId_.cancel");
  const path = `/runs/${NOTHING}/cancel?_data=${id}`;
  const refused = await client.ask({ method: "POST", path, body: "", cookie });
  expect(refused.status).toBe(404);
  expect(refused.text).toContain('{"error":"not_found"}');
});
