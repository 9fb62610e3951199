import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { ManagersInput } from "~/features/organisations/inputs.ts";
import {
  addManager,
  organisationManagers,
  removeManager,
} from "~/features/organisations/managers.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "organisations", "managers.title");

const PATTERN = "/organisations/:organisationId/managers";

export const loader = loaderFor(PATTERN, async ({ ctx, params }) =>
  reply(await organisationManagers(ctx, readId(params.organisationId))),
);

export const action = actionFor(PATTERN, async ({ ctx, params, request }) => {
  const id = readId(params.organisationId);
  const form = await readForm(request, ManagersInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const { value } = form;
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

export default function OrganisationManagers() {
  const t = useTranslations("organisations");
  const { organisation, managers } = useLoaderData<typeof loader>();
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
              />
            ))}
          </ul>
        )}
      </Card>
      <Card title={t("managers.add_title")}>
        <AddManager state={state} />
      </Card>
    </Page>
  );
}

interface ManagerProps {
  organisationId: string;
  manager: { grantId: string; name: string; email: string | null };
}

function Manager({ organisationId, manager }: ManagerProps) {
  const t = useTranslations("organisations.managers");
  return (
    <li className="flex flex-wrap items-center justify-between gap-3">
      <span>
        <bdi className="font-semibold">{manager.name}</bdi>{" "}
        <bdi dir="ltr" className="text-muted">
          {manager.email}
        </bdi>
      </span>
      <DeedForm
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
      </DeedForm>
    </li>
  );
}

function AddManager({
  state,
}: {
  state: ReturnType<typeof useActionData<typeof action>>;
}) {
  const t = useTranslations("organisations.managers");
  return (
    <Form state={state?.form} id="manager">
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
      <div>
        <Button>{t("add")}</Button>
      </div>
    </Form>
  );
}
