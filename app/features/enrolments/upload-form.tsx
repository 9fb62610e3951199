import { useField, type SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { ChoiceField, SelectField } from "~/components/fields.tsx";
import { Form, useMessage } from "~/components/form.tsx";
import { TEXT_ENCODINGS } from "~/lib/csv.ts";

/** Choosing a file and saying who is in it. */
export function UploadForm({ state }: { state?: SubmissionResult }) {
  const t = useTranslations("imports.upload");
  return (
    <Form id="upload" state={state} files>
      <ChoiceField
        name="role"
        type="radio"
        label={t("role")}
        options={[
          { value: "mentor", label: t("mentors") },
          { value: "mentee", label: t("mentees") },
        ]}
      />
      <FileField />
      <SelectField
        name="encoding"
        label={t("encoding")}
        hint={t("encoding_hint")}
        options={TEXT_ENCODINGS.map((value) => ({
          value,
          label: encodingName(value),
        }))}
        optional
      />
      <div>
        <Button>{t("send")}</Button>
      </div>
    </Form>
  );
}

/** An encoding as programs name it. */
export function encodingName(encoding: string): string {
  return encoding.startsWith("windows")
    ? encoding.replace("windows", "Windows")
    : encoding.toUpperCase();
}

function FileField() {
  const t = useTranslations("imports.upload");
  const message = useMessage();
  const [field] = useField<string>("file");
  const errors = field.errors ?? [];
  return (
    <div className="grid gap-1.5">
      <label htmlFor={field.id} className="font-semibold">
        {t("file")}
      </label>
      <p id={`${field.id}-hint`} className="text-sm text-muted">
        {t("file_hint")}
      </p>
      {errors.length > 0 && (
        <p id={`${field.id}-error`} className="font-semibold text-danger">
          {errors.map(message).join(" ")}
        </p>
      )}
      <input
        type="file"
        id={field.id}
        name={field.name}
        accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        required
        aria-invalid={errors.length > 0 || undefined}
        aria-describedby={
          errors.length > 0
            ? `${field.id}-hint ${field.id}-error`
            : `${field.id}-hint`
        }
        className="min-h-11 w-full rounded-lg border border-field bg-surface p-2 file:me-3 file:min-h-9 file:cursor-pointer file:rounded-lg file:border-0 file:bg-sea-soft file:px-3 file:text-ink"
      />
    </div>
  );
}
