import type { PairingStatus } from "../pairing/lifecycle.ts";

/** What a figure of pairs tells apart. */
export const FLOW_STATES = ["on_the_way", "active", "ended"] as const;
export type FlowState = (typeof FLOW_STATES)[number];

const STATES: Readonly<Partial<Record<PairingStatus, FlowState>>> = {
  proposed: "on_the_way",
  approved: "on_the_way",
  mentor_accepted: "on_the_way",
  active: "active",
  on_hold: "active",
  completed: "ended",
  ended_early: "ended",
};

/** The statuses that figures of pairs count: what was declined, rejected or replaced never became a pair. */
export const COUNTED_STATUSES = Object.keys(STATES) as PairingStatus[]; // its keys are statuses, just above

/** Pairs of one status whose mentor comes from one country and whose mentee from another; null is not stated. */
export interface PairCount {
  readonly from: string | null;
  readonly to: string | null;
  readonly status: PairingStatus;
  readonly pairs: number;
}

/** All pairs between two countries, from the mentor's to the mentee's. */
export interface PairFlow extends Readonly<Record<FlowState, number>> {
  readonly from: string | null;
  readonly to: string | null;
  readonly total: number;
}

/** Adds counts up by direction; the most pairs first, then by the codes of the countries. */
export function pairFlows(counts: readonly PairCount[]): PairFlow[] {
  const flows = new Map<
    string,
    { -readonly [Key in keyof PairFlow]: PairFlow[Key] }
  >();
  for (const { from, to, status, pairs } of counts) {
    const state = STATES[status];
    if (!state) continue;
    const key = keyOf({ from, to });
    const flow = flows.get(key) ?? {
      from,
      to,
      on_the_way: 0,
      active: 0,
      ended: 0,
      total: 0,
    };
    flow[state] += pairs;
    flow.total += pairs;
    flows.set(key, flow);
  }
  return [...flows.values()].sort(
    (a, b) => b.total - a.total || (keyOf(a) < keyOf(b) ? -1 : 1),
  );
}

function keyOf({ from, to }: Pick<PairFlow, "from" | "to">): string {
  return `${from ?? "~"} ${to ?? "~"}`;
}

/** How many pairs a country takes part in, on either side. */
export interface CountryShare {
  readonly country: string;
  readonly pairs: number;
}

/** The countries of the flows, those with the most pairs first; a pair within one country counts once there. */
export function countryShares(flows: readonly PairFlow[]): CountryShare[] {
  const shares = new Map<string, number>();
  for (const { from, to, total } of flows)
    for (const country of new Set([from, to]))
      if (country !== null)
        shares.set(country, (shares.get(country) ?? 0) + total);
  return [...shares]
    .map(([country, pairs]) => ({ country, pairs }))
    .sort((a, b) => b.pairs - a.pairs || (a.country < b.country ? -1 : 1));
}
