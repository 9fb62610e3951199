import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { APPLICATION_TASKS } from "~/domain/enrolment/application.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { saveOnBehalf } from "~/features/enrolments/edit-form.server.ts";
import { readTask } from "~/features/enrolments/application-pages.server.ts";
import { titleOf } from "~/features/enrolments/answers.tsx";
import { backTo } from "~/features/enrolments/back.ts";
import { taskPage } from "~/features/enrolments/queries.server.ts";
import { TaskForm } from "~/features/enrolments/task-form.tsx";
import { keepingProposalsFit } from "~/features/pairings/fit.server.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/enrolments/:enrolmentId/edit";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "enrolments", "review.edit_title");

export const loader = loaderFor(ROUTE, ({ ctx, params, url }) => {
  // After a refused note or address the page is asked for with the name of that form.
  const asked = url.searchParams.get("task") ?? "about";
  const task = ["note", "access", "pause", "tag"].includes(asked)
    ? "about"
    : readTask(asked);
  if (task === "consent") throw new NotFoundError();
  return taskPage(ctx, readId(params.enrolmentId), "coordinator", task);
});

export const action = actionFor(
  ROUTE,
  async ({ ctx, params, request, url }) => {
    const id = readId(params.enrolmentId);
    const task = url.searchParams.get("task") ?? "about";
    const refused = await keepingProposalsFit(ctx, id, (inner) =>
      saveOnBehalf(inner, request, id, task),
    );
    if (refused) return reply({ form: refused }, 422);
    return goTo(backTo(url, id), task === "access" ? "invited" : "saved");
  },
);

export default function Edit() {
  const t = useTranslations("enrolments.review");
  const applications = useTranslations("applications");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const home = `/enrolments/${page.enrolmentId}`;
  return (
    <Page
      width="narrow"
      title={t("edit_title")}
      lead={t("edit_lead")}
      crumbs={[{ to: home, label: page.personName }]}
    >
      <nav aria-label={t("pages")} className="mb-5">
        <ul className="flex flex-wrap gap-x-4">
          {APPLICATION_TASKS.filter((task) => task !== "consent").map(
            (task) => (
              <li key={task}>
                <Link
                  to={`${home}/edit?task=${task}`}
                  aria-current={task === page.task ? "page" : undefined}
                  className="inline-block py-2 aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
                >
                  {titleOf(applications, task, page.role)}
                </Link>
              </li>
            ),
          )}
        </ul>
      </nav>
      <h2 className="mb-3 text-xl">
        {page.task !== "consent" && titleOf(applications, page.task, page.role)}
      </h2>
      <TaskForm page={page} state={state?.form} back={home} onBehalf />
    </Page>
  );
}
