import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { TextField, TickField } from "~/components/fields.tsx";
import { Card, EmptyState, Page } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { ViewInput } from "~/features/enrolments/inputs.ts";
import {
  changeView,
  saveView,
  viewsPage,
} from "~/features/enrolments/views.server.ts";
import { formOf, checkForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/cohorts/:cohortId/views";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "enrolments", "views.title");

export const loader = loaderFor(ROUTE, ({ ctx, params }) =>
  viewsPage(ctx, readId(params.cohortId)),
);

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const cohortId = readId(params.cohortId);
  const fields = await formOf(request);
  const form = checkForm(fields, ViewInput);
  if (!form.ok) {
    const query = fields.get("query");
    return reply(
      { form: form.form, query: typeof query === "string" ? query : "" },
      422,
    );
  }
  const { value } = form;
  if (value.step === "save") {
    const query = await saveView(ctx, cohortId, value);
    return goTo(`/cohorts/${cohortId}/enrolments?${query}`, "saved");
  }
  await viewsPage(ctx, cohortId); // the cohort of the address must be one of theirs, too
  await changeView(ctx, value.viewId, value.step);
  return goTo(
    `/cohorts/${cohortId}/views`,
    value.step === "remove" ? "removed" : "saved",
  );
});

export default function Views() {
  const t = useTranslations("enrolments.views");
  const people = useTranslations("enrolments");
  const { cohort, views } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const home = `/cohorts/${cohort.id}`;
  const here = `${home}/views`;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      crumbs={[
        { to: home, label: cohort.name },
        { to: `${home}/enrolments`, label: people("title") },
      ]}
    >
      {answer && "form" in answer && (
        <Card title={t("save")}>
          <Form id="view" action={here} state={answer.form}>
            <input type="hidden" name="step" value="save" />
            <input type="hidden" name="query" value={answer.query} />
            <TextField name="name" label={t("name")} maxLength={60} />
            <TickField name="isShared" label={t("shared")} optional />
            <div>
              <Button>{t("keep")}</Button>
            </div>
          </Form>
        </Card>
      )}
      {views.length === 0 ? (
        <EmptyState
          title={t("none")}
          action={
            <ButtonLink to={`${home}/enrolments`}>{people("title")}</ButtonLink>
          }
        >
          {t("none_hint")}
        </EmptyState>
      ) : (
        <Table
          caption={t("title")}
          rows={views}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "name",
              head: t("name"),
              heading: true,
              cell: ({ name, query }) => (
                <Link
                  to={`${home}/enrolments?${query}`}
                  className="inline-block py-0.5 font-semibold"
                >
                  <bdi>{name}</bdi>
                </Link>
              ),
            },
            {
              key: "whose",
              head: t("whose"),
              cell: ({ isOwn, isShared, owner }) =>
                isOwn ? t(isShared ? "own_shared" : "own") : <bdi>{owner}</bdi>,
            },
            {
              key: "deeds",
              head: t("deeds"),
              cell: ({ id, isOwn, isShared }) =>
                isOwn && (
                  <div className="flex flex-wrap gap-2">
                    <DeedForm
                      action={here}
                      fields={{
                        step: isShared ? "keep" : "share",
                        viewId: id,
                      }}
                    >
                      <Button look="quiet" small>
                        {t(isShared ? "unshare" : "share")}
                      </Button>
                    </DeedForm>
                    <DeedForm
                      action={here}
                      fields={{ step: "remove", viewId: id }}
                    >
                      <Button look="danger" small>
                        {t("remove")}
                      </Button>
                    </DeedForm>
                  </div>
                ),
            },
          ]}
        />
      )}
    </Page>
  );
}
