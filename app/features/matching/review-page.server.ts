import type { PairingQuery } from "~/features/pairings/filters.ts";
import { pairingList } from "~/features/pairings/list.server.ts";
import { pairingPage } from "~/features/pairings/pairing-page.server.ts";
import { newestEntry } from "~/features/pairings/news.server.ts";
import { lookAt } from "~/features/pairings/presence.server.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { alternativesOf } from "./alternatives.server.ts";

/**
 * The workbench: a part of the list, one pair of it (the first unless said otherwise), and its alternatives.
 *
 * @throws {NotFoundError} if cohort or pair is not in the actor's programmes, or the pair is in another cohort
 */
export async function reviewPage(
  ctx: Context,
  cohortId: string,
  query: PairingQuery,
  pairingId: string | null,
) {
  const list = await pairingList(ctx, cohortId, query);
  const since = await newestEntry(ctx.db, list.cohort.programmeId);
  const chosen = pairingId ?? list.rows[0]?.id ?? null;
  const others = lookAt(ctx, cohortId, chosen);
  const at = list.rows.findIndex(({ id }) => id === chosen);
  return {
    ...list,
    since,
    looking: Object.fromEntries(others),
    before: list.rows[at - 1]?.id ?? null,
    // a pair that has left this part of the list is followed by the first that is left
    next: list.rows[at + 1]?.id ?? null,
    chosen: chosen && (await chosenPair(ctx, cohortId, chosen)),
  };
}

async function chosenPair(ctx: Context, cohortId: string, pairingId: string) {
  const page = await pairingPage(ctx, pairingId);
  if (page.cohort.id !== cohortId) throw new NotFoundError();
  const alternatives = await alternativesOf(ctx.db, ctx.now, cohortId, {
    id: page.pairing.id,
    mentee: page.mentee.enrolmentId,
    mentor: page.mentor.enrolmentId,
  });
  return { ...page, alternatives };
}
