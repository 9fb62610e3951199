import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { coordinatedProgramme } from "~/features/programmes/access.server.ts";
import { CohortForm, NEW_COHORT } from "~/features/programmes/cohort-form.tsx";
import { createCohort } from "~/features/programmes/commands.server.ts";
import { meetingEvents } from "~/features/programmes/meeting-plan.server.ts";
import { CohortInput } from "~/features/programmes/inputs.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "programmes", "new_cohort_title");

export const loader = loaderFor(
  "/programmes/:programmeId/cohorts/new",
  async ({ ctx, params }) => {
    const { id, name } = await coordinatedProgramme(
      ctx,
      readId(params.programmeId),
    );
    return reply({ id, name, events: await meetingEvents(ctx, id) });
  },
);

export const action = actionFor(
  "/programmes/:programmeId/cohorts/new",
  async ({ ctx, params, request }) => {
    const programmeId = readId(params.programmeId);
    const form = await readForm(request, CohortInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const id = await createCohort(ctx, programmeId, form.value);
    return goTo(`/cohorts/${id}`, "created");
  },
);

export default function NewCohort() {
  const t = useTranslations("programmes");
  const programme = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const up = `/programmes/${programme.id}`;
  return (
    <Page
      title={t("new_cohort_title")}
      width="narrow"
      crumbs={[
        { to: "/programmes", label: t("title") },
        { to: up, label: programme.name },
      ]}
    >
      <Card>
        <CohortForm
          state={state?.form}
          values={NEW_COHORT}
          events={programme.events}
          cancelTo={up}
        />
      </Card>
    </Page>
  );
}
