import { pairings } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { expireProposals } from "~/features/pairings/expire.server.ts";
import { freshDatabase } from "../support/database.ts";
import {
  IN_A_WEEK,
  pairingRow,
  pairingScene,
  SENT,
} from "../support/pairing-scene.ts";

const DAY = 86_400_000;

/** Resolves when somebody waits for a lock in the database. */
async function somebodyWaits(db: {
  execute: Awaited<ReturnType<typeof freshDatabase>>["db"]["execute"];
}): Promise<void> {
  for (let more = 200; more > 0; more--) {
    const waiting = await db.execute(
      sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nobody waits");
}

test("a proposal that gets more time while the job waits for it is not ended", async () => {
  const { db } = await freshDatabase();
  const { pairing, coordinator } = await pairingScene(db, SENT);
  const now = new Date(IN_A_WEEK.getTime() + DAY);
  const job = { db, now, requestId: null, origin: coordinator.origin };
  const { expiring } = await db.transaction(async (tx) => {
    await tx
      .update(pairings)
      .set({ answerBy: new Date(now.getTime() + DAY) })
      .where(eq(pairings.id, pairing.id));
    const waiting = expireProposals(job);
    await somebodyWaits(db);
    return { expiring: waiting }; // in an object: its end would be awaited in here
  });
  expect(await expiring).toBe(0);
  expect((await pairingRow(db, pairing.id)).status).toBe("approved");
  const later = { ...job, now: new Date(now.getTime() + 2 * DAY) };
  expect(await expireProposals(later)).toBe(1);
});
