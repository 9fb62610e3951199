import type { InputHTMLAttributes } from "react";
import { useTranslations } from "use-intl";
import {
  Around,
  CONTROL,
  Label,
  useControl,
  type FieldProps,
} from "./field-frame.tsx";

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

/** Addresses and the like read from left to right everywhere; words as they are written. */
const DIRECTIONS: Readonly<Partial<Record<InputType, "ltr" | "auto">>> = {
  email: "ltr",
  url: "ltr",
  tel: "ltr",
  password: "ltr",
  text: "auto",
  search: "auto",
};

/** One line of text, a number, a date: whatever the browser has a control for. */
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
  const direction = DIRECTIONS[type];
  return (
    <div className={`grid gap-1.5 ${className}`}>
      <Label id={control.field.id} label={label} optional={optional} />
      <Around id={control.field.id} hint={hint} errors={control.errors}>
        <input
          type={type}
          dir={direction}
          defaultValue={type === "password" ? undefined : control.chosen[0]}
          {...rest}
          {...control.props}
          className={`${CONTROL} ${direction === "ltr" ? "rtl:text-end" : ""}`}
        />
      </Around>
    </div>
  );
}

/** Several lines of text. */
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

/** One of a list that is too long to lay open. */
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
      data-filter={props.filter ? t("filter") : undefined}
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
