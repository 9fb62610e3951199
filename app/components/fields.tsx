import { useField } from "@conform-to/react";
import type { InputHTMLAttributes, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMessage } from "./form.tsx";

interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
}

function useControl({ name, hint, optional }: FieldProps) {
  const [field] = useField<string | string[]>(name);
  const errors = (field.errors as string[] | undefined) ?? [];
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

function Label({
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

function Around({
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

const CONTROL =
  "w-full min-h-11 rounded-lg border border-field bg-surface px-3 py-2 aria-[invalid]:border-2 aria-[invalid]:border-danger";

type InputType =
  | "text"
  | "email"
  | "password"
  | "number"
  | "date"
  | "time"
  | "datetime-local"
  | "url"
  | "tel"
  | "search";

export function TextField(
  props: FieldProps & { type?: InputType; className?: string } & Pick<
      InputHTMLAttributes<HTMLInputElement>,
      | "autoComplete"
      | "min"
      | "max"
      | "step"
      | "maxLength"
      | "minLength"
      | "inputMode"
      | "dir"
      | "defaultValue"
      | "list"
    >,
) {
  const {
    name,
    label,
    hint,
    optional,
    type = "text",
    className = "",
    ...rest
  } = props;
  const control = useControl({ name, label, hint, optional });
  const machine =
    type === "email" || type === "url" || type === "tel" || type === "password";
  return (
    <div className={`grid gap-1.5 ${className}`}>
      <Label id={control.field.id} label={label} optional={optional} />
      <Around id={control.field.id} hint={hint} errors={control.errors}>
        <input
          type={type}
          dir={
            machine
              ? "ltr"
              : type === "text" || type === "search"
                ? "auto"
                : undefined
          }
          defaultValue={type === "password" ? undefined : control.chosen[0]}
          {...rest}
          {...control.props}
          className={`${CONTROL} ${machine ? "rtl:text-end" : ""}`}
        />
      </Around>
    </div>
  );
}

export function TextArea(
  props: FieldProps & { rows?: number; maxLength?: number },
) {
  const { rows = 4, maxLength } = props;
  const control = useControl(props);
  return (
    <div className="grid gap-1.5">
      <Label
        id={control.field.id}
        label={props.label}
        optional={props.optional}
      />
      <Around id={control.field.id} hint={props.hint} errors={control.errors}>
        <textarea
          rows={rows}
          maxLength={maxLength}
          dir="auto"
          defaultValue={control.chosen[0]}
          {...control.props}
          className={CONTROL}
        />
      </Around>
    </div>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export function SelectField(
  props: FieldProps & {
    options?: readonly Option[];
    groups?: readonly { label: string; options: readonly Option[] }[];
    className?: string;
  },
) {
  const t = useTranslations("forms");
  const control = useControl(props);
  return (
    <div className={`grid gap-1.5 ${props.className ?? ""}`}>
      <Label
        id={control.field.id}
        label={props.label}
        optional={props.optional}
      />
      <Around id={control.field.id} hint={props.hint} errors={control.errors}>
        <select
          defaultValue={control.chosen[0] ?? ""}
          {...control.props}
          className={CONTROL}
        >
          <option value="">{t("choose")}</option>
          {props.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
          {props.groups?.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Around>
    </div>
  );
}

/** Several of a list, or one of it: a fieldset of boxes, which every phone and screen reader knows. */
export function ChoiceField(
  props: FieldProps & {
    type: "checkbox" | "radio";
    options: readonly Option[];
    columns?: boolean;
    filter?: boolean;
  },
) {
  const { type, options, columns } = props;
  const t = useTranslations("forms");
  const control = useControl(props);
  return (
    <fieldset
      id={control.field.id}
      aria-describedby={control.props["aria-describedby"]}
      className="grid gap-1.5"
      data-filter={props.filter ? "" : undefined}
    >
      <legend className="mb-1.5 font-semibold">
        {props.label}{" "}
        {props.optional && (
          <span className="font-normal text-muted">({t("optional")})</span>
        )}
      </legend>
      <Around id={control.field.id} hint={props.hint} errors={control.errors}>
        <div className={columns ? "grid gap-x-6 sm:grid-cols-2" : "grid"}>
          {options.map((option) => (
            <label
              key={option.value}
              className="flex min-h-11 cursor-pointer items-start gap-3 py-2"
            >
              <input
                type={type}
                name={control.field.name}
                value={option.value}
                defaultChecked={control.chosen.includes(option.value)}
                required={type === "radio" && !props.optional}
                className="mt-0.5 size-5 shrink-0 accent-sea"
              />
              <span>
                <bdi>{option.label}</bdi>
                {option.hint && (
                  <span className="block text-sm text-muted">
                    {option.hint}
                  </span>
                )}
              </span>
            </label>
          ))}
        </div>
      </Around>
    </fieldset>
  );
}

/** One box to tick, sent as "on". */
export function TickField(props: FieldProps) {
  const control = useControl(props);
  return (
    <div className="grid gap-1.5">
      <Around id={control.field.id} errors={control.errors}>
        <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
          <input
            type="checkbox"
            value="on"
            defaultChecked={["on", "true"].includes(control.chosen[0] ?? "")}
            {...control.props}
            className="mt-0.5 size-5 shrink-0 accent-sea"
          />
          <span>
            {props.label}
            {props.hint && (
              <span
                id={`${control.field.id}-hint`}
                className="block text-sm text-muted"
              >
                {props.hint}
              </span>
            )}
          </span>
        </label>
      </Around>
    </div>
  );
}
