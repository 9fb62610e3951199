import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import {
  EarlierImports,
  TemplateCard,
} from "~/features/enrolments/import-cards.tsx";
import { uploadPage } from "~/features/enrolments/import-page.server.ts";
import { ProblemTable } from "~/features/enrolments/import-problems.tsx";
import { readUpload } from "~/features/enrolments/import-upload-form.server.ts";
import { uploadImport } from "~/features/enrolments/import-upload.server.ts";
import { UploadForm } from "~/features/enrolments/upload-form.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/cohorts/:cohortId/import";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "imports", "title");

export const loader = loaderFor(ROUTE, ({ ctx, params }) =>
  uploadPage(ctx, readId(params.cohortId)),
);

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const cohortId = readId(params.cohortId);
  const upload = await readUpload(request);
  if (!upload.ok) return reply({ form: upload.form, problems: [] }, 422);
  const result = await uploadImport(ctx, cohortId, upload.value);
  if (!result.ok) return reply({ form: null, problems: result.problems }, 422);
  return goTo(`/imports/${result.importId}`);
});

export default function Import() {
  const t = useTranslations("imports");
  const people = useTranslations("enrolments");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { cohort } = page;
  const home = `/cohorts/${cohort.id}`;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      crumbs={[
        { to: home, label: cohort.name },
        { to: `${home}/enrolments`, label: people("title") },
      ]}
    >
      {state && state.problems.length > 0 && (
        <div role="alert" className="mb-6">
          <Notice look="danger" title={t("upload.problem")}>
            <p>{t("upload.kept_nothing")}</p>
          </Notice>
          <ProblemTable problems={state.problems} />
        </div>
      )}
      <div className="grid items-start gap-x-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card>
          <UploadForm state={state?.form ?? undefined} />
        </Card>
        <TemplateCard columns={page.columns} />
      </div>
      {page.imports.length > 0 && <EarlierImports imports={page.imports} />}
    </Page>
  );
}
