import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { Day } from "~/components/values.tsx";

/** A mentor who is away for a while keeps their place. */
export function PauseCard(props: {
  action: string;
  pausedUntil: string | null;
  state?: SubmissionResult;
  onBehalf?: boolean;
}) {
  const { action, pausedUntil, state, onBehalf = false } = props;
  const t = useTranslations("applications.pause");
  return (
    <Card title={t(onBehalf ? "on_behalf" : "title")}>
      {pausedUntil && (
        <div className="mb-4 flex flex-wrap items-center gap-4">
          <p>{t.rich("paused", { date: () => <Day on={pausedUntil} /> })}</p>
          <DeedForm action={action}>
            <Button look="quiet" small>
              {t("end")}
            </Button>
          </DeedForm>
        </div>
      )}
      <Form
        id="pause"
        action={action}
        state={state}
        values={{ pausedUntil }}
        className="grid gap-4"
      >
        <TextField
          name="pausedUntil"
          type="date"
          label={t("until")}
          hint={t(onBehalf ? "on_behalf_hint" : "hint")}
          className="max-w-xs"
        />
        <div>
          <Button look="quiet">{t("save")}</Button>
        </div>
      </Form>
    </Card>
  );
}
