import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { editOrganisation } from "~/features/organisations/commands.server.ts";
import { OrganisationInput } from "~/features/organisations/inputs.ts";
import { OrganisationForm } from "~/features/organisations/organisation-form.tsx";
import {
  organisationForm,
  parentOptions,
} from "~/features/organisations/queries.server.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "organisations", "edit_title");

export const loader = loaderFor(
  "/organisations/:organisationId/edit",
  async ({ ctx, params }) => {
    const id = readId(params.organisationId);
    const values = await organisationForm(ctx, id);
    return reply({ values, parents: await parentOptions(ctx, id) });
  },
);

export const action = actionFor(
  "/organisations/:organisationId/edit",
  async ({ ctx, params, request }) => {
    const id = readId(params.organisationId);
    const sent = await formOf(request);
    const form = checkForm(sent, OrganisationInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const saved = await editOrganisation(ctx, id, form.value);
    if (!saved.ok) {
      const { field, key } = saved.refusal;
      return reply({ form: refuseForm(sent, field, key) }, 422);
    }
    return goTo(`/organisations/${id}`, "saved");
  },
);

export default function EditOrganisation() {
  const t = useTranslations("organisations");
  const { values, parents } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const here = `/organisations/${values.id}`;
  const { version, ...fields } = values;
  return (
    <Page
      title={t("edit_title")}
      width="narrow"
      crumbs={[
        { to: "/organisations", label: t("title") },
        { to: here, label: values.name },
      ]}
    >
      <Card>
        <OrganisationForm
          state={state?.form}
          values={fields}
          version={version}
          parents={parents}
          cancelTo={here}
        />
      </Card>
    </Page>
  );
}
