import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { createOrganisation } from "~/features/organisations/commands.server.ts";
import { OrganisationInput } from "~/features/organisations/inputs.ts";
import { OrganisationForm } from "~/features/organisations/organisation-form.tsx";
import { parentOptions } from "~/features/organisations/queries.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "organisations", "new_title");

export const loader = loaderFor("/organisations/new", async ({ ctx }) =>
  reply({ parents: await parentOptions(ctx, null) }),
);

export const action = actionFor(
  "/organisations/new",
  async ({ ctx, request }) => {
    const form = await readForm(request, OrganisationInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const id = await createOrganisation(ctx, form.value);
    return goTo(`/organisations/${id}`, "created");
  },
);

export default function NewOrganisation() {
  const t = useTranslations("organisations");
  const { parents } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page
      title={t("new_title")}
      width="narrow"
      crumbs={[{ to: "/organisations", label: t("title") }]}
    >
      <Card>
        <OrganisationForm
          state={state?.form}
          parents={parents}
          cancelTo="/organisations"
        />
      </Card>
    </Page>
  );
}
