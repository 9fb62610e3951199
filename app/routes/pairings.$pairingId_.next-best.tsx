import { actionFor } from "~/features/accounts/guard.server.ts";
import { takeNextBest } from "~/features/matching/next-best.server.ts";
import { exchangeInThread } from "~/features/matching/solver-thread.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/pairings/:pairingId/next-best",
  async ({ ctx, params }) => {
    const id = readId(params.pairingId);
    await takeNextBest(ctx, id, exchangeInThread);
    return goTo(`/pairings/${id}`, "saved");
  },
);
