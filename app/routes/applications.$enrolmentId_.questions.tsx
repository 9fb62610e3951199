import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { Form } from "~/components/form.tsx";
import { EmptyState, Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { afterQuestions } from "~/features/enrolments/application-pages.server.ts";
import {
  questionTask,
  saveAnswers,
} from "~/features/enrolments/question-answers.server.ts";
import { QuestionField } from "~/features/enrolments/question-fields.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/applications/:enrolmentId/questions";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "questions", "task");

export const loader = loaderFor(ROUTE, ({ ctx, params }) =>
  questionTask(ctx, readId(params.enrolmentId)),
);

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.enrolmentId);
  const refused = await saveAnswers(ctx, request, id);
  if (refused) return reply({ form: refused }, 422);
  return goTo(await afterQuestions(ctx, id), "saved");
});

export default function Questions() {
  const t = useTranslations("questions");
  const applications = useTranslations("applications");
  const forms = useTranslations("forms");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const home = `/applications/${page.enrolmentId}`;
  return (
    <Page
      width="narrow"
      title={t("task")}
      lead={t("task_lead")}
      crumbs={[{ to: home, label: applications(`heading.${page.role}`) }]}
    >
      {page.questions.length === 0 ? (
        <EmptyState
          title={t("none_task")}
          action={
            <ButtonLink to={home}>
              {applications(`heading.${page.role}`)}
            </ButtonLink>
          }
        />
      ) : page.editable ? (
        <Form state={state?.form} values={page.values} className="grid gap-6">
          <input type="hidden" name="version" value={page.version} />
          {page.questions.map((question) => (
            <QuestionField key={question.id} question={question} />
          ))}
          <div>
            <Button>{forms("save")}</Button>
          </div>
        </Form>
      ) : (
        <Notice>{t("closed_task")}</Notice>
      )}
    </Page>
  );
}
