import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { ListSearch } from "~/components/list-search.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { FilterTabs, NextPage, Table } from "~/components/table.tsx";
import { Badge, When } from "~/components/values.tsx";
import { AccountStateBadge } from "~/features/accounts/account-state.tsx";
import { inviteAdministrator } from "~/features/accounts/administer.server.ts";
import { accountsList } from "~/features/accounts/administration.server.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { InviteAdministratorInput } from "~/features/accounts/inputs.ts";
import { LanguageChoice } from "~/features/accounts/language-choice.tsx";
import { ProofField } from "~/features/accounts/proof-field.tsx";
import {
  mustProve,
  refusalOfProof,
} from "~/features/accounts/prove-again.server.ts";
import { AdminTabs } from "~/features/accounts/section-tabs.tsx";
import { checkForm, formOf } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "admin", "accounts.title");

export const loader = loaderFor("/admin/accounts", async ({ ctx, url }) =>
  reply({
    ...(await accountsList(ctx, url.searchParams)),
    asksProof: mustProve(ctx),
  }),
);

export const action = actionFor("/admin/accounts", async ({ ctx, request }) => {
  const sent = await formOf(request);
  const form = checkForm(sent, InviteAdministratorInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const { password, ...invitee } = form.value;
  const refusal = await refusalOfProof(ctx, sent, password);
  if (refusal) return reply({ form: refusal }, 422);
  const accountId = await inviteAdministrator(ctx, invitee);
  return goTo(`/admin/accounts/${accountId}`, "sent");
});

export default function Accounts() {
  const t = useTranslations("admin.accounts");
  const admin = useTranslations("admin");
  const page = useLoaderData<typeof loader>();
  return (
    <Page title={t("title")}>
      <AdminTabs />
      <ListSearch
        label={t("search")}
        q={page.q}
        submit={admin("search")}
        keep={{ state: page.state ?? "" }}
      />
      <FilterTabs
        name="state"
        current={page.state ?? ""}
        label={t("filter")}
        options={[
          { value: "", label: t("all") },
          ...page.states.map(({ value, count }) => ({
            value,
            label: t(`filters.${value}`),
            count,
          })),
        ]}
      />
      {page.rows.length === 0 ? (
        <EmptyState title={t("none")}>{t("none_text")}</EmptyState>
      ) : (
        <List rows={page.rows} />
      )}
      <NextPage after={page.after} />
      <InviteForm asksProof={page.asksProof} />
    </Page>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function List({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("admin.accounts");
  const terms = useTranslations("terms");
  const shell = useTranslations("shell");
  return (
    <Table
      caption={t("title")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          head: t("name"),
          heading: true,
          cell: (row) => (
            <>
              <Link to={`/admin/accounts/${row.id}`} className="font-semibold">
                <bdi>{row.fullName}</bdi>
              </Link>{" "}
              {row.isAdministrator && (
                <Badge tone="info">{terms("role.administrator")}</Badge>
              )}{" "}
              {row.isSample && <Badge>{shell("sample")}</Badge>}
              <span className="block text-muted">
                <bdi dir="ltr">{row.email}</bdi>
              </span>
            </>
          ),
        },
        {
          key: "state",
          head: t("state"),
          cell: (row) => <AccountStateBadge state={row.state} />,
        },
        {
          key: "created",
          head: t("created"),
          cell: (row) => <When at={row.createdAt} dateOnly />,
        },
        {
          key: "seen",
          head: t("seen"),
          cell: (row) =>
            row.lastSeenAt ? <When at={row.lastSeenAt} /> : t("never"),
        },
      ]}
    />
  );
}

function InviteForm({ asksProof }: { asksProof: boolean }) {
  const t = useTranslations("admin.accounts");
  const state = useActionData<typeof action>();
  return (
    <details
      open={state?.form !== undefined}
      className="mt-8 rounded-card border border-line bg-surface p-4 sm:p-6"
    >
      <summary className="cursor-pointer font-semibold">{t("invite")}</summary>
      <p className="my-4 max-w-prose text-muted">{t("invite_text")}</p>
      <Form
        state={state?.form}
        id="invite"
        values={{ locale: "en" }}
        className="grid max-w-xl gap-5"
      >
        <TextField name="fullName" label={t("name")} maxLength={120} />
        <TextField
          name="email"
          type="email"
          label={t("email")}
          maxLength={254}
        />
        <LanguageChoice label={t("language")} />
        <ProofField asked={asksProof} />
        <div>
          <Button>{t("invite_submit")}</Button>
        </div>
      </Form>
    </details>
  );
}
