import type { Db } from "db/client.ts";
import { matchingRunStates, type StoredInsights } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { namesOf } from "./people.server.ts";
import { openRun } from "./run-oracle.server.ts";

/**
 * What one more place would bring, and what would give the unmatched a pair, with names.
 *
 * @returns null where nothing was worked out: stable runs, runs with quotas, very large ones
 */
export async function runInsights(
  db: Db,
  run: { readonly id: string; readonly cohortId: string },
) {
  const insights =
    (await read(db, run.id)) ??
    // not kept: made again once, if the run is not too large
    ((await openRun(db, run.cohortId, run.id))?.state
      ? await read(db, run.id)
      : null);
  if (insights === null) return null;
  const { places, relaxings } = insights;
  const names = await namesOf(
    db,
    [...places, ...relaxings].map(({ mentor }) => mentor),
  );
  const nameOf = (id: string) => names.get(id)?.name ?? "";
  return {
    places: places.map((place) => ({ ...place, name: nameOf(place.mentor) })),
    remedies: relaxings.map((one) => ({ ...one, name: nameOf(one.mentor) })),
  };
}

async function read(db: Db, runId: string): Promise<StoredInsights | null> {
  const [row] = await db
    .select({ insights: matchingRunStates.insights })
    .from(matchingRunStates)
    .where(eq(matchingRunStates.runId, runId));
  return row?.insights ?? null;
}
