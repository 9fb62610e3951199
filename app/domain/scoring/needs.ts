import { fold } from "../text";
import { at, type CompiledCriterion } from "./criterion";
import { constantTerms, type Factor, GREATEST_SUM, ROUNDING } from "./factor";
import { reason } from "./reasons";
import { FULL, NEUTRAL, roundRatio } from "./rounding";
import type { MatchingFacts, Mentee, Mentor, Reason, Topic } from "./types";

/** A need in the form it is compared in; `weight` is 3, 2 or 1. */
interface FoldedNeed {
  readonly topic: string;
  readonly group: string | null;
  readonly key: string;
  readonly groupKey: string | null;
  readonly weight: number;
}

interface FoldedOffers {
  readonly keys: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** How far a need is met: not, by a sibling topic, by the topic itself. In halves. */
type Met = 0 | 1 | 2;

/** Needs ↔ offers: the share of the mentee's needs, by priority, that the mentor offers; a sibling topic counts half. */
export function compileNeeds({
  mentees,
  mentors,
}: MatchingFacts): CompiledCriterion {
  const needs = mentees.map(foldNeeds);
  const offers = mentors.map(foldOffers);
  const table = tabulate(needs, offers);
  return {
    criterion: "needs",
    value: (mentee, mentor) => {
      const rows = table.rowsOf[mentee];
      return rows && table.hasOffers[mentor] === 1
        ? coverage(rows, mentor)
        : NEUTRAL;
    },
    reason: (mentee, mentor) =>
      needsReason(at(needs, mentee), at(offers, mentor)),
    warnings: (mentee, mentor) => [
      ...(at(needs, mentee) ? [] : [reason("warning.needsMissing", {})]),
      ...(at(offers, mentor) ? [] : [reason("warning.offersMissing", {})]),
    ],
    factors: () => [needsFactor(table)],
  };
}

/** Halves of every need, and half of everything for a mentor who said nothing. */
function needsFactor({
  rowsOf,
  hasOffers,
}: ReturnType<typeof tabulate>): Factor {
  const columns: Uint8Array[] = [hasOffers.map((said) => 1 - said)];
  const columnOf = new Map<Uint8Array, number>();
  for (const row of rowsOf.flatMap((needs) => needs?.rows ?? []))
    if (!columnOf.has(row)) columnOf.set(row, columns.push(row) - 1);
  return {
    combine: "sum",
    cap: GREATEST_SUM,
    isRequired: false,
    columns,
    termsOf: (mentee) => {
      const needs = rowsOf[mentee];
      if (!needs) return constantTerms(NEUTRAL);
      if (2 * needs.total > GREATEST_SUM) return constantTerms(FULL);
      return {
        columns: [0, ...needs.rows.map((row) => columnOf.get(row) ?? 0)],
        times: [needs.total, ...needs.weights],
        perUnit: NEUTRAL / needs.total,
        base: ROUNDING,
      };
    },
  };
}

/** null when there is nothing to cover; repeated topics count once, as first written. */
function foldNeeds({ needs }: Mentee): FoldedNeed[] | null {
  const byKey = new Map<string, FoldedNeed>();
  for (const need of needs ?? []) {
    const key = topicKey(need);
    if (byKey.has(key)) continue;
    const weight = 4 - (need.priority ?? 2);
    byKey.set(key, {
      topic: need.topic,
      group: need.group,
      key,
      groupKey: groupKey(need),
      weight,
    });
  }
  return byKey.size > 0 ? [...byKey.values()] : null;
}

/** null when nothing was said; an empty list is an answer, and covers nothing. */
function foldOffers({ offers }: Mentor): FoldedOffers | null {
  if (offers === null) return null;
  const groups = offers.map(groupKey).filter((group) => group !== null);
  return { keys: new Set(offers.map(topicKey)), groups: new Set(groups) };
}

function topicKey(topic: Topic): string {
  return JSON.stringify([groupKey(topic), fold(topic.topic)]);
}

function groupKey({ group }: Topic): string | null {
  return (group && fold(group)) || null;
}

function met(need: FoldedNeed, offers: FoldedOffers): Met {
  if (offers.keys.has(need.key)) return 2;
  return need.groupKey !== null && offers.groups.has(need.groupKey) ? 1 : 0;
}

interface NeedRows {
  readonly rows: readonly Uint8Array[];
  readonly weights: readonly number[];
  readonly total: number;
}

/** One row per distinct need: how far each mentor meets it. A need that nobody meets has no row. */
function tabulate(
  needs: readonly (FoldedNeed[] | null)[],
  offers: readonly (FoldedOffers | null)[],
) {
  const rows = new Map<string, Uint8Array | null>();
  const rowOf = (need: FoldedNeed) => {
    const known = rows.get(need.key);
    if (known !== undefined) return known;
    const row = Uint8Array.from(offers, (offered) =>
      offered ? met(need, offered) : 0,
    );
    const kept = row.some((cell) => cell > 0) ? row : null;
    rows.set(need.key, kept);
    return kept;
  };
  const rowsOf = needs.map((list): NeedRows | null => {
    if (!list) return null;
    const total = list.reduce((sum, { weight }) => sum + weight, 0);
    const used = list.flatMap((need) => {
      const row = rowOf(need);
      return row ? [{ row, weight: need.weight }] : [];
    });
    return {
      rows: used.map(({ row }) => row),
      weights: used.map(({ weight }) => weight),
      total,
    };
  });
  return {
    rowsOf,
    hasOffers: Uint8Array.from(offers, (offered) => (offered ? 1 : 0)),
  };
}

function coverage({ rows, weights, total }: NeedRows, mentor: number): number {
  let halves = 0;
  for (let k = 0; k < rows.length; k++)
    halves += (weights[k] ?? 0) * (rows[k]?.[mentor] ?? 0);
  return roundRatio(halves * 5_000, total);
}

/** Names the weightiest need that is met, the first written among equals. */
function needsReason(
  needs: readonly FoldedNeed[] | null,
  offers: FoldedOffers | null,
): Reason {
  if (!needs || !offers) return reason("needs.unknown", {});
  const count = needs.length;
  const offered = needs.filter((need) => met(need, offers) === 2);
  const named = weightiest(offered);
  if (named && offered.length === count)
    return reason("needs.all", { count, topic: named.topic });
  if (named)
    return reason("needs.some", {
      covered: offered.length,
      count,
      topic: named.topic,
    });
  const sibling = weightiest(needs.filter((need) => met(need, offers) === 1));
  if (!sibling) return reason("needs.none", { count });
  return reason("needs.sibling", {
    count,
    topic: sibling.topic,
    group: sibling.group ?? "",
  });
}

function weightiest(needs: readonly FoldedNeed[]): FoldedNeed | undefined {
  return needs.reduce<FoldedNeed | undefined>(
    (best, need) => (best && best.weight >= need.weight ? best : need),
    undefined,
  );
}
