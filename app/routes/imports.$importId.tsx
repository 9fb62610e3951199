import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { carryOutImport } from "~/features/enrolments/import-form.server.ts";
import { importPage } from "~/features/enrolments/import-page.server.ts";
import { ImportResult } from "~/features/enrolments/import-result.tsx";
import { DryRunCard, ImportCard } from "~/features/enrolments/dry-run.tsx";
import { MappingCard } from "~/features/enrolments/mapping-card.tsx";
import { encodingName } from "~/features/enrolments/upload-form.tsx";
import { keepingImportFit } from "~/features/pairings/fit.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/imports/:importId";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "imports", "page.page_title");

export const loader = loaderFor(ROUTE, ({ ctx, params }) =>
  importPage(ctx, readId(params.importId)),
);

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.importId);
  const result = await keepingImportFit(ctx, id, (inner) =>
    carryOutImport(inner, request, id),
  );
  if (result === "problems") return reply({ refused: true }, 422);
  return goTo(`/imports/${id}`, result === "imported" ? "imported" : "saved");
});

const DELIMITERS: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
};

export default function ImportFile() {
  const t = useTranslations("imports");
  const people = useTranslations("enrolments");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const cohort = `/cohorts/${page.cohortId}`;
  return (
    <Page
      title={t.rich("page.title", { file: () => <bdi>{page.fileName}</bdi> })}
      lead={t(page.role === "mentor" ? "upload.mentors" : "upload.mentees")}
      crumbs={[
        { to: cohort, label: page.cohortName },
        { to: `${cohort}/enrolments`, label: people("title") },
        { to: `${cohort}/import`, label: t("title") },
      ]}
    >
      {page.state !== "uploaded" && <ImportResult page={page} />}
      {state?.refused && (
        <Notice look="danger" role="alert" title={t("errors.problems")} />
      )}
      {page.plan && page.preview && (
        <>
          <p className="mb-6">
            {page.encoding === "xlsx" ? (
              t("page.read_workbook")
            ) : (
              <>
                {t("page.read_as", {
                  encoding: encodingName(page.encoding),
                  delimiter: DELIMITERS[page.delimiter] ?? "tab",
                })}{" "}
                <span className="text-muted">{t("page.again")}</span>{" "}
                <Link to={`${cohort}/import`}>{t("page.again_link")}</Link>
              </>
            )}
          </p>
          <MappingCard preview={page.preview} targets={page.targets} />
          <DryRunCard plan={page.plan} />
          <ImportCard id={page.id} plan={page.plan} />
        </>
      )}
    </Page>
  );
}
