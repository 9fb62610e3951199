import {
  accounts,
  authSessions,
  cohorts,
  enrolments,
  organisations,
  people,
  programmes,
  roleGrants,
} from "db/schema/index.ts";
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { fold, searchPattern } from "~/domain/text.ts";
import { cleanText } from "~/lib/clean-text.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { readId } from "~/lib/ids.ts";
import { pageOf } from "./keyset.ts";

const ACCOUNT_STATES = [
  "active",
  "invited",
  "unconfirmed",
  "deactivated",
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

const PAGE = 50;

/** In words for people: why somebody can or cannot sign in. */
const stateOf = sql<AccountState>`case
  when ${accounts.deactivatedAt} is not null then 'deactivated'
  when ${accounts.passwordHash} is null then 'invited'
  when ${accounts.emailConfirmedAt} is null then 'unconfirmed'
  else 'active' end`;

const ROW = {
  id: accounts.id,
  fullName: people.fullName,
  email: accounts.email,
  state: stateOf,
  isAdministrator: accounts.isAdministrator,
  isSample: people.isSample,
  createdAt: accounts.createdAt,
  lastSeenAt: sql<
    string | null
  >`(select max(${authSessions.lastSeenAt}) from ${authSessions} where ${authSessions.userId} = ${accounts.id})`,
};

/** The list of accounts as its address asks for it, with the numbers beside the filters. */
export async function accountsList(ctx: Context, search: URLSearchParams) {
  const q = cleanText(search.get("q") ?? "")
    .trim()
    .slice(0, 100);
  const asked = search.get("state");
  const state = ACCOUNT_STATES.find((each) => each === asked) ?? null;
  const after = search.has("after")
    ? readId(search.get("after") ?? undefined)
    : null;
  const [page, counts] = await Promise.all([
    accountsPage(ctx, { q, state, after }),
    accountCounts(ctx),
  ]);
  const states = ACCOUNT_STATES.map((value) => ({
    value,
    count: counts[value],
  }));
  return { ...page, q, state, states };
}

/** Accounts by name, found by a part of the name or address. For administrators: the route sees to it. */
async function accountsPage(
  ctx: Context,
  filter: { q: string; state: AccountState | null; after: string | null },
) {
  const rows = await ctx.db
    .select(ROW)
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(
      and(
        filter.state ? sql`${stateOf} = ${filter.state}` : undefined,
        matching(filter.q),
        afterRow(filter.after),
      ),
    )
    .orderBy(sql`search_key(${people.fullName})`, asc(people.id))
    .limit(PAGE + 1);
  return pageOf(rows, PAGE, (row) => row.id);
}

/** How many accounts are in which state. */
export async function accountCounts(
  ctx: Pick<Context, "db">,
): Promise<Readonly<Record<AccountState, number>>> {
  const rows = await ctx.db
    .select({ state: stateOf, count: sql<number>`count(*)::int` })
    .from(accounts)
    .groupBy(stateOf);
  const counts = { active: 0, invited: 0, unconfirmed: 0, deactivated: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

function matching(q: string): SQL | undefined {
  if (q === "") return undefined;
  const folded = `%${fold(q).replace(/[\\%_]/g, String.raw`\$&`)}%`;
  // one index each, and what they found is looked up
  return sql`${people.id} = any(array(
    select p.id from people p where search_key(p.full_name) like ${searchPattern(q)}
    union all select a.person_id from accounts a where a.email_key like ${folded}))`;
}

/** The row after which a page begins is named by its id; its place comes from the table. */
function afterRow(id: string | null): SQL | undefined {
  if (id === null) return undefined;
  const place = sql`from accounts a join people p on p.id = a.person_id where a.id = ${id}`;
  // two values and not one row: an index can begin at them
  return sql`(search_key(${people.fullName}), ${people.id}) > (
    (select search_key(p.full_name) ${place}), (select p.id ${place}))`;
}

/**
 * One account with everything it may do and where it is signed in.
 *
 * @throws {NotFoundError} if there is none
 */
export async function accountPage(ctx: Context, accountId: string) {
  const [account] = await ctx.db
    .select({ ...ROW, personId: accounts.personId, locale: people.locale })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.id, accountId));
  if (!account) throw new NotFoundError();
  const [grants, places, [sessions]] = await Promise.all([
    grantsOf(ctx, account.personId),
    placesOf(ctx, account.personId),
    ctx.db
      .select({ count: sql<number>`count(*)::int` })
      .from(authSessions)
      .where(
        and(
          eq(authSessions.userId, accountId),
          gt(authSessions.expiresAt, ctx.now),
        ),
      ),
  ]);
  return {
    ...account,
    grants,
    places,
    sessions: sessions?.count ?? 0,
    isYou: accountId === ctx.actor.accountId,
  };
}

function grantsOf(ctx: Context, personId: string) {
  return ctx.db
    .select({
      id: roleGrants.id,
      role: roleGrants.role,
      programmeId: programmes.id,
      programme: programmes.name,
      organisationId: organisations.id,
      organisation: organisations.name,
    })
    .from(roleGrants)
    .leftJoin(programmes, eq(programmes.id, roleGrants.programmeId))
    .leftJoin(organisations, eq(organisations.id, roleGrants.organisationId))
    .where(eq(roleGrants.personId, personId))
    .orderBy(roleGrants.role, roleGrants.id);
}

function placesOf(ctx: Context, personId: string) {
  return ctx.db
    .select({
      id: enrolments.id,
      role: enrolments.role,
      state: enrolments.state,
      cohort: cohorts.name,
      programme: programmes.name,
    })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(eq(enrolments.personId, personId))
    .orderBy(programmes.name, cohorts.name, enrolments.id);
}
