import type { SubmissionResult } from "@conform-to/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { useMessage } from "~/components/form.tsx";
import { useViewer } from "~/components/viewer.ts";
import { BULK_DEEDS } from "~/domain/enrolment/bulk.ts";

const CONTROL = "min-h-11 rounded-lg border border-field bg-surface px-3";

/** The table of people as one form: tick some, or take all that the filters show, and choose what is done with them. */
export function BulkForm(props: {
  action: string;
  total: number;
  tags: readonly { key: string; tag: string }[];
  state?: SubmissionResult | null;
  children: ReactNode;
}) {
  const { action, total, tags, state, children } = props;
  const t = useTranslations("enrolments.bulk");
  const { formKey } = useViewer();
  return (
    <form method="post" action={action}>
      <input type="hidden" name="_key" value={`${formKey}.bulk`} />
      <Refusal state={state} />
      {children}
      <fieldset className="mt-3 flex flex-wrap items-end gap-3 rounded-card border border-line bg-surface p-3 print:hidden">
        <legend className="sr-only">{t("title")}</legend>
        <label className="grid gap-1">
          <span className="text-sm font-semibold">{t("whom")}</span>
          <select name="scope" className={CONTROL}>
            <option value="ticked">{t("ticked")}</option>
            <option value="all">{t("all", { count: total })}</option>
          </select>
        </label>
        <label className="grid gap-1">
          <span className="text-sm font-semibold">{t("what")}</span>
          <select name="deed" className={CONTROL}>
            {BULK_DEEDS.map((deed) => (
              <option key={deed} value={deed}>
                {t(`deed.${deed}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          <span className="text-sm font-semibold">{t("tag")}</span>
          <input
            name="tag"
            list="known-tags"
            maxLength={40}
            dir="auto"
            autoComplete="off"
            className={CONTROL}
          />
        </label>
        <datalist id="known-tags">
          {tags.map(({ key, tag }) => (
            <option key={key}>{tag}</option>
          ))}
        </datalist>
        <Button look="quiet">{t("go")}</Button>
      </fieldset>
    </form>
  );
}

function Refusal({ state }: { state?: SubmissionResult | null }) {
  const message = useMessage();
  const texts = Object.values(state?.error ?? {}).flatMap((all) => all ?? []);
  if (texts.length === 0) return null;
  return (
    <div
      role="alert"
      tabIndex={-1}
      className="mb-3 rounded-card border-2 border-danger bg-danger-soft px-4 py-3"
    >
      {texts.map((text) => (
        <p key={text}>{message(text)}</p>
      ))}
    </div>
  );
}
