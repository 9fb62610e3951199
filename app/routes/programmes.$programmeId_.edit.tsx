import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { coordinatedProgramme } from "~/features/programmes/access.server.ts";
import { editProgramme } from "~/features/programmes/commands.server.ts";
import { ProgrammeInput } from "~/features/programmes/inputs.ts";
import { ProgrammeForm } from "~/features/programmes/programme-form.tsx";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "programmes", "edit_title");

export const loader = loaderFor(
  "/programmes/:programmeId/edit",
  async ({ ctx, params }) =>
    reply(await coordinatedProgramme(ctx, readId(params.programmeId))),
);

export const action = actionFor(
  "/programmes/:programmeId/edit",
  async ({ ctx, params, request }) => {
    const id = readId(params.programmeId);
    const sent = await formOf(request);
    const form = checkForm(sent, ProgrammeInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const saved = await editProgramme(ctx, id, form.value);
    if (!saved.ok)
      return reply({ form: refuseForm(sent, saved.field, saved.key) }, 422);
    return goTo(`/programmes/${id}`, "saved");
  },
);

export default function EditProgramme() {
  const t = useTranslations("programmes");
  const programme = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const here = `/programmes/${programme.id}`;
  return (
    <Page
      title={t("edit_title")}
      width="narrow"
      crumbs={[
        { to: "/programmes", label: t("title") },
        { to: here, label: programme.name },
      ]}
    >
      <Card>
        <ProgrammeForm
          state={state?.form}
          values={{ name: programme.name, purpose: programme.purpose }}
          version={programme.version}
          cancelTo={here}
        />
      </Card>
    </Page>
  );
}
