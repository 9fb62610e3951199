import type { Db } from "db/client.ts";
import { wishes, wishLists } from "db/schema/index.ts";
import { asc, eq } from "drizzle-orm";
import {
  mayBeShown,
  MOST_NEVERS,
  MOST_WISHES,
  wishesAreOpen,
  type WishLists,
} from "~/domain/enrolment/wishes.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { enrolmentRecord, type EnrolmentRecord } from "./record.server.ts";
import {
  candidateDetails,
  candidateKeys,
  filterChoices,
  filtered,
  type Wisher,
} from "./wishes-candidates.server.ts";
import type { WishFilters } from "./wishes-filters.ts";

/** Candidates on one page: each brings its topics and goals. */
const ON_A_PAGE = 12;

/**
 * A mentor's or mentee's own wishes and, while they may be changed, those to choose from.
 *
 * @throws {NotFoundError} if the enrolment is not the actor's own
 * @throws {ConflictError} if the cohort does not ask for wishes, and never did
 */
export async function wishesPage(
  ctx: Context,
  enrolmentId: string,
  filters: WishFilters,
) {
  const record = await enrolmentRecord(ctx, enrolmentId, "participant");
  const [list, lists] = await Promise.all([
    wishListOf(ctx.db, enrolmentId),
    wishesOf(ctx.db, enrolmentId),
  ]);
  const { wishMode } = record.cohort;
  const said = [...lists.ranked, ...lists.never];
  if (wishMode === "off" && said.length === 0)
    throw new ConflictError("wishes:errors.not_asked");
  const isOpen = areOpen(record, ctx.now);
  const isShown = mayBeShown(wishMode, list.shownAs);
  const wisher = wisherOf(record);
  const keys = wishMode === "off" ? [] : await candidateKeys(ctx.db, wisher);
  const found = isOpen && isShown ? filtered(keys, filters) : [];
  const from = (filters.page - 1) * ON_A_PAGE;
  const page = found.slice(from, from + ON_A_PAGE).map(({ id }) => id);
  const details = (ids: readonly string[]) =>
    candidateDetails(ctx.db, wisher, keys, ids);
  const [ranked, never, candidates] = await Promise.all([
    details(lists.ranked),
    details(lists.never),
    details(page),
  ]);
  return {
    enrolmentId,
    role: record.enrolment.role,
    cohortName: record.cohort.name,
    programmeName: record.programme.name,
    mode: wishMode,
    until: record.cohort.wishesUntil,
    isOpen,
    isAccepted: record.enrolment.state === "accepted",
    isShown,
    version: list.version,
    ranked: inPlace(lists.ranked, ranked),
    never: inPlace(lists.never, never),
    most: { ranked: MOST_WISHES, never: MOST_NEVERS },
    candidates,
    total: found.length,
    hasMore: found.length > from + ON_A_PAGE,
    choices: filterChoices(isOpen && isShown ? keys : []),
    filters,
  };
}

/** Everybody of a list in its order; who is no longer shown is a place without a face. */
function inPlace<T extends { id: string }>(
  ids: readonly string[],
  shown: readonly T[],
): { id: string; who: T | null }[] {
  const byId = new Map(shown.map((one) => [one.id, one]));
  return ids.map((id) => ({ id, who: byId.get(id) ?? null }));
}

/** Whose wishes they are, and what may be shown to them. */
export function wisherOf({ enrolment, cohort }: EnrolmentRecord): Wisher {
  return {
    cohortId: cohort.id,
    personId: enrolment.personId,
    role: enrolment.role,
    mode: cohort.wishMode,
  };
}

/** Whether the wishes of a record may be changed now. */
export function areOpen(
  { enrolment, cohort }: EnrolmentRecord,
  now: Date,
): boolean {
  return wishesAreOpen(cohort, enrolment.state, now.toISOString().slice(0, 10));
}

/** How somebody agreed to be shown, and the version of their wishes; 0 before the first. */
export async function wishListOf(db: Db, enrolmentId: string) {
  const [list] = await db
    .select({ shownAs: wishLists.shownAs, version: wishLists.version })
    .from(wishLists)
    .where(eq(wishLists.enrolmentId, enrolmentId));
  return list ?? { shownAs: null, version: 0 };
}

/** Somebody's wishes, the favourite first. */
export async function wishesOf(
  db: Db,
  enrolmentId: string,
): Promise<WishLists> {
  const rows = await db
    .select({ other: wishes.otherEnrolmentId, rank: wishes.rank })
    .from(wishes)
    .where(eq(wishes.enrolmentId, enrolmentId))
    .orderBy(asc(wishes.rank), asc(wishes.otherEnrolmentId));
  return {
    ranked: rows.filter(({ rank }) => rank !== null).map(({ other }) => other),
    never: rows.filter(({ rank }) => rank === null).map(({ other }) => other),
  };
}

/**
 * What the page of an application says about wishes.
 *
 * @returns null if the cohort does not ask this person
 */
export async function wishesNotice(db: Db, record: EnrolmentRecord, now: Date) {
  const { enrolment, cohort } = record;
  const { ranked, never } = await wishesOf(db, enrolment.id);
  const count = ranked.length + never.length;
  const isAsked = cohort.wishMode !== "off" && enrolment.state === "accepted";
  if (!isAsked && count === 0) return null;
  return {
    isOpen: areOpen(record, now),
    until: cohort.wishesUntil,
    isGiven: count > 0,
  };
}
