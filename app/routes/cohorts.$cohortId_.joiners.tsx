import { actionFor } from "~/features/accounts/guard.server.ts";
import {
  lookForJoiners,
  setJoinersAside,
  takeJoiners,
} from "~/features/matching/joiners.server.ts";
import { JoinersInput } from "~/features/matching/joiners-input.ts";
import { exchangeInThread } from "~/features/matching/solver-thread.server.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/cohorts/:cohortId/joiners",
  async ({ ctx, params, request }) => {
    const id = readId(params.cohortId);
    const form = await readForm(request, JoinersInput);
    // buttons with hidden values: nobody can type them wrong
    if (!form.ok) throw new BadRequestError();
    const { deed } = form.value;
    if (deed === "take") {
      await takeJoiners(ctx, id, exchangeInThread);
      return goTo(`/cohorts/${id}/pairings`, "saved");
    }
    if (deed === "look") await lookForJoiners(ctx, id, exchangeInThread);
    else await setJoinersAside(ctx, id);
    return goTo(
      `/cohorts/${id}/runs#joined`,
      deed === "look" ? undefined : "saved",
    );
  },
);
