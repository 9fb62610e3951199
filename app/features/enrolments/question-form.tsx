import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import {
  ChoiceField,
  SelectField,
  TextArea,
  TextField,
  TickField,
} from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { ENROLMENT_ROLES } from "~/domain/enrolment/lifecycle.ts";
import {
  QUESTION_KINDS,
  type Question,
  type Words,
} from "~/domain/question/question.ts";
import { writeOptions } from "./question-inputs.ts";

/** Writes a question in three languages: a new one, a copy, or one that nobody has answered yet. */
export function QuestionForm(props: {
  action: string;
  state?: SubmissionResult | null;
  from: (Question & { id: string; label: Words }) | null;
  /** `edit` rewrites the question it begins with, `copy` leaves it as it is. */
  mode: "edit" | "copy" | "new";
}) {
  const { action, state, from, mode } = props;
  const t = useTranslations("questions");
  const roles = useTranslations("terms.role");
  return (
    <Form
      id="question"
      action={action}
      state={state}
      values={{
        kind: from?.kind ?? "single",
        ...from?.label,
        options: from ? writeOptions(from.options) : "",
        roles: [...ENROLMENT_ROLES],
      }}
    >
      <input type="hidden" name="deed" value="save" />
      {mode === "edit" && from && (
        <input type="hidden" name="questionId" value={from.id} />
      )}
      <SelectField
        name="kind"
        label={t("kind")}
        options={QUESTION_KINDS.map((value) => ({
          value,
          label: t(`kinds.${value}`),
        }))}
      />
      <div className="grid gap-5 lg:grid-cols-3">
        <TextField name="en" label={t("in.en")} maxLength={300} dir="ltr" />
        <TextField
          name="fr"
          label={t("in.fr")}
          maxLength={300}
          dir="ltr"
          optional
        />
        <TextField
          name="ar"
          label={t("in.ar")}
          maxLength={300}
          dir="rtl"
          optional
        />
      </div>
      <TextArea
        name="options"
        label={t("options")}
        hint={t("options_hint")}
        rows={5}
        optional
      />
      {mode !== "edit" && (
        <>
          <ChoiceField
            type="checkbox"
            name="roles"
            label={t("whom")}
            options={ENROLMENT_ROLES.map((value) => ({
              value,
              label: roles(value),
            }))}
          />
          <TickField name="isRequired" label={t("required")} optional />
        </>
      )}
      <div>
        <Button>{t(mode === "edit" ? "save" : "add")}</Button>
      </div>
    </Form>
  );
}
