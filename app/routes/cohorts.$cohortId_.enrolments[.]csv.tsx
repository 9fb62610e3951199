import { loaderFor } from "~/features/accounts/guard.server.ts";
import { enrolmentFile } from "~/features/enrolments/enrolment-file.server.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { enrolmentExport } from "~/features/enrolments/list.server.ts";
import { reportsDatabase } from "~/lib/database.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";

export const loader = loaderFor(
  "/cohorts/:cohortId/enrolments.csv",
  async ({ ctx, params, url, request }) => {
    const filters = enrolmentFilters(url.searchParams);
    const { cohort, rows, own } = await enrolmentExport(
      { ...ctx, db: reportsDatabase() },
      readId(params.cohortId),
      filters,
    );
    return enrolmentFile(cohort.name, rows, localeOf(request), own);
  },
);
