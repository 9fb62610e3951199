import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card, Notice } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import type { importPage } from "./import-page.server.ts";

/** What an import did, and the way back while there is one. */
export function ImportResult({
  page,
}: {
  page: Awaited<ReturnType<typeof importPage>>;
}) {
  const t = useTranslations("imports.page");
  const { counts, undoUntil } = page;
  if (page.state === "undone") return <Notice title={t("undone")} />;
  return (
    <Card title={t("done")}>
      <ul className="mb-4 flex flex-wrap gap-x-8 gap-y-2 text-lg">
        <li>{t("created", { count: counts.created })}</li>
        <li>{t("updated", { count: counts.updated })}</li>
        <li>{t("unchanged", { count: counts.unchanged })}</li>
      </ul>
      <p className="mb-4">
        <ButtonLink to={`/cohorts/${page.cohortId}/enrolments`} look="main">
          {t("people")}
        </ButtonLink>
      </p>
      {undoUntil ? (
        <>
          <p className="mb-3 text-muted">
            {t.rich("undo_text", { date: () => <When at={undoUntil} /> })}
          </p>
          <DeedForm action={`/imports/${page.id}/undo`}>
            <Button look="quiet">{t("undo")}</Button>
          </DeedForm>
        </>
      ) : (
        <p className="text-muted">{t("too_late")}</p>
      )}
    </Card>
  );
}
