import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useLocation } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { FilterTabs, NextPage, Table } from "~/components/table.tsx";
import { ORGANISATION_KINDS } from "~/domain/organisation/kinds.ts";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { organisationFilters } from "~/features/organisations/filters.ts";
import { organisationList } from "~/features/organisations/list.server.ts";
import { SearchBar } from "~/features/organisations/search-bar.tsx";
import {
  CountryName,
  SectorNames,
} from "~/features/organisations/sector-names.tsx";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "organisations", "title");

export const loader = loaderFor("/organisations", async ({ ctx, url }) => {
  const filters = organisationFilters(url.searchParams);
  return reply({ filters, ...(await organisationList(ctx, filters)) });
});

export default function Organisations() {
  const t = useTranslations("organisations");
  const kinds = useTranslations("terms.organisation_kind");
  const { search } = useLocation();
  const data = useLoaderData<typeof loader>();
  const { filters, rows, counts, mayCreate } = data;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const create = mayCreate && (
    <ButtonLink to="/organisations/new" look="main">
      {t("new")}
    </ButtonLink>
  );
  return (
    <Page
      title={t("title")}
      lead={t(mayCreate ? "lead" : "lead_manager")}
      actions={
        <>
          <ButtonLink to={`/organisations.csv${search}`} download>
            {t("export")}
          </ButtonLink>
          {create}
        </>
      }
    >
      <FilterTabs
        name="kind"
        current={filters.kind}
        label={t("filter_kind")}
        options={[
          { value: "", label: t("all_kinds"), count: total },
          ...ORGANISATION_KINDS.filter((kind) => counts[kind]).map((kind) => ({
            value: kind,
            label: kinds(kind),
            count: counts[kind],
          })),
        ]}
      />
      <SearchBar filters={filters} countries={data.countries} />
      {rows.length === 0 ? (
        <Nothing filtered={filters.q !== "" || filters.country !== ""} />
      ) : (
        <OrganisationTable rows={rows} />
      )}
      <NextPage after={data.after} />
    </Page>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useTranslations("organisations");
  return filtered ? (
    <EmptyState
      title={t("none_title")}
      action={<ButtonLink to="/organisations">{t("all_kinds")}</ButtonLink>}
    >
      {t("none_text")}
    </EmptyState>
  ) : (
    <EmptyState title={t("none_yet_title")}>{t("none_yet_text")}</EmptyState>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function OrganisationTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("organisations");
  const kinds = useTranslations("terms.organisation_kind");
  return (
    <Table
      caption={t("table")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          head: t("name"),
          heading: true,
          cell: (row) => (
            <Link
              to={`/organisations/${row.id}`}
              className="inline-block min-w-36 font-semibold"
            >
              <bdi>{row.name}</bdi>
            </Link>
          ),
        },
        { key: "kind", head: t("kind"), cell: (row) => kinds(row.kind) },
        {
          key: "country",
          head: t("country"),
          cell: (row) => <CountryName code={row.country} />,
        },
        {
          key: "sectors",
          head: t("sectors"),
          cell: (row) => (
            <div className="min-w-56">
              <SectorNames sectors={row.sectors.slice(0, 2)} />
            </div>
          ),
        },
        {
          key: "members",
          head: t("members"),
          numeric: true,
          cell: (row) => (row.members > 0 ? row.members : ""),
        },
      ]}
    />
  );
}
