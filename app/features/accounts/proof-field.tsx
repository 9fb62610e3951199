import type { SubmissionResult } from "@conform-to/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "~/components/fields.tsx";
import { DeedForm, Form } from "~/components/form.tsx";

/** The password again, on the form of a sensitive step, when the sign-in is more than an hour ago. */
export function ProofField({ asked }: { asked: boolean }) {
  const t = useTranslations("accounts.prove");
  if (!asked) return null;
  return (
    <TextField
      name="password"
      type="password"
      label={t("label")}
      hint={t("hint")}
      autoComplete="current-password"
    />
  );
}

/** A sensitive deed of one button; behind a word that opens it when the password is asked for too. */
export function SensitiveDeed(props: {
  id: string;
  action: string;
  fields: Readonly<Record<string, string>>;
  asked: boolean;
  /** The answer to this very deed, when it was refused. */
  state: SubmissionResult | null;
  label: string;
  children: ReactNode;
}) {
  const { id, action, fields, asked, state, label, children } = props;
  if (!asked)
    return (
      <DeedForm action={action} fields={fields}>
        {children}
      </DeedForm>
    );
  return (
    <details open={state !== null}>
      <summary className="inline-flex min-h-9 cursor-pointer items-center text-danger">
        {label}
      </summary>
      <Form
        id={id}
        action={action}
        state={state}
        className="mt-2 grid min-w-56 justify-items-start gap-3 text-start"
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ProofField asked />
        {children}
      </Form>
    </details>
  );
}
