import { z } from "zod";
import type { Context } from "~/lib/context.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { applyImport } from "./import-apply.server.ts";
import { mapColumns } from "./import-page.server.ts";

const ImportInput = z.discriminatedUnion("step", [
  z.strictObject({ step: z.literal("import") }),
  z.strictObject({
    step: z.literal("map"),
    columns: z.array(z.string().max(60).optional()).max(200),
  }),
]);

/**
 * Saves what the columns are, or imports.
 *
 * @throws {NotFoundError} if there is no such import in the actor's programmes
 */
export async function carryOutImport(
  ctx: Context,
  request: Request,
  importId: string,
): Promise<"mapped" | "imported" | "problems"> {
  const form = await readForm(request, ImportInput);
  if (!form.ok) throw new BadRequestError();
  if (form.value.step === "map") {
    await mapColumns(ctx, importId, form.value.columns);
    return "mapped";
  }
  const problems = await applyImport(ctx, importId);
  return problems.length > 0 ? "problems" : "imported";
}
