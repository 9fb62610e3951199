import type { MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { createProgramme } from "~/features/programmes/commands.server.ts";
import { ProgrammeInput } from "~/features/programmes/inputs.ts";
import { ProgrammeForm } from "~/features/programmes/programme-form.tsx";
import { readForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "programmes", "new_title");

export const loader = loaderFor("/programmes/new", async () => null);

export const action = actionFor("/programmes/new", async ({ ctx, request }) => {
  const form = await readForm(request, ProgrammeInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const id = await createProgramme(ctx, form.value);
  return goTo(`/programmes/${id}`, "created");
});

export default function NewProgramme() {
  const t = useTranslations("programmes");
  const state = useActionData<typeof action>();
  return (
    <Page
      title={t("new_title")}
      width="narrow"
      crumbs={[{ to: "/programmes", label: t("title") }]}
    >
      <Card>
        <ProgrammeForm state={state?.form} cancelTo="/programmes" />
      </Card>
    </Page>
  );
}
