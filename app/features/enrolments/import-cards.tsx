import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { When } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import { wordsIn } from "~/domain/question/question.ts";
import type { uploadPage } from "./import-page.server.ts";

type UploadPage = Awaited<ReturnType<typeof uploadPage>>;

/** Files to start from, and what their columns hold. */
export function TemplateCard({ columns }: Pick<UploadPage, "columns">) {
  const t = useTranslations("imports");
  const { locale } = useViewer();
  const own = columns.mentee.filter(
    ({ name }) => !columns.mentor.some((column) => column.name === name),
  );
  return (
    <Card title={t("templates.title")}>
      <p className="mb-4">{t("templates.text")}</p>
      <div className="grid gap-2">
        <ButtonLink to={`/import-template/mentors-${locale}.csv`} download>
          {t("templates.mentors")}
        </ButtonLink>
        <ButtonLink to={`/import-template/mentees-${locale}.csv`} download>
          {t("templates.mentees")}
        </ButtonLink>
      </div>
      <details className="mt-4">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-sea underline underline-offset-4">
          {t("templates.columns")}
        </summary>
        <dl className="mt-2 grid gap-3 text-sm">
          {[...columns.mentor, ...own].map(({ name, required, question }) => (
            <div key={name}>
              <dt>
                {question ? (
                  <bdi>{wordsIn(question.label, locale)}</bdi>
                ) : (
                  <code dir="ltr">{name}</code>
                )}{" "}
                {required && (
                  <span className="text-clay">{t("templates.required")}</span>
                )}
              </dt>
              <dd className="text-muted">
                {question
                  ? t(`questions.${question.kind}`, {
                      options: question.options
                        .map(({ label }) => wordsIn(label, locale))
                        .join(" · "),
                    })
                  : t(`columns.${name}` as "title")}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}

/** Files that were uploaded before, the latest first. */
export function EarlierImports({ imports }: Pick<UploadPage, "imports">) {
  const t = useTranslations("imports.earlier");
  const terms = useTranslations("imports.upload");
  return (
    <section>
      <h2 className="mb-3 text-xl">{t("title")}</h2>
      <Table
        caption={t("title")}
        rows={imports}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "file",
            head: t("file"),
            heading: true,
            cell: ({ id, fileName, role }) => (
              <>
                <Link to={`/imports/${id}`} className="inline-block py-0.5">
                  <bdi>{fileName}</bdi>
                </Link>
                <span className="block text-muted">
                  {terms(role === "mentor" ? "mentors" : "mentees")}
                </span>
              </>
            ),
          },
          {
            key: "when",
            head: t("when"),
            cell: ({ createdAt }) => <When at={createdAt} />,
          },
          { key: "by", head: t("by"), cell: ({ by }) => <bdi>{by}</bdi> },
          {
            key: "result",
            head: t("result"),
            cell: ({ state, createdCount, updatedCount }) =>
              state === "imported"
                ? t("imported", {
                    created: createdCount ?? 0,
                    updated: updatedCount ?? 0,
                  })
                : t(state),
          },
        ]}
      />
    </section>
  );
}
