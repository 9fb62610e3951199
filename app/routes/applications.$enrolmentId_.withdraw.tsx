import { actionFor } from "~/features/accounts/guard.server.ts";
import { withdrawApplication } from "~/features/enrolments/commands.server.ts";
import { keepingProposalsFit } from "~/features/pairings/fit.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/applications/:enrolmentId/withdraw",
  async ({ ctx, params }) => {
    const id = readId(params.enrolmentId);
    await keepingProposalsFit(ctx, id, (inner) =>
      withdrawApplication(inner, id),
    );
    return goTo("/home", "application_withdrawn");
  },
);
