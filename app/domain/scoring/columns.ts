import { mostTellingFirst, orderMentors } from "./column-order";
import {
  FAN_OUT,
  type ScoreColumns,
  type WeightedFactor,
} from "./score-columns";
import type { MatchingFacts } from "./types";
import { positions } from "./wishes";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Lays the factors of all criteria out for a scan.
 *
 * @param constant basis points of the score that every pair without a wish gets
 * Cost: bytes are columns × mentors; the order of the mentors costs columns × mentors × log(mentors) / 16.
 */
export function layColumns(
  facts: MatchingFacts,
  given: readonly WeightedFactor[],
  constant: number,
): ScoreColumns {
  const weighted = mostTellingFirst(facts.mentees.length, given);
  const terms = layTerms(facts.mentees.length, weighted, constant);
  const columns = weighted.flatMap(({ factor }) => factor.columns);
  const order = orderMentors(facts.mentors.length, columns, terms.usage);
  const levels = levelsOf(facts.mentors.length);
  const stride = levels[levels.length - 1]! + FAN_OUT;
  const mentorAt = new Int32Array(levels[1] ?? stride).fill(-1);
  mentorAt.set(order);
  const bytes = new Uint8Array(columns.length * stride);
  columns.forEach((column, number) => {
    const own = bytes.subarray(number * stride, (number + 1) * stride);
    order.forEach((mentor, place) => (own[place] = column[mentor]!));
    raiseLevels(own, levels);
  });
  return {
    mentees: facts.mentees.length,
    mentorAt,
    levels,
    stride,
    bytes,
    factors: weighted.length,
    isMax: Uint8Array.from(weighted, ({ factor }) =>
      factor.combine === "max" ? 1 : 0,
    ),
    isRequired: Uint8Array.from(weighted, ({ factor }) =>
      factor.isRequired ? 1 : 0,
    ),
    cap: Int32Array.from(weighted, ({ factor }) => factor.cap),
    termFrom: terms.from,
    termColumn: terms.column.map((number) => number * stride),
    termTimes: Uint16Array.from(terms.times),
    perUnit: terms.perUnit,
    base: terms.base,
    apart: wishedPairs(facts),
  };
}

/** Bottom level first; the last has at most 16 nodes. */
function levelsOf(mentors: number): Int32Array {
  const levels = [0];
  let nodes = mentors;
  for (let at = 0; nodes > FAN_OUT; levels.push(at)) {
    const groups = Math.ceil(nodes / FAN_OUT);
    at += groups * FAN_OUT;
    nodes = groups;
  }
  return Int32Array.from(levels);
}

function raiseLevels(column: Uint8Array, levels: Int32Array): void {
  for (let level = 1; level < levels.length; level++) {
    const [below, own] = [levels[level - 1]!, levels[level]!];
    for (let from = below; from < own; from += FAN_OUT) {
      let greatest = 0;
      for (let at = from; at < from + FAN_OUT; at++)
        greatest = Math.max(greatest, column[at]!);
      column[own + (from - below) / FAN_OUT] = greatest;
    }
  }
}

function layTerms(
  mentees: number,
  weighted: readonly WeightedFactor[],
  constant: number,
) {
  const from = new Int32Array(mentees * weighted.length + 1);
  const perUnit = new Float64Array(mentees * weighted.length);
  const base = new Float64Array(mentees).fill(constant);
  const column = new GrowingList();
  const times = new GrowingList();
  const usage = weighted.flatMap(({ factor }) => factor.columns.map(() => 0));
  for (let i = 0; i < mentees; i++) {
    let first = 0;
    weighted.forEach(({ factor, share }, f) => {
      const terms = factor.termsOf(i);
      terms.columns.forEach((own, k) => {
        const count = terms.times[k] ?? 1;
        column.push(first + own);
        times.push(count);
        usage[first + own]! += share * terms.perUnit * count;
      });
      base[i]! += share * terms.base;
      perUnit[i * weighted.length + f] = share * terms.perUnit;
      from[i * weighted.length + f + 1] = column.size;
      first += factor.columns.length;
    });
  }
  return {
    from,
    column: column.taken(),
    times: times.taken(),
    perUnit,
    base,
    usage,
  };
}

/** Numbers one after the other, in less memory than an array that anything might be put into. */
class GrowingList {
  size = 0;
  private numbers = new Int32Array(1024);

  push(value: number): void {
    if (this.size === this.numbers.length) {
      const longer = new Int32Array(2 * this.size);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    this.numbers[this.size++] = value;
  }

  taken(): Int32Array {
    return this.numbers.subarray(0, this.size);
  }
}

/** Pairs in which either side ranked the other, or that met and would like to go on. */
function wishedPairs({
  mentees,
  mentors,
  wishes,
  liked = [],
}: MatchingFacts): Map<number, number[]> {
  const menteeAt = positions(mentees);
  const mentorAt = positions(mentors);
  const pairs = new Map<number, Set<number>>();
  const add = (mentee: number | undefined, mentor: number | undefined) => {
    if (mentee === undefined || mentor === undefined) return;
    const own = pairs.get(mentee) ?? new Set<number>();
    pairs.set(mentee, own.add(mentor));
  };
  for (const { person, other } of wishes) {
    add(menteeAt.get(person), mentorAt.get(other));
    add(menteeAt.get(other), mentorAt.get(person));
  }
  for (const pair of liked)
    add(menteeAt.get(pair.mentee), mentorAt.get(pair.mentor));
  return new Map([...pairs].map(([mentee, own]) => [mentee, [...own]]));
}
