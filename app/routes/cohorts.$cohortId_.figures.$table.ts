import { loaderFor } from "~/features/accounts/guard.server.ts";
import { figureFile } from "~/features/reports/files.server.ts";
import { reportsDatabase } from "~/lib/database.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";

export const loader = loaderFor(
  "/cohorts/:cohortId/figures/:table",
  async ({ ctx, params, url, request }) =>
    figureFile(params.table, {
      ctx: { ...ctx, db: reportsDatabase() },
      cohortId: readId(params.cohortId),
      params: url.searchParams,
      locale: localeOf(request),
    }),
);
