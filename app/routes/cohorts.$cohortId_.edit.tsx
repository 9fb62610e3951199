import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { CohortForm } from "~/features/programmes/cohort-form.tsx";
import { editCohort } from "~/features/programmes/commands.server.ts";
import { cohortToEdit } from "~/features/programmes/meeting-plan.server.ts";
import { CohortInput } from "~/features/programmes/inputs.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "programmes", "edit_cohort_title");

export const loader = loaderFor(
  "/cohorts/:cohortId/edit",
  async ({ ctx, params }) =>
    reply(await cohortToEdit(ctx, readId(params.cohortId))),
);

export const action = actionFor(
  "/cohorts/:cohortId/edit",
  async ({ ctx, params, request }) => {
    const id = readId(params.cohortId);
    const sent = await formOf(request);
    const form = checkForm(sent, CohortInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const saved = await editCohort(ctx, id, form.value);
    if (!saved.ok)
      return reply({ form: refuseForm(sent, saved.field, saved.key) }, 422);
    return goTo(`/cohorts/${id}`, "saved");
  },
);

export default function EditCohort() {
  const t = useTranslations("programmes");
  const { events, ...cohort } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const here = `/cohorts/${cohort.id}`;
  return (
    <Page
      title={t("edit_cohort_title")}
      width="narrow"
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: here, label: cohort.name },
      ]}
    >
      <Card>
        <CohortForm
          state={state?.form}
          values={{
            ...cohort,
            openApplications: cohort.openApplications ? "on" : undefined,
          }}
          version={cohort.version}
          events={events}
          cancelTo={here}
        />
      </Card>
    </Page>
  );
}
