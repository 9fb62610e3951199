import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card, Notice } from "~/components/page.tsx";
import type { importPage } from "./import-page.server.ts";
import { ProblemTable } from "./import-problems.tsx";

type Plan = NonNullable<Awaited<ReturnType<typeof importPage>>["plan"]>;

/** What importing would do, or what stands in its way. */
export function DryRunCard({ plan }: { plan: Plan }) {
  const t = useTranslations("imports.page");
  const { problems, problemCount } = plan;
  return (
    <Card title={t("dry_run")}>
      {plan.total === 0 && problemCount === 0 ? (
        <p>{t("empty")}</p>
      ) : (
        <ul className="mb-4 flex flex-wrap gap-x-8 gap-y-2 text-lg">
          <li>{t("created", { count: plan.created })}</li>
          <li>{t("updated", { count: plan.updated })}</li>
          <li>{t("unchanged", { count: plan.unchanged })}</li>
        </ul>
      )}
      {problemCount > 0 && (
        <>
          <Notice look="warning" title={t("problems", { count: problemCount })}>
            <p>{t("problems_text")}</p>
            {problemCount > problems.length && (
              <p>{t("more_problems", { shown: problems.length })}</p>
            )}
          </Notice>
          <ProblemTable problems={problems} />
        </>
      )}
    </Card>
  );
}

/** The one button that changes something; only there when all rows are in order. */
export function ImportCard({ id, plan }: { id: string; plan: Plan }) {
  const t = useTranslations("imports.page");
  const count = plan.created + plan.updated;
  if (plan.problemCount > 0 || plan.total === 0) return null;
  return (
    <Card title={t("import")}>
      {count === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <>
          <p className="mb-4">{t("import_text")}</p>
          <DeedForm action={`/imports/${id}`} fields={{ step: "import" }}>
            <Button>{t("import_button", { count })}</Button>
          </DeedForm>
        </>
      )}
    </Card>
  );
}
