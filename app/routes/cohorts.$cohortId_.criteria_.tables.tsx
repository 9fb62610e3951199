import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { TextArea } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { CriteriaTablesInput } from "~/features/programmes/criteria-tables.ts";
import {
  criteriaTablesPage,
  saveCriteriaTables,
} from "~/features/programmes/criteria-tables.server.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "criteria", "tables.title");

const PATTERN = "/cohorts/:cohortId/criteria/tables";

export const loader = loaderFor(PATTERN, async ({ ctx, params }) =>
  reply(await criteriaTablesPage(ctx, readId(params.cohortId))),
);

export const action = actionFor(PATTERN, async ({ ctx, params, request }) => {
  const id = readId(params.cohortId);
  const sent = await formOf(request);
  const form = checkForm(sent, CriteriaTablesInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const saved = await saveCriteriaTables(ctx, id, form.value);
  if (!saved.ok) {
    const refusal = refuseForm(sent, "", "criteria:tables.title");
    return reply({ form: { ...refusal, error: saved.errors } }, 422);
  }
  const said = saved.isNew ? "criteria_saved" : "criteria_same";
  return goTo(`/cohorts/${id}/criteria/tables`, said);
});

export default function CriteriaTables() {
  const t = useTranslations("criteria");
  const { cohort, version, values } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const back = `/cohorts/${cohort.id}/criteria`;
  const isClosed = cohort.state === "closed";
  return (
    <Page
      title={t("tables.title")}
      lead={t("tables.lead")}
      crumbs={[
        { to: `/cohorts/${cohort.id}`, label: cohort.name },
        { to: back, label: t("title") },
      ]}
    >
      {isClosed && <Notice>{t("closed")}</Notice>}
      <Form id="tables" state={state?.form} values={values} className="block">
        <input type="hidden" name="basedOn" value={version} />
        <div className="grid items-start gap-x-6 lg:grid-cols-2">
          <Card>
            <TextArea
              name="links"
              label={t("tables.links")}
              hint={t("tables.links_hint")}
              rows={14}
              optional
            />
          </Card>
          <Card>
            <TextArea
              name="matrix"
              label={t("tables.matrix")}
              hint={t("tables.matrix_hint")}
              rows={14}
              optional
            />
          </Card>
        </div>
        <div className="flex flex-wrap gap-3">
          {!isClosed && <Button>{t("save")}</Button>}
          <ButtonLink to={back} look="bare">
            {t("tables.back")}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  );
}
