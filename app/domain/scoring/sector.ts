import { sectorEntry } from "../reference/sectors";
import { at, numberKeys, type CompiledCriterion } from "./criterion";
import { constantTerms, type Factor, GREATEST_SUM, ROUNDING } from "./factor";
import { reason } from "./reasons";
import { FULL, roundRatio } from "./rounding";
import { relateSectors, type SectorRelation } from "./sector-relation";
import type { CriteriaSet, MatchingFacts, Reason } from "./types";

type Relate = (menteeEntry: string, mentorEntry: string) => SectorRelation;

/**
 * Sector: how well the mentor's entries cover the mentee's, the first of which counts .6 and the others .4 together.
 *
 * Cost of preparing: the distinct entries of mentees times the distinct sector lists of mentors.
 */
export function compileSector(
  criteria: CriteriaSet,
  facts: MatchingFacts,
): CompiledCriterion {
  const menteeLists = facts.mentees.map(({ sectors }) => [...new Set(sectors)]);
  const mentorLists = facts.mentors.map(({ sectors }) => [...new Set(sectors)]);
  const relate = relationWith(criteria.sectorLinks);
  const best = tabulateBest(menteeLists, mentorLists, relate);
  return {
    criterion: "sector",
    value: (mentee, mentor) =>
      coverage(
        at(best.entriesOf, mentee),
        best.table,
        best.listOf[mentor] ?? 0,
      ),
    reason: (mentee, mentor) =>
      sectorReason(at(menteeLists, mentee), at(mentorLists, mentor), relate),
    warnings: () => [],
    factors: () => [sectorFactor(best)],
  };
}

/** Per cent of the best relation, rounded up; six times the first entry and four times the mean of the others. */
function sectorFactor(best: ReturnType<typeof tabulateBest>): Factor {
  const { table, entriesOf, listOf } = best;
  return {
    combine: "sum",
    cap: GREATEST_SUM,
    isRequired: false,
    columns: table.map((row) =>
      Uint8Array.from(listOf, (list) => Math.ceil((row[list] ?? 0) / 100)),
    ),
    termsOf: (mentee) => {
      const entries = [...at(entriesOf, mentee)];
      const others = entries.length - 1;
      if (others < 1)
        return { columns: entries, times: [1], perUnit: 100, base: ROUNDING };
      if (1_000 * others > GREATEST_SUM) return constantTerms(FULL);
      return {
        columns: entries,
        times: entries.map((_, k) => (k === 0 ? 6 * others : 4)),
        perUnit: 10 / others,
        base: ROUNDING,
      };
    },
  };
}

function relationWith(links: CriteriaSet["sectorLinks"]): Relate {
  const linked = new Map<string, number>();
  for (const [mentee, mentor, s] of links) {
    const key = pairKey(
      sectorEntry(mentee) ?? mentee,
      sectorEntry(mentor) ?? mentor,
    );
    linked.set(key, Math.max(s, linked.get(key) ?? 0));
  }
  return (mentee, mentor) =>
    relateSectors(mentee, mentor, linked.get(pairKey(mentee, mentor)) ?? 0);
}

function pairKey(mentee: string, mentor: string): string {
  return `${mentee}|${mentor}`;
}

/** For every entry of any mentee a row with the best relation to every distinct list of a mentor. */
function tabulateBest(
  menteeLists: readonly string[][],
  mentorLists: readonly string[][],
  relate: Relate,
) {
  const wanted = numberKeys(menteeLists.flat()).distinct;
  const offered = numberKeys(mentorLists.flat()).distinct;
  const wantedAt = new Map(wanted.map((entry, number) => [entry, number]));
  const offeredAt = new Map(offered.map((entry, number) => [entry, number]));
  const lists = numberKeys(mentorLists.map((list) => list.join("|")));
  const offeredIn = lists.distinct.map((key) =>
    key.split("|").map((entry) => offeredAt.get(entry) ?? 0),
  );
  const table = wanted.map((entry) => {
    const relations = offered.map((candidate) => relate(entry, candidate).s);
    return Uint16Array.from(offeredIn, (list) =>
      list.reduce((best, k) => Math.max(best, relations[k] ?? 0), 0),
    );
  });
  const entriesOf = menteeLists.map((list) =>
    Int32Array.from(list, (entry) => wantedAt.get(entry) ?? 0),
  );
  return { table, entriesOf, listOf: lists.index };
}

/** (.6·first + .4·mean of the others), as a ratio of whole numbers. */
function coverage(
  entries: Int32Array,
  table: readonly Uint16Array[],
  list: number,
): number {
  const first = cell(table, entries[0], list);
  const others = entries.length - 1;
  if (others < 1) return first;
  let sum = 0;
  for (let k = 1; k <= others; k++) sum += cell(table, entries[k], list);
  return roundRatio(6 * others * first + 4 * sum, 10 * others);
}

function cell(table: readonly Uint16Array[], entry = 0, list: number): number {
  return table[entry]?.[list] ?? 0;
}

/** The two entries that gave most of the value, the earlier ones among equals. */
function sectorReason(
  menteeList: readonly string[],
  mentorList: readonly string[],
  relate: Relate,
): Reason {
  let best = {
    menteeSector: at(menteeList, 0),
    mentorSector: at(mentorList, 0),
    given: 0,
  };
  menteeList.forEach((menteeSector, k) => {
    // Shares in the proportion of .6 to .4/k.
    const share = k === 0 ? 6 * (menteeList.length - 1 || 1) : 4;
    for (const mentorSector of mentorList) {
      const given = share * relate(menteeSector, mentorSector).s;
      if (given > best.given) best = { menteeSector, mentorSector, given };
    }
  });
  const { menteeSector, mentorSector } = best;
  const { kind, s, common } = relate(menteeSector, mentorSector);
  const args = { menteeSector, mentorSector, s };
  switch (kind) {
    case "sameGroup":
    case "sameDivision":
    case "sameSection":
    case "sharedEcosystem":
      return reason(`sector.${kind}`, {
        ...args,
        commonSector: common ?? menteeSector,
      });
    default:
      return reason(`sector.${kind}`, args);
  }
}
