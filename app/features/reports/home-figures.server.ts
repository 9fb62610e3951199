import type { Context } from "~/lib/context.ts";
import { figuresOf } from "./cohort.server.ts";
import { readFunnel } from "./funnel.server.ts";
import { readFlows } from "./map.server.ts";
import { readCounts } from "./sectors.server.ts";
import { sectorBalance } from "~/domain/reporting/sector-grid.ts";

/**
 * The figures that stand on a cohort's home.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function homeFigures(ctx: Context, cohortId: string) {
  await figuresOf(ctx, cohortId);
  const [flows, funnel, counts] = await Promise.all([
    readFlows(ctx.db, cohortId),
    readFunnel(ctx.db, cohortId),
    readCounts(ctx, cohortId),
  ]);
  const balance = sectorBalance(counts);
  return {
    flows,
    funnel,
    sectors: balance.length,
    shortSectors: balance.filter(({ demand, supply }) => supply < demand)
      .length,
  };
}
