import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { AnsweredCard } from "~/features/enrolments/answered-card.tsx";
import { AnswerCards } from "~/features/enrolments/answers.tsx";
import { submitApplication } from "~/features/enrolments/commands.server.ts";
import { applicationPage } from "~/features/enrolments/queries.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo } from "~/lib/reply.server.ts";

const ROUTE = "/applications/:enrolmentId/check";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "applications", "check.title");

export const loader = loaderFor(ROUTE, ({ ctx, params }) =>
  applicationPage(ctx, readId(params.enrolmentId)),
);

export const action = actionFor(ROUTE, async ({ ctx, params }) => {
  const id = readId(params.enrolmentId);
  await submitApplication(ctx, id);
  return goTo(`/applications/${id}`, "sent");
});

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Check() {
  const t = useTranslations("applications");
  const page = useLoaderData<typeof loader>();
  const { answers, tasks, maySubmit } = page;
  const home = `/applications/${answers.id}`;
  const open = tasks.filter(({ done }) => !done).map(({ task }) => task);
  const editable = new Set(
    tasks.filter((task) => task.editable).map(({ task }) => task),
  );
  const next = open[0];
  return (
    <Page
      width="narrow"
      title={t("check.title")}
      lead={maySubmit ? t("check.lead") : undefined}
      crumbs={[{ to: home, label: t(`heading.${answers.role}`) }]}
    >
      <AnswerCards
        answers={answers}
        open={open}
        changeAt={(task) => (editable.has(task) ? `${home}/${task}` : null)}
      />
      <AnsweredCard
        answered={page.answered}
        changeAt={
          page.questions.isAsked && editable.has("goals")
            ? `${home}/questions`
            : null
        }
      />
      {maySubmit && (
        <Onward
          home={home}
          next={next ?? (page.questions.isDone ? null : "questions")}
        />
      )}
    </Page>
  );
}

/** What is still to fill in, or the button that sends. */
function Onward({
  home,
  next,
}: {
  home: string;
  next: Data["tasks"][number]["task"] | "questions" | null;
}) {
  const t = useTranslations("applications");
  const questions = useTranslations("questions");
  if (next === null)
    return (
      <DeedForm action={`${home}/check`} className="mb-6">
        <p className="mb-3">{t("check.send_hint")}</p>
        <Button>{t("check.send")}</Button>
      </DeedForm>
    );
  return (
    <Notice look="warning" title={t("check.incomplete")}>
      <p className="mt-2">
        <ButtonLink to={`${home}/${next}`}>
          {t("check.go_on", {
            task: next === "questions" ? questions("task") : t(`tasks.${next}`),
          })}
        </ButtonLink>
      </p>
    </Notice>
  );
}
