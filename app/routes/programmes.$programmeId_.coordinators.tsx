import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import {
  mustProve,
  refusalOfProof,
} from "~/features/accounts/prove-again.server.ts";
import { StaffInput } from "~/features/programmes/inputs.ts";
import {
  addStaff,
  programmeStaff,
  removeStaff,
} from "~/features/programmes/staff.server.ts";
import { AddToTeam, TeamTable } from "~/features/programmes/team.tsx";
import { checkForm, formOf } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "programmes", "team.title");

export const loader = loaderFor(
  "/programmes/:programmeId/coordinators",
  async ({ ctx, params }) =>
    reply({
      ...(await programmeStaff(ctx, readId(params.programmeId))),
      asksProof: mustProve(ctx),
    }),
);

export const action = actionFor(
  "/programmes/:programmeId/coordinators",
  async ({ ctx, params, request }) => {
    const id = readId(params.programmeId);
    const sent = await formOf(request);
    const form = checkForm(sent, StaffInput);
    if (!form.ok) return reply({ form: form.form, grantId: null }, 422);
    const { value } = form;
    const refusal = await refusalOfProof(ctx, sent, value.password);
    if (refusal) return reply({ form: refusal, grantId: grantIn(value) }, 422);
    if (value.deed === "add") {
      await addStaff(ctx, id, value);
      return goTo(`/programmes/${id}/coordinators`, "sent");
    }
    const stays = await removeStaff(ctx, id, value.grantId);
    return goTo(stays ? `/programmes/${id}/coordinators` : "/home", "removed");
  },
);

/** Which row's form was refused; null for the one that adds. */
function grantIn(value: z.output<typeof StaffInput>): string | null {
  return value.deed === "remove" ? value.grantId : null;
}

export default function ProgrammeTeam() {
  const t = useTranslations("programmes");
  const { programme, staff, asksProof } = useLoaderData<typeof loader>();
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
        <TeamTable
          programmeId={programme.id}
          staff={staff}
          asksProof={asksProof}
          refused={state ?? null}
        />
      </div>
      <div className="max-w-2xl">
        <Card title={t("team.add_title")}>
          <p className="mb-5 text-muted">{t("team.add_text")}</p>
          <AddToTeam
            state={state?.grantId === null ? state.form : null}
            asksProof={asksProof}
          />
        </Card>
      </div>
    </Page>
  );
}
