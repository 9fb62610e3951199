import { actionFor } from "~/features/accounts/guard.server.ts";
import { remindByHand } from "~/features/pairings/remind.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/pairings/:pairingId/remind",
  async ({ ctx, params }) => {
    const id = readId(params.pairingId);
    await remindByHand(ctx, id);
    return goTo(`/pairings/${id}`, "reminded");
  },
);
