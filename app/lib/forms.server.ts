import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { z } from "zod";
import { cleanText } from "./clean-text.ts";
import { BadRequestError, ConflictError } from "./errors.ts";

/** Fields of the form machinery; schemas are strict and do not know them. */
const MACHINERY = new Set(["_key"]);
const BEYOND_NUMBERS = new Set([
  `too_big?limit=${Number.MAX_SAFE_INTEGER}`,
  `too_small?limit=${Number.MIN_SAFE_INTEGER}`,
]);
const DANGEROUS = /(^|[.[\]])(__proto__|prototype|constructor)($|[.[\]])/;

export type FormState = SubmissionResult;
export type ReadForm<T> =
  { ok: true; value: T } | { ok: false; form: FormState };

/**
 * Reads and validates a form: text cleaned, unknown fields refused, messages as keys of the `forms` catalogue.
 *
 * @throws {BadRequestError} if the body is no form at all
 */
export async function readForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<ReadForm<z.output<Schema>>> {
  return checkForm(await formOf(request), schema);
}

/** The cleaned fields of a request, files untouched. */
export async function formOf(request: Request): Promise<FormData> {
  const sent = await request.formData().catch(() => {
    throw new BadRequestError();
  });
  const form = new FormData();
  for (const [name, value] of sent) {
    if (DANGEROUS.test(name) || name.length > 200) throw new BadRequestError();
    if (MACHINERY.has(name)) continue;
    if (typeof value === "string") form.append(name, cleanText(value).trim());
    else form.append(name, value);
  }
  return form;
}

/** Validates fields that were read already. */
export function checkForm<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
): ReadForm<z.output<Schema>> {
  const submission = parseWithZod(form, { schema, error: messageKey });
  if (submission.status === "success")
    return { ok: true, value: submission.value };
  return { ok: false, form: withoutWiderLimits(submission.reply()) };
}

/** A number beyond what a number can hold breaks two limits: only the form's own is of use to anybody. */
function withoutWiderLimits(form: FormState): FormState {
  const errors = Object.entries(form.error ?? {}).map(([name, keys]) => {
    const own = keys?.filter((key) => !BEYOND_NUMBERS.has(key));
    return [name, own?.length ? own : keys] as const;
  });
  return { ...form, error: Object.fromEntries(errors) };
}

/** A refusal that the schema could not know, at a field or ("" ) at the whole form. */
export function refuseForm(
  form: FormData,
  field: string,
  key: string,
): FormState {
  const shown = new FormData();
  for (const [name, value] of form)
    if (typeof value === "string" && !/password/i.test(name))
      shown.append(name, value);
  // Names such as `rows[0].day` have to come back as the lists they stand for.
  const submission = parseWithZod(shown, { schema: z.any() });
  return submission.reply(
    field === "" ? { formErrors: [key] } : { fieldErrors: { [field]: [key] } },
  );
}

/**
 * Runs the deed of a form; a conflict becomes a refusal at the whole form, so that the page can show what was typed.
 *
 * @throws everything but a ConflictError
 */
export async function keepingTyped<T>(
  form: FormData,
  deed: () => Promise<T>,
): Promise<ReadForm<T>> {
  try {
    return { ok: true, value: await deed() };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return { ok: false, form: refuseForm(form, "", error.key) };
  }
}

/** zod's own sentences are for developers: each issue becomes a key, with its limit as `key?limit=200`. */
function messageKey(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "unrecognized_keys") return "unknown_field";
  if (issue.code === "too_big" || issue.code === "too_small")
    return sizeKey(issue);
  if (issue.input === undefined) return "required";
  return issue.code === "invalid_value" ? "choose_one" : "invalid";
}

function sizeKey(issue: {
  code: "too_big" | "too_small";
  origin?: unknown;
  maximum?: unknown;
  minimum?: unknown;
}): string {
  const isText = issue.origin === "string";
  if (issue.code === "too_big")
    return `${isText ? "too_long" : "too_big"}?limit=${String(issue.maximum)}`;
  if (issue.origin === "array") return "choose_one";
  if (isText && issue.minimum === 1) return "required";
  return `${isText ? "too_short" : "too_small"}?limit=${String(issue.minimum)}`;
}
