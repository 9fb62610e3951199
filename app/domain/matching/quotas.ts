import { parseSector } from "../reference/sectors";
import type { MatchingFacts, Party } from "../scoring/types";
import { fold } from "../text";
import type { Quota, QuotaAttribute } from "./settings";
import type { MatchingProblem, PairQuota } from "./types";

/** The quotas with the people they count, by position in the facts. */
export function pairQuotas(
  quotas: readonly Quota[],
  facts: Pick<MatchingFacts, "mentees" | "mentors">,
): PairQuota[] {
  return quotas.map(({ side, by, value, atLeast, atMost }) => {
    const has = HAS[by];
    const members = facts[side].flatMap((person, at) =>
      has(person, value) ? [at] : [],
    );
    return { side, members, atLeast: atLeast ?? 0, atMost: atMost ?? null };
  });
}

const HAS: Readonly<
  Record<QuotaAttribute, (person: Party, value: string) => boolean>
> = {
  country: ({ country }, value) => country === value,
  organisation: ({ organisation }, value) =>
    organisation !== null && fold(organisation) === fold(value),
  sector: ({ sectors }, value) =>
    sectors.some((entry) => isWithin(entry, value)),
};

/** A NACE entry belongs to every code above it; an ecosystem only to itself. */
function isWithin(entry: string, value: string): boolean {
  if (entry === value) return true;
  const parsed = parseSector(entry);
  return parsed.kind === "nace" && parsed.path.includes(value);
}

/** Whether two sets of people have somebody in common though neither contains the other. */
export function overlap(a: readonly number[], b: readonly number[]): boolean {
  const inA = new Set(a);
  const common = b.reduce((sum, one) => sum + (inA.has(one) ? 1 : 0), 0);
  return common > 0 && common < Math.min(a.length, b.length);
}

/**
 * Which quotas fit into a tree on their side, taken in order: each is apart from, within or around the others. Pairs under
 * such quotas are a flow, and the best ones can be proved. The rest overlap, and there only a bound can be given.
 */
export function nestedQuotas(quotas: readonly PairQuota[]): boolean[] {
  const kept: PairQuota[] = [];
  return quotas.map((quota) => {
    const fits = kept.every(
      (other) =>
        other.side !== quota.side || !overlap(other.members, quota.members),
    );
    if (fits) kept.push(quota);
    return fits;
  });
}

type Asked = Pick<
  MatchingProblem,
  "objective" | "floor" | "evenness" | "quotas"
>;

/** Settings that mean nothing together: `stable` with any of them, a floor with quotas that overlap. */
export function settingsFault(problem: Asked): "stable" | "overlap" | null {
  if (problem.objective === "stable")
    return hasSettings(problem) ? "stable" : null;
  const isFloorFirst = problem.floor || problem.objective === "fairest";
  return isFloorFirst && !nestedQuotas(problem.quotas ?? []).every(Boolean)
    ? "overlap"
    : null;
}

function hasSettings({ floor, evenness = 0, quotas = [] }: Asked): boolean {
  return floor === true || evenness > 0 || quotas.length > 0;
}

/** How many pairs each quota counts. */
export function quotaCounts(
  quotas: readonly PairQuota[],
  pairs: readonly { readonly mentee: number; readonly mentor: number }[],
): number[] {
  return quotas.map(({ side, members }) => {
    const counted = new Set(members);
    return pairs.filter(({ mentee, mentor }) =>
      counted.has(side === "mentees" ? mentee : mentor),
    ).length;
  });
}
