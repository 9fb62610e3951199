import { actionFor } from "~/features/accounts/guard.server.ts";
import { moveCohort } from "~/features/programmes/cohort-state.server.ts";
import { MoveCohortInput } from "~/features/programmes/inputs.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/cohorts/:cohortId/state",
  async ({ ctx, params, request }) => {
    const id = readId(params.cohortId);
    const form = await readForm(request, MoveCohortInput);
    if (!form.ok) throw new BadRequestError();
    await moveCohort(ctx, id, form.value.to);
    return goTo(`/cohorts/${id}`, "saved");
  },
);
