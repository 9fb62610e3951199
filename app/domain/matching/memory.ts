/** What the memory of a run depends on. */
export interface RunSize {
  readonly mentees: number;
  readonly mentors: number;
  /**
   * Distinct things that are compared (sectors, topics, markets, countries, languages at a level, ranges of hours), each a
   * byte a mentor. Some 300 in a large cohort; more with many finely coded sectors or free topics.
   */
  readonly columns?: number;
}

/** Node, its code and what it has not yet given back. */
const PROCESS = 90e6;
/** The facts of a person, what is prepared from them, candidates and duals. Measured: 5 to 6 kB. */
const PER_PERSON = 5_900;
/** A column before and after it is laid out, and its copy for WebAssembly, with the levels above. */
const COPIES = 3.1;
const USUAL_COLUMNS = 300;

/**
 * The most memory that a process needs to match a cohort of this size: `coverage` or `total`, no quotas.
 *
 * Linear in people, because scores are never stored for all pairs. What it stands on is measured in docs/benchmarks.md; a
 * test holds it against a run of its own.
 *
 * @returns bytes, right within a factor of 1.5
 */
export function estimateMemory({
  mentees,
  mentors,
  columns = USUAL_COLUMNS,
}: RunSize): number {
  return Math.round(
    PROCESS + PER_PERSON * (mentees + mentors) + COPIES * columns * mentors,
  );
}
