import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import {
  afterTask,
  readTask,
  saveTaskForm,
} from "~/features/enrolments/application-pages.server.ts";
import { saveConsentForm } from "~/features/enrolments/consent-form.server.ts";
import { taskPage } from "~/features/enrolments/queries.server.ts";
import { TaskForm } from "~/features/enrolments/task-form.tsx";
import { keepingProposalsFit } from "~/features/pairings/fit.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/applications/:enrolmentId/:task";

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  pageTitle(matches, "applications", data ? `tasks.${data.task}` : "title");

export const loader = loaderFor(ROUTE, ({ ctx, params }) => {
  const task = readTask(params.task);
  return taskPage(ctx, readId(params.enrolmentId), "participant", task);
});

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.enrolmentId);
  const task = readTask(params.task);
  const refused =
    task === "consent"
      ? await saveConsentForm(ctx, request, id, localeOf(request))
      : await keepingProposalsFit(ctx, id, (inner) =>
          saveTaskForm(inner, request, id, "participant", task),
        );
  if (refused) return reply({ form: refused }, 422);
  return goTo(await afterTask(ctx, id, task), "saved");
});

export default function Task() {
  const t = useTranslations("applications");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const home = `/applications/${page.enrolmentId}`;
  return (
    <Page
      width="narrow"
      title={t(`tasks.${page.task}`)}
      lead={t(`lead.${page.role}.${page.task}`)}
      crumbs={[{ to: home, label: t(`heading.${page.role}`) }]}
    >
      <TaskForm page={page} state={state?.form} back={home} />
    </Page>
  );
}
