import type { Context } from "~/lib/context.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { checkForm, formOf, type FormState } from "~/lib/forms.server.ts";
import { AskedStepInput, AskInput, QuestionInput } from "./question-inputs.ts";
import { moveAsked } from "./question-order.server.ts";
import { askQuestion, changeAsked, saveQuestion } from "./questions.server.ts";

/**
 * Does what one of the forms on the page of questions asks: writes a question (`save`), asks one of the library (`ask`),
 * or closes, reopens, removes or moves one (`step`).
 *
 * @returns the form of a question with what is wrong, or null when it is done
 * @throws {BadRequestError} if it is none of them
 */
export async function questionsAction(
  ctx: Context,
  cohortId: string,
  request: Request,
): Promise<FormState | null> {
  const sent = await formOf(request);
  const deed = sent.get("deed");
  sent.delete("deed");
  if (deed === "save") {
    const form = checkForm(sent, QuestionInput);
    if (!form.ok) return form.form;
    await saveQuestion(ctx, cohortId, form.value);
    return null;
  }
  if (deed === "ask") {
    const form = checkForm(sent, AskInput);
    if (!form.ok) throw new BadRequestError();
    await askQuestion(ctx, cohortId, form.value);
    return null;
  }
  const form = checkForm(sent, AskedStepInput);
  if (!form.ok) throw new BadRequestError();
  const { askedId, step } = form.value;
  if (step === "up" || step === "down")
    await moveAsked(ctx, cohortId, askedId, step);
  else await changeAsked(ctx, cohortId, askedId, step);
  return null;
}
