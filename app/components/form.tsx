import {
  FormProvider,
  useForm,
  type SubmissionResult,
} from "@conform-to/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useViewer } from "./viewer.ts";

interface FormProps {
  /** The answer of the action, when it refused. */
  state?: SubmissionResult | null;
  values?: Record<string, unknown>;
  action?: string;
  method?: "post" | "get";
  files?: boolean;
  id?: string;
  className?: string;
  children: ReactNode;
}

/** A form that works without JavaScript: errors first and linked to their fields, sent at most once. */
export function Form({
  state,
  values,
  action,
  method = "post",
  files,
  id,
  className,
  children,
}: FormProps) {
  const { formKey } = useViewer();
  const [form] = useForm<Record<string, string>>({
    id,
    lastResult: state ?? undefined,
    // Lists and numbers are fine too; the type of conform follows a schema that the browser does not have.
    defaultValue: values as Record<string, string> | undefined,
    defaultNoValidate: false,
  });
  return (
    <FormProvider context={form.context}>
      <form
        id={form.id}
        method={method}
        action={action}
        encType={files ? "multipart/form-data" : undefined}
        className={className ?? "grid gap-5"}
      >
        {method === "post" && (
          <input type="hidden" name="_key" value={`${formKey}.${form.id}`} />
        )}
        {state?.error && <ErrorSummary errors={state.error} formId={form.id} />}
        {children}
      </form>
    </FormProvider>
  );
}

/** A message is a key of the `forms` catalogue (or another, as `namespace:key`), with its limit as `key?limit=200`. */
export function useMessage(): (message: string) => string {
  const t = useTranslations();
  return (message) => {
    const [path = "", query] = message.split("?");
    const key = path.includes(":") ? path.replace(":", ".") : `forms.${path}`;
    const args = Object.fromEntries(
      [...new URLSearchParams(query)].map(([name, value]) => [
        name,
        /^\d+$/.test(value) ? Number(value) : value,
      ]),
    );
    // The key comes from a schema; a test walks all of them through the catalogues.
    return t(key as Parameters<typeof t>[0], args as never);
  };
}

function ErrorSummary({
  errors,
  formId,
}: {
  errors: Record<string, string[] | null>;
  formId: string;
}) {
  const t = useTranslations("forms");
  const message = useMessage();
  const entries = Object.entries(errors).flatMap(([name, all]) =>
    (all ?? []).map((text) => ({ name, text })),
  );
  return (
    <div
      role="alert"
      tabIndex={-1}
      className="rounded-card border-2 border-danger bg-danger-soft px-4 py-3"
    >
      <p className="font-semibold">{t("problem")}</p>
      <ul className="list-disc ps-5">
        {entries.map(({ name, text }) => (
          <li key={name + text}>
            {name ? (
              <a href={`#${formId}-${name}`} className="text-danger">
                {message(text)}
              </a>
            ) : (
              message(text)
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A form that is only a button: one deed, its own URL. */
export function DeedForm({
  action,
  fields = {},
  children,
  className,
}: {
  action: string;
  fields?: Readonly<Record<string, string>>;
  children: ReactNode;
  className?: string;
}) {
  const { formKey } = useViewer();
  return (
    <form method="post" action={action} className={className}>
      <input
        type="hidden"
        name="_key"
        value={`${formKey}.${action}.${Object.values(fields).join(".")}`}
      />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
