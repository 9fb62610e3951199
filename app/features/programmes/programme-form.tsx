import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { TextArea, TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";

/** A programme's name and purpose. */
export function ProgrammeForm(props: {
  state?: SubmissionResult | null;
  values?: { name: string; purpose: string | null };
  version?: number;
  cancelTo: string;
}) {
  const t = useTranslations("programmes");
  const forms = useTranslations("forms");
  return (
    <Form state={props.state} values={props.values} id="programme">
      {props.version !== undefined && (
        <input type="hidden" name="version" value={props.version} />
      )}
      <TextField
        name="name"
        label={t("name")}
        hint={t("programme_name_hint")}
        maxLength={150}
      />
      <TextArea
        name="purpose"
        label={t("purpose")}
        hint={t("purpose_hint")}
        optional
        maxLength={4000}
      />
      <div className="flex flex-wrap gap-3">
        <Button>{forms("save")}</Button>
        <ButtonLink to={props.cancelTo}>{forms("cancel")}</ButtonLink>
      </div>
    </Form>
  );
}
