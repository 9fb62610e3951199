import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { StaffInput } from "~/features/programmes/inputs.ts";
import {
  addStaff,
  programmeStaff,
  removeStaff,
} from "~/features/programmes/staff.server.ts";
import { AddToTeam, TeamTable } from "~/features/programmes/team.tsx";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "programmes", "team.title");

export const loader = loaderFor(
  "/programmes/:programmeId/coordinators",
  async ({ ctx, params }) =>
    reply(await programmeStaff(ctx, readId(params.programmeId))),
);

export const action = actionFor(
  "/programmes/:programmeId/coordinators",
  async ({ ctx, params, request }) => {
    const id = readId(params.programmeId);
    const form = await readForm(request, StaffInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    if (form.value.deed === "add") {
      await addStaff(ctx, id, form.value);
      return goTo(`/programmes/${id}/coordinators`, "sent");
    }
    const stays = await removeStaff(ctx, id, form.value.grantId);
    return goTo(stays ? `/programmes/${id}/coordinators` : "/home", "removed");
  },
);

export default function ProgrammeTeam() {
  const t = useTranslations("programmes");
  const { programme, staff } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page
      title={t("team.title")}
      lead={t("team.lead")}
      crumbs={[
        { to: "/programmes", label: t("title") },
        { to: `/programmes/${programme.id}`, label: programme.name },
      ]}
    >
      <div className="mb-6">
        <TeamTable programmeId={programme.id} staff={staff} />
      </div>
      <div className="max-w-2xl">
        <Card title={t("team.add_title")}>
          <p className="mb-5 text-muted">{t("team.add_text")}</p>
          <AddToTeam state={state?.form} />
        </Card>
      </div>
    </Page>
  );
}
