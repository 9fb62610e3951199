import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { DeedForm, Form } from "~/components/form.tsx";

/** Approves everything above a line and without warnings: first counted, then agreed to. */
export function ApproveMany(props: {
  cohortId: string;
  minimum: number;
  count: number;
}) {
  const { cohortId, minimum, count } = props;
  const t = useTranslations("pairings");
  return (
    <details
      className="mb-5 rounded-card border border-line bg-surface p-4 print:hidden"
      open={count > 0}
    >
      <summary className="cursor-pointer font-semibold">
        {t("approve_all")}
      </summary>
      <div className="mt-3 flex flex-wrap items-end gap-4">
        <Form
          id="minimum"
          method="get"
          values={{ minimum }}
          className="flex items-end gap-2"
        >
          <TextField
            name="minimum"
            type="number"
            min={0}
            max={100}
            label={t("approve_all_minimum")}
            className="w-40"
          />
          <Button look="quiet">{t("approve_all_show")}</Button>
        </Form>
        {count > 0 && (
          <DeedForm
            action={`/cohorts/${cohortId}/pairings`}
            fields={{
              deed: "approve_all",
              minimum: String(minimum),
              expected: String(count),
            }}
          >
            <Button look="agree">{t("approve_all_do", { count })}</Button>
          </DeedForm>
        )}
      </div>
      <p className="mt-3">{t("approve_all_text", { count, minimum })}</p>
      <p className="text-sm text-muted">{t("approve_all_hint")}</p>
    </details>
  );
}
