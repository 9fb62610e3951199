import { loaderFor } from "~/features/accounts/guard.server.ts";
import { whatIfStart } from "~/features/matching/what-if-page.server.ts";
import { readId } from "~/lib/ids.ts";
import { reply } from "~/lib/reply.server.ts";

export const loader = loaderFor(
  "/cohorts/:cohortId/what-if/start",
  async ({ ctx, params }) =>
    reply(await whatIfStart(ctx, readId(params.cohortId))),
);
