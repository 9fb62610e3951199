import { loaderFor } from "~/features/accounts/guard.server.ts";
import { importTemplate } from "~/features/enrolments/import-template.server.ts";

export const loader = loaderFor("/import-template/:file", async ({ params }) =>
  importTemplate(params.file),
);
