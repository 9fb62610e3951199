import {
  APPLICATION_TASKS,
  type ApplicationTask,
} from "~/domain/enrolment/application.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import {
  checkForm,
  formOf,
  refuseForm,
  type FormState,
} from "~/lib/forms.server.ts";
import { applicationPage } from "./queries.server.ts";
import { enrolmentRecord, type Editor } from "./record.server.ts";
import { saveTask } from "./save-task.server.ts";
import {
  taskSchema,
  type SavedTask,
  type TaskInput,
} from "./task-patches.server.ts";

/**
 * The page of an application that a URL names.
 *
 * @throws {NotFoundError} if there is no such page
 */
export function readTask(name: string | null | undefined): ApplicationTask {
  const task = APPLICATION_TASKS.find((each) => each === name);
  if (!task) throw new NotFoundError();
  return task;
}

/**
 * Saves the form of a page.
 *
 * @returns the form with what is wrong, or null when it is saved
 * @throws {NotFoundError} if the enrolment is not for this person
 */
export async function saveTaskForm(
  ctx: Context,
  request: Request,
  enrolmentId: string,
  as: Editor,
  task: SavedTask,
): Promise<FormState | null> {
  const { enrolment } = await enrolmentRecord(ctx, enrolmentId, as);
  const sent = await formOf(request);
  const form = checkForm(sent, taskSchema(task, enrolment.role));
  if (!form.ok) return form.form;
  // The schema was chosen by the task, which the type of the union cannot follow.
  const input = { task, value: form.value } as TaskInput;
  const refusal = await saveTask(ctx, enrolmentId, as, input);
  return refusal && refuseForm(sent, refusal.field, refusal.key);
}

/** Where somebody goes on after a page: the next that is open, else the check of all answers. */
export async function afterTask(
  ctx: Context,
  enrolmentId: string,
  task: ApplicationTask,
): Promise<`/${string}`> {
  const { tasks, maySubmit, questions } = await applicationPage(
    ctx,
    enrolmentId,
  );
  if (!maySubmit) return `/applications/${enrolmentId}`;
  const at = APPLICATION_TASKS.indexOf(task);
  const open = tasks.filter(({ done }) => !done);
  const next =
    open.find((each) => APPLICATION_TASKS.indexOf(each.task) > at) ?? open[0];
  if (next) return `/applications/${enrolmentId}/${next.task}`;
  return `/applications/${enrolmentId}/${questions.isDone ? "check" : "questions"}`;
}

/** Where somebody goes on after the questions of the cohort: what is open, else the check of all answers. */
export async function afterQuestions(
  ctx: Context,
  enrolmentId: string,
): Promise<`/${string}`> {
  const { tasks, maySubmit } = await applicationPage(ctx, enrolmentId);
  if (!maySubmit) return `/applications/${enrolmentId}`;
  const next = tasks.find(({ done }) => !done);
  return `/applications/${enrolmentId}/${next?.task ?? "check"}`;
}
