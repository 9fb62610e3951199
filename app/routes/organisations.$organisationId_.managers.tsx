import type { SubmissionResult } from "@conform-to/react";
import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { ProofField, SensitiveDeed } from "~/features/accounts/proof-field.tsx";
import {
  mustProve,
  refusalOfProof,
} from "~/features/accounts/prove-again.server.ts";
import { ManagersInput } from "~/features/organisations/inputs.ts";
import {
  addManager,
  organisationManagers,
  removeManager,
} from "~/features/organisations/managers.server.ts";
import { checkForm, formOf } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "organisations", "managers.title");

const PATTERN = "/organisations/:organisationId/managers";

export const loader = loaderFor(PATTERN, async ({ ctx, params }) =>
  reply({
    ...(await organisationManagers(ctx, readId(params.organisationId))),
    asksProof: mustProve(ctx),
  }),
);

export const action = actionFor(PATTERN, async ({ ctx, params, request }) => {
  const id = readId(params.organisationId);
  const sent = await formOf(request);
  const form = checkForm(sent, ManagersInput);
  if (!form.ok) return reply({ form: form.form, grantId: null }, 422);
  const { value } = form;
  const refusal = await refusalOfProof(ctx, sent, value.password);
  if (refusal) return reply({ form: refusal, grantId: grantIn(value) }, 422);
  if (value.deed === "add")
    await addManager(ctx, id, {
      email: value.email,
      fullName: value.fullName,
    });
  else await removeManager(ctx, id, value.grantId);
  return goTo(
    `/organisations/${id}/managers`,
    value.deed === "add" ? "sent" : "removed",
  );
});

/** Which row's form was refused; null for the one that adds. */
function grantIn(value: z.output<typeof ManagersInput>): string | null {
  return value.deed === "remove" ? value.grantId : null;
}

export default function OrganisationManagers() {
  const t = useTranslations("organisations");
  const { organisation, managers, asksProof } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page
      width="narrow"
      title={t("managers.title")}
      lead={t("managers.lead")}
      crumbs={[
        { to: "/organisations", label: t("title") },
        { to: `/organisations/${organisation.id}`, label: organisation.name },
      ]}
    >
      <Card>
        {managers.length === 0 ? (
          <p className="text-muted">{t("managers.none")}</p>
        ) : (
          <ul className="grid gap-3">
            {managers.map((manager) => (
              <Manager
                key={manager.grantId}
                organisationId={organisation.id}
                manager={manager}
                asksProof={asksProof}
                state={state?.grantId === manager.grantId ? state.form : null}
              />
            ))}
          </ul>
        )}
      </Card>
      <Card title={t("managers.add_title")}>
        <AddManager
          state={state?.grantId === null ? state.form : null}
          asksProof={asksProof}
        />
      </Card>
    </Page>
  );
}

interface ManagerProps {
  organisationId: string;
  manager: { grantId: string; name: string; email: string | null };
  asksProof: boolean;
  state: SubmissionResult | null;
}

function Manager(props: ManagerProps) {
  const { organisationId, manager, asksProof, state } = props;
  const t = useTranslations("organisations.managers");
  return (
    <li className="flex flex-wrap items-center justify-between gap-3">
      <span>
        <bdi className="font-semibold">{manager.name}</bdi>{" "}
        <bdi dir="ltr" className="text-muted">
          {manager.email}
        </bdi>
      </span>
      <SensitiveDeed
        id={`remove-${manager.grantId}`}
        asked={asksProof}
        state={state}
        label={t("remove")}
        action={`/organisations/${organisationId}/managers`}
        fields={{ deed: "remove", grantId: manager.grantId }}
      >
        <Button
          look="danger"
          small
          aria-label={t("remove_name", { name: manager.name })}
        >
          {t("remove")}
        </Button>
      </SensitiveDeed>
    </li>
  );
}

function AddManager({
  state,
  asksProof,
}: {
  state: SubmissionResult | null;
  asksProof: boolean;
}) {
  const t = useTranslations("organisations.managers");
  return (
    <Form state={state} id="manager">
      <input type="hidden" name="deed" value="add" />
      <TextField
        name="email"
        type="email"
        label={t("email")}
        autoComplete="off"
      />
      <TextField
        name="fullName"
        label={t("full_name")}
        hint={t("full_name_hint")}
        autoComplete="off"
        maxLength={150}
      />
      <ProofField asked={asksProof} />
      <div>
        <Button>{t("add")}</Button>
      </div>
    </Form>
  );
}
