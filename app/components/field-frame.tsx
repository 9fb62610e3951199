import { useField } from "@conform-to/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMessage } from "./form.tsx";

/** What every field is told. */
export interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
}

/** A field of the form around it: its errors, its first value, and what its control needs. */
export function useControl({ name, hint, optional }: FieldProps) {
  const [field] = useField<string | string[]>(name);
  const errors = field.errors ?? [];
  const describedBy = [
    hint ? `${field.id}-hint` : "",
    errors.length > 0 ? `${field.id}-error` : "",
  ]
    .filter(Boolean)
    .join(" ");
  const { initialValue } = field;
  const chosen =
    initialValue === undefined ? [] : [initialValue].flat().map(String);
  return {
    field,
    errors,
    chosen,
    props: {
      id: field.id,
      name: field.name,
      required: !optional,
      "aria-invalid": errors.length > 0 || undefined,
      "aria-describedby": describedBy || undefined,
    },
  };
}

/** The name of a field, with a word if it may stay empty. */
export function Label({
  id,
  label,
  optional,
}: {
  id: string;
  label: ReactNode;
  optional?: boolean;
}) {
  const t = useTranslations("forms");
  return (
    <label htmlFor={id} className="font-semibold">
      {label}{" "}
      {optional && (
        <span className="font-normal text-muted">({t("optional")})</span>
      )}
    </label>
  );
}

/** Hint and errors above a control, by whose ids the control refers to them. */
export function Around({
  id,
  hint,
  errors,
  children,
}: {
  id: string;
  hint?: ReactNode;
  errors: readonly string[];
  children: ReactNode;
}) {
  const message = useMessage();
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <p id={`${id}-error`} className="font-semibold text-danger">
          {errors.map(message).join(" ")}
        </p>
      )}
      {children}
    </>
  );
}

export const CONTROL =
  "w-full min-h-11 rounded-lg border border-field bg-surface px-3 py-2 aria-[invalid]:border-2 aria-[invalid]:border-danger";
