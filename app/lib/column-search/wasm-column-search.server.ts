import type {
  ColumnQuery,
  ColumnSearch,
  ColumnSearchMaker,
} from "~/domain/scoring/column-search.ts";
import { FAN_OUT, type ScoreColumns } from "~/domain/scoring/score-columns.ts";
import { COLUMN_SEARCH_WASM } from "./column-search-wasm.server.ts";

const PAGE = 65_536;
/** What the module itself keeps at the start of the memory. */
const OWN_BYTES = 4_096;
/** More than 32-bit floats can lose in a sum of up to seven numbers up to 10,000. */
const FLOAT_ROOM = 0.02;
const PRICE_LISTS = 2;

/** What the module exports; see column-search.as. */
interface Module {
  layOut(...pointers: number[]): void;
  find(
    mentee: number,
    scale: number,
    evenness: number,
    evenUpTo: number,
    least: number,
    cut: number,
    lowest: number,
    steps: number,
    reference: number,
  ): number;
}

let compiled: WebAssembly.Module | null | undefined;

/**
 * The search in WebAssembly, sixteen mentors at a time; five to six times as quick as the plain one (docs/benchmarks.md).
 *
 * @returns null where the machine has no WebAssembly with SIMD: the plain search does the same
 */
export function wasmColumnSearch(): ColumnSearchMaker | null {
  compiled ??= compile();
  const module = compiled;
  return module && ((columns) => new WasmSearch(module, columns));
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Buffer.from(COLUMN_SEARCH_WASM, "base64"));
  } catch {
    return null; // an old or unusual machine
  }
}

/** Hands out the memory, aligned for every kind of number. */
class Layout {
  size = OWN_BYTES;

  take(byteLength: number): number {
    const at = this.size;
    this.size += Math.ceil(byteLength / FAN_OUT) * FAN_OUT;
    return at;
  }
}

/** A list of prices in the module's memory. */
interface LoadedPrices {
  of: Float64Array | null;
  scale: number;
  /** The least price. */
  reference: number;
  readonly at: number;
  readonly steps: number;
}

class WasmSearch implements ColumnSearch {
  readonly places: Int32Array;
  readonly nets: Float64Array;
  private readonly module: Module;
  /** Prices that lie in the memory already, the last used first. */
  private readonly loaded: LoadedPrices[];
  private readonly memory: WebAssembly.Memory;

  constructor(module: WebAssembly.Module, columns: ScoreColumns) {
    const layout = new Layout();
    const parts = partsOf(columns);
    const at = parts.map(({ byteLength }) => layout.take(byteLength));
    const room = columns.mentorAt.length + FAN_OUT;
    const places = layout.take(4 * room);
    const nets = layout.take(8 * room);
    const nodes = layout.take(4 * room);
    const rests = layout.take(4 * (columns.factors + 1));
    const worths = layout.take(4 * FAN_OUT);
    this.loaded = Array.from({ length: PRICE_LISTS }, () => ({
      of: null,
      scale: 0,
      at: layout.take(8 * columns.stride),
      steps: layout.take(4 * columns.stride),
      reference: 0,
    }));
    const pages = Math.ceil(layout.size / PAGE);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    parts.forEach((part, k) => {
      const own = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      new Uint8Array(this.memory.buffer).set(own, at[k]);
    });
    const { exports } = new WebAssembly.Instance(module, {
      env: { memory: this.memory },
    });
    // the exports are those of column-search.as
    this.module = exports as unknown as Module;
    const [bytes, levels, ...others] = at;
    this.module.layOut(
      bytes ?? 0,
      levels ?? 0,
      columns.levels.length,
      columns.factors,
      ...others,
      places,
      nets,
      nodes,
      rests,
      worths,
    );
    this.places = new Int32Array(this.memory.buffer, places, room);
    this.nets = new Float64Array(this.memory.buffer, nets, room);
  }

  find(mentee: number, query: ColumnQuery): number {
    const { scale, evenness, evenUpTo, least, cut, lowest } = query;
    const prices = this.pricesOf(lowest, scale);
    return this.module.find(
      mentee,
      scale,
      evenness,
      evenUpTo,
      least,
      cut,
      prices.at,
      prices.steps,
      prices.reference,
    );
  }

  private pricesOf(lowest: Float64Array, scale: number): LoadedPrices {
    const { loaded } = this;
    const known = loaded.findIndex(
      (own) => own.of === lowest && own.scale === scale,
    );
    const [entry] = loaded.splice(known < 0 ? PRICE_LISTS - 1 : known, 1);
    if (!entry) throw new Error("no room for prices"); // there are always as many
    loaded.unshift(entry);
    if (known < 0) this.load(entry, lowest, scale);
    return entry;
  }

  private load(entry: LoadedPrices, lowest: Float64Array, scale: number): void {
    const { buffer } = this.memory;
    new Float64Array(buffer, entry.at, lowest.length).set(lowest);
    const reference = lowest.reduce((least, own) => Math.min(least, own));
    const steps = new Float32Array(buffer, entry.steps, lowest.length);
    lowest.forEach((price, at) => {
      steps[at] = stepOf(price, reference, scale);
    });
    Object.assign(entry, { of: lowest, scale, reference });
  }
}

/** A price over the least one in 32 bits, not above what it is in 64. */
function stepOf(price: number, reference: number, scale: number): number {
  if (price === Infinity) return Infinity;
  return scale === 0 ? 0 : ((price - reference) / scale) * (1 - 2e-7);
}

/** The arrays in the order in which `layOut` takes them. */
function partsOf(columns: ScoreColumns): readonly ArrayBufferView[] {
  return [
    columns.bytes,
    columns.levels,
    columns.isMax,
    columns.isRequired,
    Int16Array.from(columns.cap),
    columns.termFrom,
    columns.termColumn,
    columns.termTimes,
    Float32Array.from(columns.perUnit),
    Float32Array.from(columns.base, (own) => own + FLOAT_ROOM),
  ];
}
