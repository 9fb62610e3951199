import { loaderFor } from "~/features/accounts/guard.server.ts";
import {
  askedRuns,
  comparisonCsv,
} from "~/features/matching/compare.server.ts";
import { reportsDatabase } from "~/lib/database.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";

export const loader = loaderFor(
  "/cohorts/:cohortId/runs/compare.csv",
  async ({ ctx, params, url, request }) =>
    comparisonCsv(
      { ...ctx, db: reportsDatabase() },
      readId(params.cohortId),
      askedRuns(url.searchParams),
      localeOf(request),
    ),
);
