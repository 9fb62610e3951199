import { actionFor } from "~/features/accounts/guard.server.ts";
import { undoDecision } from "~/features/pairings/undo.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo, safePath } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/pairings/:pairingId/undo",
  async ({ ctx, params, url }) => {
    const stands = await undoDecision(ctx, readId(params.pairingId));
    return goTo(backTo(url.searchParams.get("back"), stands), "undone");
  },
);

/** The page of the deed, with the proposal that stands again. */
function backTo(back: string | null, pairingId: string): `/${string}` {
  const path = safePath(back, `/pairings/${pairingId}`);
  if (!path.includes("/review")) return path;
  const [page = "", query] = path.split("?");
  const params = new URLSearchParams(query);
  params.set("pair", pairingId);
  return `/${page.slice(1)}?${params}`;
}
