import {
  buildCohort,
  buildEnrolment,
  buildOrganisation,
  buildPairing,
  buildPerson,
  grantRole,
} from "db/builders.ts";
import { type Db, makeDb, type Pool } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { eq, inArray, sql } from "drizzle-orm";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type RunningServer, startServer } from "../support/server.ts";

const EACH = 150;
const KILLS = 5;
const PATIENCE_MS = 120_000;
const HOUR_MS = 3_600_000;

/** Proposals whose date has passed an hour ago, and others that are due for the reminder of the last day. */
async function buildScene(db: Db) {
  const cohort = await buildCohort(db);
  const cohortId = cohort.id;
  const { programmeId } = cohort;
  const coordinator = await buildPerson(db);
  await grantRole(db, coordinator.personId, "coordinator", { programmeId });
  const organisationId = (await buildOrganisation(db)).id;
  const now = Date.now();
  const sentAt = new Date(now - 10 * 24 * HOUR_MS);
  const make = async (answerBy: Date) => {
    const ids: string[] = [];
    let mentor = "";
    for (let at = 0; at < EACH; at++) {
      if (at % 50 === 0)
        mentor = (
          await buildEnrolment(db, {
            cohortId,
            role: "mentor",
            capacity: 50,
            organisationId,
          })
        ).id;
      const mentee = await buildEnrolment(db, {
        cohortId,
        role: "mentee",
        organisationId,
      });
      const { id } = await buildPairing(db, {
        cohortId,
        mentorEnrolmentId: mentor,
        menteeEnrolmentId: mentee.id,
        mentorPlace: 1 + (at % 50),
        status: "approved",
        sentAt,
        answerBy,
      });
      ids.push(id);
    }
    return ids;
  };
  return {
    expiring: await make(new Date(now - HOUR_MS)),
    // less than a day ahead: its last day has begun in every zone of the builders
    waiting: await make(new Date(now + HOUR_MS)),
  };
}

/** Asks for both jobs, as the timetable of the worker does every few minutes. */
async function wake(pool: Pool): Promise<void> {
  for (const name of ["pairings.expire", "pairings.remind"])
    await pool.db.execute(
      sql`select graphile_worker.add_job(${name}::text, '{}'::json, job_key => ${name}::text)`,
    );
}

async function countOf(db: Db, query: ReturnType<typeof sql>) {
  const [row] = await db.execute<{ count: number }>(query);
  return row?.count ?? 0;
}

async function isAllDone(db: Db): Promise<boolean> {
  const open = await countOf(
    db,
    sql`select (select count(*) from pairings where status = 'approved' and answer_by < now())::int
      + (select ${EACH} - count(*) from pairing_reminders)::int
      + (select count(*) from mails where state <> 'sent')::int as count`,
  );
  return open === 0;
}

test("killed again and again, the server loses no expiry and no reminder, and writes to nobody twice", async () => {
  let server: RunningServer = await startServer();
  let pool = makeDb(server.target, { max: 2 });
  const { expiring, waiting } = await buildScene(pool.db);
  const progress: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    await wake(pool);
    await sleep(150 + 130 * kill);
    progress.push(
      await countOf(pool.db, sql`select count(*)::int as count from mails`),
    );
    await server.kill();
    await pool.close();
    server = await startServer({ dataDir: server.dataDir });
    pool = makeDb(server.target, { max: 2 });
  }
  const { db } = pool;
  // the kills fell into the work, not before and not after it
  expect(progress.some((count) => count > 0 && count < 3 * EACH)).toBe(true);
  await wake(pool);
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    if (await isAllDone(db)) break;
    expect(Date.now()).toBeLessThan(until);
  }

  const ended = await db
    .select()
    .from(pairings)
    .where(inArray(pairings.id, expiring));
  expect(new Set(ended.map(({ status }) => status))).toEqual(
    new Set(["expired"]),
  );
  expect(
    await countOf(
      db,
      sql`select count(*)::int as count from audit_entries where action = 'pairing.expire'`,
    ),
  ).toBe(EACH);
  const still = await db
    .select()
    .from(pairings)
    .where(eq(pairings.status, "approved"));
  expect(still.map(({ id }) => id).sort()).toEqual([...waiting].sort());
  const written = await db.execute<{ template: string; count: number }>(
    sql`select template, count(*)::int as count from mails group by template order by template`,
  );
  // an expiry is told to the mentor and to the one coordinator
  expect([...written]).toEqual([
    { template: "proposal_expired", count: 2 * EACH },
    { template: "proposal_reminder", count: EACH },
  ]);
  const files = fs.readdirSync(path.join(server.dataDir, "mail"));
  expect(files.filter((name) => name.endsWith(".eml"))).toHaveLength(3 * EACH);
  await pool.close();
  expect((await server.stop()).code).toBe(0);
}, 400_000);
