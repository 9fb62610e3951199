/** Searches that can be announced at once. */
export const MOST_JOBS = 512;

/** How long a thread waits for another before it helps itself, and for more work before it lets go; milliseconds. */
const PATIENCE = 2_000;

/** States of a job; a generation is 8 apart from the next, so that nobody takes a job of another announcement. */
const OPEN = 0;
const OWN = 1;
const TAKEN = 2;
const READY = 3;
const DECLINED = 4;
const WRITING = 5;
const STATES = 8;

/** Bytes of a table, for `MOST_JOBS` jobs. */
export const JOB_TABLE_BYTES = 64 + 48 + MOST_JOBS * (4 * 4 + 2 * 8);

/** Where the prices of the announced searches lie in the memory, and the rest that they share. */
export interface SharedQuery {
  readonly scale: number;
  readonly evenness: number;
  readonly evenUpTo: number;
  readonly reference: number;
  readonly lowest: number;
  readonly steps: number;
}

/**
 * Searches announced by one thread, its owner, that others may do ahead of it; lies in memory that all of them share.
 *
 * The owner goes through the jobs from the first to the last and does those nobody has taken; helpers take them from the
 * last to the first. Whoever does a search finds the same, so results do not depend on who was quicker.
 */
export class JobTable {
  readonly mentee: Int32Array;
  readonly least: Float64Array;
  readonly cut: Float64Array;
  private readonly found: Int32Array;
  private readonly foundAt: Int32Array;
  private readonly numbers: Float64Array;
  private readonly control: Int32Array;
  private readonly state: Int32Array;

  constructor(buffer: ArrayBufferLike, at: number) {
    this.control = new Int32Array(buffer, at, 16);
    this.numbers = new Float64Array(buffer, at + 64, 6);
    let from = at + 64 + 48;
    const next = (bytes: number): number => (from += bytes) - bytes;
    this.least = new Float64Array(buffer, next(8 * MOST_JOBS), MOST_JOBS);
    this.cut = new Float64Array(buffer, next(8 * MOST_JOBS), MOST_JOBS);
    this.mentee = new Int32Array(buffer, next(4 * MOST_JOBS), MOST_JOBS);
    this.found = new Int32Array(buffer, next(4 * MOST_JOBS), MOST_JOBS);
    this.foundAt = new Int32Array(buffer, next(4 * MOST_JOBS), MOST_JOBS);
    this.state = new Int32Array(buffer, next(4 * MOST_JOBS), MOST_JOBS);
  }

  /** The number of the announcement. */
  get generation(): number {
    return Atomics.load(this.control, 0);
  }

  get size(): number {
    return this.control[1] ?? 0;
  }

  get query(): SharedQuery {
    const [
      scale = 0,
      evenness = 0,
      evenUpTo = 0,
      reference = 0,
      lowest = 0,
      steps = 0,
    ] = this.numbers;
    return { scale, evenness, evenUpTo, reference, lowest, steps };
  }

  /** Owner: makes the jobs that were written (`mentee`, `least`, `cut`) known, and wakes the helpers. */
  publish(size: number, query: SharedQuery): void {
    const { scale, evenness, evenUpTo, reference, lowest, steps } = query;
    this.numbers.set([scale, evenness, evenUpTo, reference, lowest, steps]);
    const generation = this.generation + 1;
    this.control[1] = size;
    for (let job = 0; job < size; job++)
      Atomics.store(this.state, job, generation * STATES + OPEN);
    Atomics.store(this.control, 0, generation);
    Atomics.notify(this.control, 0);
  }

  /**
   * Owner: takes a job, or the result of who took it; waits for it if it is being done.
   *
   * @returns whether there is a result; if not, the search is the owner's
   */
  take(job: number): boolean {
    const { state } = this;
    const first = this.generation * STATES;
    if (this.step(job, first + OPEN, first + OWN)) return false;
    Atomics.wait(state, job, first + TAKEN, PATIENCE);
    // a helper that was ended in the middle, or is too slow, can deliver no more
    this.step(job, first + TAKEN, first + OWN);
    Atomics.wait(state, job, first + WRITING, PATIENCE);
    return Atomics.load(state, job) === first + READY;
  }

  /** Helper: takes a job if it is of this announcement and still open. */
  claim(job: number, generation: number): boolean {
    const first = generation * STATES;
    return this.step(job, first + OPEN, first + TAKEN);
  }

  /** Owner: how much was found for a job that has a result, and where it lies in the memory. */
  resultOf(job: number): { readonly found: number; readonly at: number } {
    return { found: this.found[job] ?? 0, at: this.foundAt[job] ?? 0 };
  }

  /** Helper: hands a taken job back, with what it found, or undone (null) if there was no room for it. */
  deliver(
    job: number,
    generation: number,
    result: { readonly found: number; readonly at: number } | null,
  ): void {
    const first = generation * STATES;
    if (!this.step(job, first + TAKEN, first + WRITING)) return;
    if (result) {
      this.found[job] = result.found;
      this.foundAt[job] = result.at;
    }
    this.step(job, first + WRITING, first + (result ? READY : DECLINED));
    Atomics.notify(this.state, job);
  }

  /** Owner: @returns whether a helper has to be called, because it is not there. */
  mustCall(helper: number): boolean {
    return Atomics.compareExchange(this.control, 2 + helper, 0, 1) === 0;
  }

  /** Helper: waits for another announcement. @returns false if none came: the helper leaves, and has to be called again */
  awaitNext(generation: number, helper: number): boolean {
    if (Atomics.wait(this.control, 0, generation, PATIENCE) !== "timed-out")
      return true;
    Atomics.store(this.control, 2 + helper, 0);
    return this.generation !== generation && this.mustCall(helper);
  }

  private step(job: number, from: number, to: number): boolean {
    return Atomics.compareExchange(this.state, job, from, to) === from;
  }
}
