import {
  buildCohort,
  buildEnrolment,
  buildPairing,
  buildPerson,
  grantRole,
} from "db/builders.ts";
import { type Db, makeDb, type Pool } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "~/features/accounts/passwords.server.ts";
import fr from "~/i18n/fr/proposals.json";
import { keepAliveClient } from "../support/keep-alive-client.ts";
import { signIn } from "../support/probe-identities.ts";
import { type RunningServer, startServer } from "../support/server.ts";

const PASSWORD = "a bridge of nine arches";
const TYPED = "Words that took a while to find";
const DAY_MS = 86_400_000;

let server: RunningServer;
let pool: Pool;
let client: ReturnType<typeof keepAliveClient>;
let passwordHash: string;

beforeAll(async () => {
  server = await startServer({
    variables: { RATE_LIMIT_EXEMPT: "127.0.0.1,::1" },
  });
  pool = makeDb(server.target, { max: 2 });
  client = keepAliveClient(server.origin, 2);
  passwordHash = await hashPassword(PASSWORD);
}, 120_000);

afterAll(async () => {
  client?.close();
  await pool?.close();
  await server?.stop();
});

/** Somebody who has signed in. */
async function person(db: Db, fullName: string, locale = "en") {
  const { personId, email } = await buildPerson(db, {
    passwordHash,
    fullName,
    locale,
  });
  const enter = async () =>
    (await signIn(client, { email, password: PASSWORD })).cookie;
  return { personId, enter };
}

async function scene(db: Db, over: Parameters<typeof buildPairing>[1] = {}) {
  const cohort = await buildCohort(db);
  const { programmeId } = cohort;
  const cookies: string[] = [];
  for (const name of ["Leila First", "Marc Second"]) {
    const { personId, enter } = await person(db, name);
    await grantRole(db, personId, "coordinator", { programmeId });
    cookies.push(await enter());
  }
  const { personId, enter } = await person(db, "Chantal Mentor", "fr");
  const mentor = await buildEnrolment(db, {
    cohortId: cohort.id,
    role: "mentor",
    personId,
  });
  const { id } = await buildPairing(db, {
    cohortId: cohort.id,
    mentorEnrolmentId: mentor.id,
    ...over,
  });
  const [first = "", second = ""] = cookies;
  return { id, first, second, asMentor: await enter() };
}

function post(path: string, cookie: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields).toString();
  return client.ask({ method: "POST", path, cookie, body });
}

async function rowOf(id: string) {
  const [row] = await pool.db
    .select()
    .from(pairings)
    .where(eq(pairings.id, id));
  if (!row) throw new Error("no such pairing");
  return row;
}

const statusOf = async (id: string) => (await rowOf(id)).status;

describe("a coordinator who comes second", () => {
  test("is told what the first did, keeps what was typed, and can go on with the new version", async () => {
    const { id, first, second } = await scene(pool.db);
    const decision = `/pairings/${id}/decision`;
    const pin = await post(`${decision}?step=pin`, first, {
      step: "pin",
      version: "1",
    });
    expect(pin.status).toBe(303);
    const refused = await post(`${decision}?step=reject`, second, {
      step: "reject",
      reason: "not_a_fit",
      message: TYPED,
      version: "1",
    });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("Leila First");
    expect(refused.text).toContain(TYPED);
    expect(refused.text).toMatch(/name="version" value="2"/);
    expect(await statusOf(id)).toBe("proposed");
    const again = await post(`${decision}?step=reject`, second, {
      step: "reject",
      reason: "not_a_fit",
      message: TYPED,
      version: "2",
    });
    expect(again.status).toBe(303);
    expect(await statusOf(id)).toBe("rejected");
  });

  test("keeps what was typed also when the step is no longer possible", async () => {
    const { id, first, second } = await scene(pool.db);
    const decision = `/pairings/${id}/decision`;
    await post(`${decision}?step=reject`, first, {
      step: "reject",
      reason: "other",
      version: "1",
    });
    const refused = await post(`${decision}?step=reject`, second, {
      step: "reject",
      reason: "not_a_fit",
      message: TYPED,
      version: "1",
    });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("Leila First");
    expect(refused.text).toContain(TYPED);
    expect(refused.text).not.toContain('name="reason"');
  });

  test("gets the same from a single button", async () => {
    const { id, first, second } = await scene(pool.db);
    const decision = `/pairings/${id}/decision?step=approve`;
    const fields = { step: "approve", version: "1" };
    expect((await post(decision, first, fields)).status).toBe(303);
    const refused = await post(decision, second, fields);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("Leila First");
  });
});

test("a mentor whose proposal was taken back while they wrote keeps the words, in their language", async () => {
  const now = Date.now();
  const { id, first, asMentor } = await scene(pool.db, {
    status: "approved",
    sentAt: new Date(now),
    answerBy: new Date(now + 7 * DAY_MS),
  });
  const { version } = await rowOf(id);
  const taken = await post(`/pairings/${id}/decision?step=withdraw`, first, {
    step: "withdraw",
    reason: "mistake",
    version: String(version),
  });
  expect(taken.status).toBe(303);
  const late = await post(`/proposals/${id}/decision?step=decline`, asMentor, {
    step: "decline",
    reason: "no_time",
    message: TYPED,
    next: "another",
  });
  expect(late.status).toBe(409);
  expect(late.text).toContain(TYPED);
  expect(late.text).toContain(fr.state.withdrawn.title);
  expect(await statusOf(id)).toBe("withdrawn");
});
