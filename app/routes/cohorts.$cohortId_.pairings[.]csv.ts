import { loaderFor } from "~/features/accounts/guard.server.ts";
import { pairingsCsv } from "~/features/pairings/csv.server.ts";
import { readPairingQuery } from "~/features/pairings/filters.ts";
import { reportsDatabase } from "~/lib/database.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";

export const loader = loaderFor(
  "/cohorts/:cohortId/pairings.csv",
  async ({ ctx, params, url, request }) =>
    pairingsCsv(
      { ...ctx, db: reportsDatabase() },
      readId(params.cohortId),
      readPairingQuery(url.searchParams),
      localeOf(request),
    ),
);
