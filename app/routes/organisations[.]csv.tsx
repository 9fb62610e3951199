import { loaderFor } from "~/features/accounts/guard.server.ts";
import { organisationFilters } from "~/features/organisations/filters.ts";
import { organisationExport } from "~/features/organisations/list.server.ts";
import { organisationFile } from "~/features/organisations/organisation-file.server.ts";
import { reportsDatabase } from "~/lib/database.server.ts";
import { localeOf } from "~/lib/locale.server.ts";

export const loader = loaderFor(
  "/organisations.csv",
  async ({ ctx, url, request }) =>
    organisationFile(
      await organisationExport(
        { ...ctx, db: reportsDatabase() },
        organisationFilters(url.searchParams),
      ),
      localeOf(request),
    ),
);
