import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import type { ApplicationPage } from "./application-status.tsx";

/** Taking an application back: folded away, and asked once more. */
export function WithdrawCard({
  answers,
}: {
  answers: ApplicationPage["answers"];
}) {
  const t = useTranslations("applications.withdraw");
  return (
    <details className="mb-6">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-muted underline underline-offset-4">
        {t("title")}
      </summary>
      <p className="my-3">{t("text")}</p>
      <DeedForm action={`/applications/${answers.id}/withdraw`}>
        <Button look="danger">{t("button")}</Button>
      </DeedForm>
    </details>
  );
}
