import { loaderFor } from "~/features/accounts/guard.server.ts";
import { runFile } from "~/features/matching/run-file.server.ts";
import { reportsDatabase } from "~/lib/database.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";

export const loader = loaderFor(
  "/runs/:runId/files/:sheet",
  async ({ ctx, params, request }) =>
    runFile(
      { ...ctx, db: reportsDatabase() },
      readId(params.runId),
      params.sheet,
      localeOf(request),
    ),
);
