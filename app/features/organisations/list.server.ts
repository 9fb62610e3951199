import { organisations } from "db/schema/index.ts";
import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import type { OrganisationKind } from "~/domain/organisation/kinds.ts";
import { searchPattern } from "~/domain/text.ts";
import type { Context } from "~/lib/context.ts";
import type { OrganisationFilters } from "./filters.ts";
import { keepsRegister, visibleOrganisations } from "./visible.server.ts";

const PAGE_SIZE = 50;
const MOST_EXPORTED = 20_000;

const NAME = sql<string>`search_key(${organisations.name})`;

const ROW = {
  id: organisations.id,
  name: organisations.name,
  kind: organisations.kind,
  country: organisations.country,
  sectors: organisations.sectors,
  website: organisations.website,
  isSample: organisations.isSample,
  members: sql<number>`(select count(*)::int from organisation_memberships om where om.parent_id = organisations.id)`,
};

const ORDERS: Readonly<Record<OrganisationFilters["sort"], SQL>> = {
  name: sql`${NAME}, ${organisations.id}`,
  country: sql`${organisations.country}, ${NAME}, ${organisations.id}`,
};

/** One page of the organisations the actor may see, with counts by kind. */
export async function organisationList(
  ctx: Context,
  filters: OrganisationFilters,
) {
  const found = and(visibleOrganisations(ctx.actor), ...matching(filters));
  const [rows, counts, countries] = await Promise.all([
    ctx.db
      .select(ROW)
      .from(organisations)
      .where(and(found, ofKind(filters), await behind(ctx, filters)))
      .orderBy(ORDERS[filters.sort])
      .limit(PAGE_SIZE + 1),
    ctx.db
      .select({ kind: organisations.kind, count: sql<number>`count(*)::int` })
      .from(organisations)
      .where(found)
      .groupBy(organisations.kind),
    ctx.db
      .selectDistinct({ country: organisations.country })
      .from(organisations)
      .where(visibleOrganisations(ctx.actor))
      .orderBy(asc(organisations.country)),
  ]);
  const shown = rows.slice(0, PAGE_SIZE);
  return {
    rows: shown,
    after: rows.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
    counts: Object.fromEntries(
      counts.map(({ kind, count }) => [kind, count]),
    ) as Partial<Record<OrganisationKind, number>>,
    countries: countries.flatMap(({ country }) => country ?? []),
    mayCreate: keepsRegister(ctx.actor),
  };
}

/** All organisations that the filters choose and the actor may see, for a file. */
export async function organisationExport(
  ctx: Context,
  filters: OrganisationFilters,
) {
  return ctx.db
    .select(ROW)
    .from(organisations)
    .where(
      and(
        visibleOrganisations(ctx.actor),
        ...matching(filters),
        ofKind(filters),
      ),
    )
    .orderBy(ORDERS[filters.sort])
    .limit(MOST_EXPORTED);
}

function matching({ q, country }: OrganisationFilters): SQL[] {
  const conditions: SQL[] = [];
  if (q !== "") conditions.push(sql`${NAME} like ${searchPattern(q)}`);
  if (country !== "") conditions.push(eq(organisations.country, country));
  return conditions;
}

function ofKind({ kind }: OrganisationFilters): SQL | undefined {
  return kind === "" ? undefined : eq(organisations.kind, kind);
}

/** Rows behind the one that a page ended with; a row the actor may not see begins the list anew. */
async function behind(
  ctx: Context,
  { after, sort }: OrganisationFilters,
): Promise<SQL | undefined> {
  if (after === null) return undefined;
  const [row] = await ctx.db
    .select({ nameKey: NAME, country: organisations.country })
    .from(organisations)
    .where(and(eq(organisations.id, after), visibleOrganisations(ctx.actor)));
  if (!row) return undefined;
  const byName = sql`(${NAME}, ${organisations.id}) > (${row.nameKey}, ${after}::uuid)`;
  if (sort === "name") return byName;
  return row.country === null
    ? sql`${organisations.country} is null and ${byName}`
    : sql`(${organisations.country} > ${row.country} or ${organisations.country} is null
        or (${organisations.country} = ${row.country} and ${byName}))`;
}
