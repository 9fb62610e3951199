import type {
  AnnouncedSearches,
  ColumnQuery,
  ColumnSearch,
} from "~/domain/scoring/column-search.ts";
import type { ScoreColumns } from "~/domain/scoring/score-columns.ts";
import { COLUMN_SEARCH_WASM } from "./column-search-wasm.server.ts";
import { helperThreads, type HelperThreads } from "./helper-threads.server.ts";
import { JobTable, MOST_JOBS, type SharedQuery } from "./search-jobs.ts";
import { openModule, type SearchModule } from "./search-module.ts";
import { layMemory, stepOf } from "./wasm-memory.ts";

/** Helpers do not pay for themselves below so many pairs. */
const MANY_PAIRS = 150_000_000;

let compiled: WebAssembly.Module | null | undefined;

/** A search that threads may have looked ahead in. */
export interface HelpedSearch extends ColumnSearch {
  /** How many searches were done by helpers. */
  readonly helped: number;
}

/**
 * The search in WebAssembly, sixteen mentors at a time; five to six times as quick as the plain one (docs/benchmarks.md).
 *
 * @param helpers  threads that look ahead; what is found does not depend on it
 * @param fewest   of so many pairs on; helpers do not pay for themselves below
 * @returns null where the machine has no WebAssembly with SIMD and threads: the plain search does the same
 */
export function wasmColumnSearch(
  helpers = 0,
  { fewest = MANY_PAIRS, file }: { fewest?: number; file?: string } = {},
): ((columns: ScoreColumns) => HelpedSearch) | null {
  compiled ??= compile();
  const module = compiled;
  return (
    module &&
    ((columns) => {
      const isLarge = columns.mentees * columns.mentorAt.length >= fewest;
      const threads = isLarge ? helperThreads(helpers, file) : null;
      return new WasmSearch(module, columns, threads);
    })
  );
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Buffer.from(COLUMN_SEARCH_WASM, "base64"));
  } catch {
    return null; // an old or unusual machine
  }
}

/** A list of prices in the module's memory. */
interface LoadedPrices extends SharedQuery {
  readonly of: Float64Array | null;
}

const NO_PRICES = {
  of: null,
  scale: 0,
  evenness: 0,
  evenUpTo: 0,
  reference: 0,
} as const;

class WasmSearch implements HelpedSearch {
  helped = 0;
  readonly places: Int32Array;
  readonly nets: Float64Array;
  readonly announce?: (searches: AnnouncedSearches) => void;
  private readonly module: SearchModule;
  /** Prices that lie in the memory already, the last used first. */
  private readonly loaded: LoadedPrices[];
  private readonly memory: WebAssembly.Memory;
  private readonly jobs: JobTable | null = null;
  /** The next announced search, and where the announcement ends. */
  private nextJob = 0;
  private jobCount = 0;

  constructor(
    module: WebAssembly.Module,
    columns: ScoreColumns,
    threads: HelperThreads | null,
  ) {
    const laid = layMemory(columns, threads?.count ?? 0);
    const { memory, size } = laid;
    this.memory = memory;
    this.module = openModule(module, memory, laid.pointers);
    this.places = new Int32Array(memory.buffer, laid.places, size);
    this.nets = new Float64Array(memory.buffer, laid.nets, size);
    this.loaded = laid.priceLists.map((list) => ({ ...NO_PRICES, ...list }));
    if (!threads) return;
    const jobs = new JobTable(memory.buffer, laid.jobsAt);
    this.jobs = jobs;
    this.announce = (searches) => {
      this.begin(jobs, searches);
      laid.helpers.forEach((room, helper) => {
        if (jobs.mustCall(helper))
          threads.call({
            module,
            memory,
            jobsAt: laid.jobsAt,
            helper,
            ...room,
          });
      });
    };
  }

  find(mentee: number, query: ColumnQuery): number {
    const { least, cut } = query;
    const ahead = this.foundAhead(mentee, least, cut);
    return ahead >= 0
      ? ahead
      : this.module.find(mentee, least, cut, this.pricesOf(query));
  }

  private begin(
    jobs: JobTable,
    { mentees, least, cuts, query }: AnnouncedSearches,
  ): void {
    this.settle();
    const prices = this.pricesOf(query);
    const size = Math.min(mentees.length, MOST_JOBS);
    jobs.mentee.set(mentees.subarray(0, size));
    jobs.least.set(least.subarray(0, size));
    jobs.cut.set(cuts.subarray(0, size));
    this.nextJob = 0;
    this.jobCount = size;
    jobs.publish(size, prices);
  }

  /** Nobody may be at work on what is about to change. */
  private settle(): void {
    for (; this.nextJob < this.jobCount; this.nextJob++)
      this.jobs?.take(this.nextJob);
  }

  /** What a helper has found for the search, put where results belong; −1 if it is ours to do. */
  private foundAhead(mentee: number, least: number, cut: number): number {
    const { jobs, nextJob, memory } = this;
    if (
      jobs === null ||
      nextJob >= this.jobCount ||
      jobs.mentee[nextJob] !== mentee ||
      jobs.cut[nextJob] !== cut ||
      jobs.least[nextJob] !== least
    )
      return -1;
    this.nextJob++;
    if (!jobs.take(nextJob)) return -1;
    this.helped++;
    const { found, at } = jobs.resultOf(nextJob);
    this.nets.set(new Float64Array(memory.buffer, at, found));
    this.places.set(new Int32Array(memory.buffer, at + 8 * found, found));
    return found;
  }

  private pricesOf(query: ColumnQuery): SharedQuery {
    const { loaded } = this;
    const known = loaded.findIndex(
      ({ of, scale }) => of === query.lowest && scale === query.scale,
    );
    const [entry] = loaded.splice(known < 0 ? loaded.length - 1 : known, 1);
    if (!entry) throw new Error("no room for prices"); // there are always as many
    const first = known < 0 ? this.load(entry, query) : entry;
    loaded.unshift(first);
    return first;
  }

  /** Puts prices where others have been. */
  private load(entry: SharedQuery, query: ColumnQuery): LoadedPrices {
    this.settle();
    const { lowest: of, scale, evenness, evenUpTo } = query;
    const { lowest, steps } = entry;
    const { buffer } = this.memory;
    const reference = of.reduce((least, own) => Math.min(least, own), Infinity);
    new Float64Array(buffer, lowest, of.length).set(of);
    const inSteps = new Float32Array(buffer, steps, of.length);
    of.forEach((price, at) => {
      inSteps[at] = stepOf(price, reference, scale);
    });
    return { of, scale, evenness, evenUpTo, reference, lowest, steps };
  }
}
