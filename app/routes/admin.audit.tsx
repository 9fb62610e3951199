import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { ListSearch } from "~/components/list-search.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { NextPage, Table } from "~/components/table.tsx";
import { When } from "~/components/values.tsx";
import { auditPage } from "~/features/accounts/audit-log.server.ts";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { AdminTabs } from "~/features/accounts/section-tabs.tsx";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "admin", "audit.title");

export const loader = loaderFor("/admin/audit", async ({ ctx, url }) =>
  reply(await auditPage(ctx, url.searchParams)),
);

export default function Audit() {
  const t = useTranslations("admin.audit");
  const admin = useTranslations("admin");
  const { rows, after, filter } = useLoaderData<typeof loader>();
  const isFiltered = Object.values(filter).some((value) => value !== "");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <AdminTabs />
      <ListSearch
        label={t("search")}
        q={filter.action}
        submit={admin("search")}
        keep={{ subject: filter.subject, actor: filter.actor }}
      />
      {isFiltered && (
        <p className="mb-4">
          <ButtonLink to="/admin/audit" small>
            {t("show_all")}
          </ButtonLink>
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t("none")}>{t("none_text")}</EmptyState>
      ) : (
        <List rows={rows} />
      )}
      <NextPage after={after} />
    </Page>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function List({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("admin.audit");
  return (
    <Table
      caption={t("title")}
      rows={rows}
      rowKey={(row) => String(row.id)}
      columns={[
        { key: "at", head: t("at"), cell: (row) => <When at={row.at} /> },
        {
          key: "who",
          head: t("who"),
          cell: (row) => <Who row={row} />,
        },
        {
          key: "what",
          head: t("what"),
          heading: true,
          cell: (row) => <What action={row.action} />,
        },
        {
          key: "on",
          head: t("on"),
          cell: (row) => (
            <Link
              to={`/admin/audit?subject=${encodeURIComponent(row.subjectId)}`}
            >
              <bdi dir="ltr" className="font-mono text-sm whitespace-nowrap">
                {row.subjectKind} {row.subjectId.slice(0, 8)}
              </bdi>
            </Link>
          ),
        },
        {
          key: "details",
          head: t("details"),
          cell: (row) =>
            row.details !== "{}" && (
              <bdi
                dir="ltr"
                className="inline-block min-w-56 font-mono text-xs break-words"
              >
                {row.details}
              </bdi>
            ),
        },
      ]}
    />
  );
}

/** In words, and the code to search by; what has no words yet says at least that it is a change. */
function What({ action }: { action: string }) {
  const t = useTranslations("admin.audit");
  const key = `actions.${action}` as "title"; // a row of the audit may be older or newer than the words
  return (
    <>
      {t.has(key) ? t(key) : t("action_other")}
      <code dir="ltr" className="block text-xs text-muted">
        {action}
      </code>
    </>
  );
}

function Who({ row }: { row: Row }) {
  const t = useTranslations("admin.audit");
  if (row.actorId === null) return <span>{t("platform")}</span>;
  return (
    <Link to={`/admin/audit?actor=${row.actorId}`}>
      <bdi>{row.actorName ?? row.actorId.slice(0, 8)}</bdi>
    </Link>
  );
}
