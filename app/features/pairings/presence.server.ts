import type { Context } from "~/lib/context.ts";

interface Visit {
  readonly name: string;
  readonly pairingId: string;
  readonly at: number;
}

/** Somebody who has not come back for so long is no longer at it. */
const STAYS_MS = 3 * 60_000;

/**
 * By cohort, then person; in memory, because one process serves an installation and whoever looks at a page says so again
 * every few seconds. It is only a courtesy: what two people decide at once is settled by the version of the pair.
 */
const visits = new Map<string, Map<string, Visit>>();

/**
 * Notes that the actor looks at a pair, and says who else of the team is looking at which pair of the cohort now.
 *
 * @returns names by pairing id
 */
export function lookAt(
  ctx: Pick<Context, "actor" | "now">,
  cohortId: string,
  pairingId: string | null,
): ReadonlyMap<string, readonly string[]> {
  const { personId, fullName, coordinates } = ctx.actor;
  const here = visits.get(cohortId) ?? new Map<string, Visit>();
  const now = ctx.now.getTime();
  for (const [person, { at }] of here)
    if (now - at > STAYS_MS) here.delete(person);
  here.delete(personId);
  const others = new Map<string, string[]>();
  for (const { pairingId: seen, name } of here.values())
    others.set(seen, [...(others.get(seen) ?? []), name]);
  // administrators pass by everywhere and belong to no team
  if (pairingId && coordinates !== null)
    here.set(personId, { name: fullName, pairingId, at: now });
  if (here.size > 0) visits.set(cohortId, here);
  else visits.delete(cohortId);
  return others;
}
