import {
  buildCohort,
  buildEnrolment,
  buildOrganisation,
  buildPairing,
  buildPerson,
  grantRole,
} from "db/builders.ts";
import { type Db, makeDb, type Pool } from "db/client.ts";
import { auditEntries, pairings } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "~/features/accounts/passwords.server.ts";
import { forEachOf, keepAliveClient } from "../support/keep-alive-client.ts";
import { signIn } from "../support/probe-identities.ts";
import { type RunningServer, startServer } from "../support/server.ts";

const PASSWORD = "a bridge of nine arches";
const MENTORS = 20;
const MENTEES = 25;
/** Each proposal is approved this often: 20 × 25 × 4 = 2,000. */
const TIMES = 4;
const CONNECTIONS = 32;

let server: RunningServer;
let pool: Pool;
let client: ReturnType<typeof keepAliveClient>;

beforeAll(async () => {
  server = await startServer({
    variables: { RATE_LIMIT_EXEMPT: "127.0.0.1,::1" },
  });
  pool = makeDb(server.target, { max: 4 });
  client = keepAliveClient(server.origin, CONNECTIONS);
}, 120_000);

afterAll(async () => {
  client?.close();
  await pool?.close();
  await server?.stop();
});

/** Every mentor proposed to every mentee, and two coordinators who are signed in. */
async function buildScene(db: Db) {
  const cohort = await buildCohort(db);
  const cohortId = cohort.id;
  const organisationId = (await buildOrganisation(db)).id;
  const passwordHash = await hashPassword(PASSWORD);
  const cookies: string[] = [];
  for (let at = 0; at < 2; at++) {
    const { personId, email } = await buildPerson(db, { passwordHash });
    const { programmeId } = cohort;
    await grantRole(db, personId, "coordinator", { programmeId });
    cookies.push((await signIn(client, { email, password: PASSWORD })).cookie);
  }
  const enrol = async (role: "mentor" | "mentee", capacity: number) =>
    (await buildEnrolment(db, { cohortId, role, capacity, organisationId })).id;
  const mentors: string[] = [];
  for (let at = 0; at < MENTORS; at++)
    mentors.push(await enrol("mentor", 1 + (at % 2)));
  const ids: string[] = [];
  for (let at = 0; at < MENTEES; at++) {
    const menteeEnrolmentId = await enrol("mentee", 1);
    for (const mentorEnrolmentId of mentors)
      ids.push(
        (
          await buildPairing(db, {
            cohortId,
            mentorEnrolmentId,
            menteeEnrolmentId,
            mentorPlace: null,
            menteePlace: null,
          })
        ).id,
      );
  }
  return { ids, cookies };
}

/** In an order that mixes everything and is the same every time. */
function mixed<T>(items: readonly T[]): T[] {
  return items
    .map((item, at) => ({ item, key: (at * 7_919) % 2_003 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

test("two thousand conflicting approvals leave nobody with more than there is room for", async () => {
  const { db } = pool;
  const { ids, cookies } = await buildScene(db);
  const requests = mixed(
    ids.flatMap((id) =>
      Array.from({ length: TIMES }, (_, at) => ({
        path: `/pairings/${id}/decision?step=approve`,
        cookie: cookies[at % 2],
      })),
    ),
  );
  expect(requests).toHaveLength(2_000);
  const statuses = new Map<number, number>();
  await forEachOf(requests, CONNECTIONS, async ({ path, cookie }) => {
    const body = "step=approve&version=1";
    const { status } = await client.ask({ method: "POST", path, cookie, body });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });
  expect(new Set(statuses.keys())).toEqual(new Set([303, 409]));

  const approved = await db
    .select()
    .from(pairings)
    .where(eq(pairings.status, "approved"));
  const audited = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.action, "pairing.approve"));
  // who was told "approved" did approve it, and nobody approved twice
  expect(statuses.get(303)).toBe(approved.length);
  expect(audited).toHaveLength(approved.length);
  const overfull = await db.execute(sql`
    select e.id from enrolments e join pairings q on e.id in (q.mentor_enrolment_id, q.mentee_enrolment_id)
    where q.status = 'approved' group by e.id, e.role, e.capacity
    having count(*) > case e.role when 'mentor' then e.capacity else 1 end`);
  expect(overfull).toHaveLength(0);
  // and nothing was refused for which there was room
  const refused = await db.execute(sql`
    with live as (select * from pairings where status = 'approved')
    select q.id from pairings q join enrolments m on m.id = q.mentor_enrolment_id
    where q.status = 'proposed'
      and (select count(*) from live where mentor_enrolment_id = m.id) < m.capacity
      and not exists (select 1 from live where live.mentee_enrolment_id = q.mentee_enrolment_id)`);
  expect(refused).toHaveLength(0);
  expect(approved).toHaveLength(MENTEES);
}, 400_000);
