import { people, savedViews } from "db/schema/index.ts";
import { and, asc, eq, ne, or, sql } from "drizzle-orm";
import {
  coordinatedBy,
  coordinatedCohort,
} from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { enrolmentFilters, viewQuery } from "./filters.ts";

/** How many views one person keeps in a programme. */
const MOST_VIEWS = 50;

/** The views of a programme that a coordinator reads: their own and the shared ones; the caller has checked the programme. */
export async function viewsOf(ctx: Context, programmeId: string) {
  return ctx.db
    .select({
      id: savedViews.id,
      name: savedViews.name,
      query: savedViews.query,
      isShared: savedViews.isShared,
      isOwn: sql<boolean>`${savedViews.ownerId} = ${ctx.actor.personId}`,
      owner: people.fullName,
    })
    .from(savedViews)
    .innerJoin(people, eq(people.id, savedViews.ownerId))
    .where(
      and(
        eq(savedViews.programmeId, programmeId),
        or(
          eq(savedViews.ownerId, ctx.actor.personId),
          eq(savedViews.isShared, true),
        ),
      ),
    )
    .orderBy(asc(savedViews.name), asc(savedViews.id))
    .limit(200);
}
export type SavedView = Awaited<ReturnType<typeof viewsOf>>[number];

/**
 * The cohort from which views are looked after, and the views.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function viewsPage(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    views: await viewsOf(ctx, cohort.programmeId),
  };
}

/**
 * Keeps filters under a name; the same name again replaces one's own view.
 *
 * @param input.query  an address's part behind the question mark; only filters of the list are kept of it
 * @returns the query as it is kept
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if somebody keeps more views than anybody could choose from
 */
export async function saveView(
  ctx: Context,
  cohortId: string,
  input: { name: string; query: string; isShared: boolean },
): Promise<string> {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const query = viewQuery(enrolmentFilters(new URLSearchParams(input.query)));
  const own = {
    programmeId: cohort.programmeId,
    ownerId: ctx.actor.personId,
    name: input.name,
  };
  await ctx.db.transaction(async (tx) => {
    const others = await tx.$count(
      savedViews,
      and(
        eq(savedViews.programmeId, own.programmeId),
        eq(savedViews.ownerId, own.ownerId),
        ne(savedViews.name, own.name),
      ),
    );
    if (others >= MOST_VIEWS)
      throw new ConflictError("enrolments:errors.many_views");
    const [view] = await tx
      .insert(savedViews)
      .values({ ...own, query, isShared: input.isShared, createdAt: ctx.now })
      .onConflictDoUpdate({
        target: [savedViews.programmeId, savedViews.ownerId, savedViews.name],
        set: { query, isShared: input.isShared },
      })
      .returning({ id: savedViews.id });
    if (!view) throw new Error("an insert returned no row");
    await recordAudit(tx, ctx, {
      action: "view.save",
      subject: ["view", view.id],
      programmeId: cohort.programmeId,
      details: { isShared: input.isShared },
    });
  });
  return query;
}

/**
 * Changes one's own view: shares it with the programme, keeps it to oneself again, or takes it away.
 *
 * @throws {NotFoundError} if the actor has no such view in a programme they coordinate
 */
export async function changeView(
  ctx: Context,
  viewId: string,
  step: "share" | "keep" | "remove",
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const own = and(
      eq(savedViews.id, viewId),
      eq(savedViews.ownerId, ctx.actor.personId),
      coordinatedBy(ctx.actor, savedViews.programmeId),
    );
    const rows =
      step === "remove"
        ? await tx.delete(savedViews).where(own).returning()
        : await tx
            .update(savedViews)
            .set({ isShared: step === "share" })
            .where(own)
            .returning();
    const [view] = rows;
    if (!view) throw new NotFoundError();
    await recordAudit(tx, ctx, {
      action: `view.${step}`,
      subject: ["view", viewId],
      programmeId: view.programmeId,
    });
  });
}
