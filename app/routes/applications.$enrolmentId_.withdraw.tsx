import { actionFor } from "~/features/accounts/guard.server.ts";
import { withdrawApplication } from "~/features/enrolments/commands.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/applications/:enrolmentId/withdraw",
  async ({ ctx, params }) => {
    await withdrawApplication(ctx, readId(params.enrolmentId));
    return goTo("/home", "application_withdrawn");
  },
);
