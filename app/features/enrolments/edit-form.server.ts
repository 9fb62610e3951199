import type { Context } from "~/lib/context.ts";
import { BadRequestError, ConflictError, NotFoundError } from "~/lib/errors.ts";
import { readForm, type FormState } from "~/lib/forms.server.ts";
import { readTask, saveTaskForm } from "./application-pages.server.ts";
import { noteEnrolment } from "./decide.server.ts";
import { AccessInput, NoteInput, PauseInput, TagInput } from "./inputs.ts";
import { giveAccess } from "./invite.server.ts";
import { pauseEnrolment } from "./pause.server.ts";
import { tagEnrolment } from "./tags.server.ts";

/**
 * Saves what a coordinator changes about an enrolment: a page of the application, or one of the
 * small forms beside it (`note`, `access`, `pause`, `tag`).
 *
 * @returns the form of a page with what is wrong, or null when it is saved
 * @throws {NotFoundError} if there is no such enrolment in the actor's programmes, or no such form
 */
export async function saveOnBehalf(
  ctx: Context,
  request: Request,
  enrolmentId: string,
  task: string,
): Promise<FormState | null> {
  const small = SMALL_FORMS[task];
  if (small) {
    await small(ctx, request, enrolmentId);
    return null;
  }
  const page = readTask(task);
  if (page === "consent") throw new NotFoundError();
  return saveTaskForm(ctx, request, enrolmentId, "coordinator", page);
}

type SmallForm = (ctx: Context, request: Request, id: string) => Promise<void>;

/** Their fields check themselves in the browser; what still comes wrong was not sent by the page. */
const SMALL_FORMS: Readonly<Record<string, SmallForm>> = {
  async note(ctx, request, id) {
    const form = await readForm(request, NoteInput);
    if (!form.ok) throw new BadRequestError();
    await noteEnrolment(ctx, id, form.value.note ?? null);
  },
  async tag(ctx, request, id) {
    const form = await readForm(request, TagInput);
    if (!form.ok) throw new BadRequestError();
    await tagEnrolment(ctx, id, form.value);
  },
  async pause(ctx, request, id) {
    const form = await readForm(request, PauseInput);
    if (!form.ok) throw new BadRequestError();
    const until = form.value.pausedUntil ?? null;
    await pauseEnrolment(ctx, id, "coordinator", until);
  },
  async access(ctx, request, id) {
    const form = await readForm(request, AccessInput);
    if (!form.ok) throw new BadRequestError("forms:email");
    const refusal = await giveAccess(ctx, id, form.value.email);
    if (refusal) throw new ConflictError(refusal);
  },
};
