import { randomBytes } from "node:crypto";
import type { Db } from "db/client.ts";
import { isUntouched, seedProbe, type Probe } from "db/seed/probe.ts";
import { sql } from "drizzle-orm";
import { hashPassword } from "./passwords.server.ts";

/** Any number: two who fill at once come one after the other. */
const LOCK = 7_032_019;

/**
 * Fills an empty database with people in every role and state, and markers in every private field.
 *
 * @returns null, with nothing added, if the database holds anything already
 */
export async function fillProbe(db: Db, now: Date): Promise<Probe | null> {
  const password = randomBytes(15).toString("base64url");
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    if (!(await isUntouched(tx))) return null;
    return seedProbe(tx, now, { password, passwordHash });
  });
}
