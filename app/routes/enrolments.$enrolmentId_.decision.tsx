import { actionFor } from "~/features/accounts/guard.server.ts";
import { backTo } from "~/features/enrolments/back.ts";
import { decideEnrolment } from "~/features/enrolments/decide.server.ts";
import { DecisionInput } from "~/features/enrolments/inputs.ts";
import { keepingProposalsFit } from "~/features/pairings/fit.server.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/enrolments/:enrolmentId/decision",
  async ({ ctx, params, request, url }) => {
    const id = readId(params.enrolmentId);
    const form = await readForm(request, DecisionInput);
    if (!form.ok) throw new BadRequestError();
    const { value } = form;
    await keepingProposalsFit(ctx, id, (inner) =>
      decideEnrolment(inner, id, value),
    );
    return goTo(backTo(url, id), "decision_saved");
  },
);
