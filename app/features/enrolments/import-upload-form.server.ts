import { z } from "zod";
import { ENROLMENT_ROLES } from "~/domain/enrolment/lifecycle.ts";
import { TEXT_ENCODINGS } from "~/lib/csv.ts";
import {
  checkForm,
  formOf,
  refuseForm,
  type FormState,
} from "~/lib/forms.server.ts";
import type { Upload } from "./import-upload.server.ts";

const UploadInput = z.strictObject({
  role: z.enum(ENROLMENT_ROLES),
  encoding: z.enum(TEXT_ENCODINGS).optional(),
});

/** Reads the form of an upload: its choices and the bytes of its file. */
export async function readUpload(
  request: Request,
): Promise<{ ok: true; value: Upload } | { ok: false; form: FormState }> {
  const sent = await formOf(request);
  const file = sent.get("file");
  sent.delete("file");
  const form = checkForm(sent, UploadInput);
  if (!form.ok) return form;
  if (file === null || typeof file === "string" || file.size === 0)
    return { ok: false, form: refuseForm(sent, "file", "imports:errors.file") };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { role, encoding = null } = form.value;
  return { ok: true, value: { role, encoding, bytes, fileName: file.name } };
}
