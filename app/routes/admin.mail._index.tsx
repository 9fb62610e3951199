import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { EmptyState, Notice, Page } from "~/components/page.tsx";
import { FilterTabs, NextPage, Table } from "~/components/table.tsx";
import { When } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { AdminTabs } from "~/features/accounts/section-tabs.tsx";
import { mailsPage } from "~/features/notifications/mail-log.server.ts";
import { MailKind } from "~/features/notifications/mail-kind.tsx";
import { MailStateBadge } from "~/features/notifications/mail-state.tsx";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "admin", "mail.title");

export const loader = loaderFor("/admin/mail", async ({ ctx, url }) =>
  reply(await mailsPage(ctx, url.searchParams)),
);

export default function Mails() {
  const t = useTranslations("admin.mail");
  const page = useLoaderData<typeof loader>();
  return (
    <Page title={t("title")}>
      <AdminTabs />
      {!page.hasServer && (
        <Notice title={t("no_server")}>
          <p>{t("no_server_text")}</p>
        </Notice>
      )}
      <FilterTabs
        name="state"
        current={page.state ?? ""}
        label={t("filter")}
        options={[
          { value: "", label: t("all") },
          ...(["queued", "sent", "failed"] as const).map((value) => ({
            value,
            label: t(`states.${value}`),
            count: page.counts[value],
          })),
        ]}
      />
      {page.rows.length === 0 ? (
        <EmptyState title={t("none")}>{t("none_text")}</EmptyState>
      ) : (
        <List rows={page.rows} />
      )}
      <NextPage after={page.after} />
    </Page>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function List({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("admin.mail");
  return (
    <Table
      caption={t("title")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "to",
          head: t("to"),
          heading: true,
          cell: (row) => (
            <>
              <Link to={`/admin/mail/${row.id}`} className="font-semibold">
                <bdi>{row.toName ?? row.toAddress}</bdi>
              </Link>
              <span className="block text-muted">
                <bdi dir="ltr">{row.toAddress}</bdi>
              </span>
            </>
          ),
        },
        {
          key: "template",
          head: t("about"),
          cell: (row) => <MailKind template={row.template} />,
        },
        {
          key: "state",
          head: t("state"),
          cell: (row) => <MailStateBadge state={row.state} />,
        },
        {
          key: "attempts",
          head: t("attempts"),
          numeric: true,
          cell: (row) => row.attempts,
        },
        {
          key: "created",
          head: t("created"),
          cell: (row) => <When at={row.createdAt} />,
        },
      ]}
    />
  );
}
