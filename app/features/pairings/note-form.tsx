import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextArea } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";

/** What coordinators tell each other about a pair. */
export function NoteForm(props: {
  pairingId: string;
  note: string | null;
  version: number;
  state?: SubmissionResult;
}) {
  const t = useTranslations("pairings.pair");
  return (
    <Form
      id="note"
      action={`/pairings/${props.pairingId}/note`}
      state={props.state}
      values={{ note: props.note ?? "" }}
      className="grid gap-4"
    >
      <input type="hidden" name="version" value={props.version} />
      <TextArea
        name="note"
        label={t("note")}
        hint={t("note_hint")}
        maxLength={5000}
        optional
      />
      <div>
        <Button look="quiet">{t("note_save")}</Button>
      </div>
    </Form>
  );
}
