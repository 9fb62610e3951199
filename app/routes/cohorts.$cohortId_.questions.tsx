import type { MetaFunction } from "@remix-run/node";
import {
  useActionData,
  useLoaderData,
  useSearchParams,
} from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, EmptyState, Page } from "~/components/page.tsx";
import { ENROLMENT_ROLES } from "~/domain/enrolment/lifecycle.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { QuestionForm } from "~/features/enrolments/question-form.tsx";
import { questionsAction } from "~/features/enrolments/question-form.server.ts";
import {
  AskedTable,
  askedKey,
  LibraryTable,
} from "~/features/enrolments/question-tables.tsx";
import { questionsPage } from "~/features/enrolments/questions.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/cohorts/:cohortId/questions";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "questions", "title");

export const loader = loaderFor(ROUTE, ({ ctx, params }) =>
  questionsPage(ctx, readId(params.cohortId)),
);

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.cohortId);
  const refused = await questionsAction(ctx, id, request);
  if (refused) return reply({ form: refused }, 422);
  return goTo(`/cohorts/${id}/questions`, "saved");
});

export default function Questions() {
  const t = useTranslations("questions");
  const people = useTranslations("enrolments");
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [params] = useSearchParams();
  const { cohort, asked, library } = page;
  const here = `/cohorts/${cohort.id}/questions`;
  const named = params.get("edit") ?? params.get("copy");
  const from = library.find(({ id }) => id === named) ?? null;
  const mode = from === null ? "new" : params.has("edit") ? "edit" : "copy";
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      crumbs={[
        { to: `/cohorts/${cohort.id}`, label: cohort.name },
        { to: `/cohorts/${cohort.id}/enrolments`, label: people("title") },
      ]}
    >
      {ENROLMENT_ROLES.map((role) => (
        <section key={role} className="mb-8">
          <h2 className="mb-3 text-xl">{t(`asked.${role}`)}</h2>
          {asked.some((row) => row.role === role) ? (
            <AskedTable
              here={here}
              caption={t(`asked.${role}`)}
              rows={asked.filter((row) => row.role === role)}
            />
          ) : (
            <EmptyState title={t("none")} />
          )}
        </section>
      ))}
      {library.length > 0 && (
        <section className="mb-8">
          <h2 className="mb-3 text-xl">{t("library")}</h2>
          <LibraryTable
            here={here}
            rows={library}
            asked={
              new Set(
                asked
                  .filter((row) => !row.isClosed)
                  .map((row) => askedKey(row.questionId, row.role)),
              )
            }
          />
        </section>
      )}
      <Card id="write" title={t(`write.${mode}`)}>
        <QuestionForm
          action={`${here}?${params}`}
          state={answer && "form" in answer ? answer.form : null}
          from={from}
          mode={mode}
        />
      </Card>
    </Page>
  );
}
