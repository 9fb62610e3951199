import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, eq, inArray, sql } from "drizzle-orm";

/** How many pairings a run leaves as they are, by kind, and how many proposals it replaces. */
export interface Standing {
  readonly pinned: number;
  /** Approved or accepted by the mentor. */
  readonly approved: number;
  /** Active or on hold. */
  readonly active: number;
  readonly replaced: number;
}

/** Counts what a new run of the cohort would leave and what it would replace. */
export async function standingPairs(
  db: Db,
  cohortId: string,
): Promise<Standing> {
  const rows = await db
    .select({
      status: pairings.status,
      pinned: pairings.pinned,
      count: sql<number>`count(*)::int`,
    })
    .from(pairings)
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        inArray(pairings.status, [
          "proposed",
          "approved",
          "mentor_accepted",
          "active",
          "on_hold",
        ]),
      ),
    )
    .groupBy(pairings.status, pairings.pinned);
  const count = (statuses: readonly string[], pinned?: boolean) =>
    rows
      .filter((row) => statuses.includes(row.status))
      .filter((row) => pinned === undefined || row.pinned === pinned)
      .reduce((sum, row) => sum + row.count, 0);
  return {
    pinned: count(["proposed"], true),
    approved: count(["approved", "mentor_accepted"]),
    active: count(["active", "on_hold"]),
    replaced: count(["proposed"], false),
  };
}
