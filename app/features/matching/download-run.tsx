import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card } from "~/components/page.tsx";
import { MOST_IN_WORKBOOK } from "./run-tables.ts";

/** What came out of a run as files, and the way to compare it with another. */
export function DownloadRun({
  runId,
  cohortId,
  pairs,
}: {
  runId: string;
  cohortId: string;
  pairs: number;
}) {
  const t = useTranslations("runs");
  const files = `/runs/${runId}/files`;
  return (
    <Card title={t("download.title")}>
      <p className="mb-4 text-muted">{t("download.hint")}</p>
      <p className="flex flex-wrap gap-2">
        {pairs <= MOST_IN_WORKBOOK && (
          <ButtonLink to={`${files}/run.xlsx`} download small>
            {t("download.workbook")}
          </ButtonLink>
        )}
        <ButtonLink to={`${files}/pairs.csv`} download small>
          {t("download.pairs")}
        </ButtonLink>
        <ButtonLink to={`${files}/unmatched.csv`} download small>
          {t("download.unmatched")}
        </ButtonLink>
        <ButtonLink to={`/cohorts/${cohortId}/runs/compare?b=${runId}`} small>
          {t("compare.open")}
        </ButtonLink>
      </p>
    </Card>
  );
}
