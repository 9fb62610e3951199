import { actionFor } from "~/features/accounts/guard.server.ts";
import { cancelRun } from "~/features/matching/request-run.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/runs/:runId/cancel",
  async ({ ctx, params }) => {
    const id = readId(params.runId);
    await cancelRun(ctx, id);
    return goTo(`/runs/${id}`, "run_cancelled");
  },
);
