import { actionFor } from "~/features/accounts/guard.server.ts";
import { confirmSession } from "~/features/sessions/commands.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/sessions/:sessionId/confirm",
  async ({ ctx, params }) => {
    const pairingId = await confirmSession(ctx, readId(params.sessionId));
    return goTo(`/pairs/${pairingId}`, "session_confirmed");
  },
);
