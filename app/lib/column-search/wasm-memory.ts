import { FAN_OUT, type ScoreColumns } from "~/domain/scoring/score-columns.ts";
import { JOB_TABLE_BYTES } from "./search-jobs.ts";

/** What the module itself keeps at the start of the memory. */
const OWN_BYTES = 4_096;
/** More than 32-bit floats can lose in a sum of up to seven numbers up to 10,000. */
const FLOAT_ROOM = 0.02;

/** What a helper may leave for its owner at one announcement. */
const OUTPUT_BYTES = 1_048_576;
const PRICE_LISTS = 2;
const PAGE = 65_536;

/** Room of a thread of its own: places, nets, nodes, rests, worths. */
type Room = readonly [number, number, number, number, number];

/** One memory for all that search through the same columns; every number is where something begins. */
export interface SearchMemory {
  readonly memory: WebAssembly.Memory;
  /** How many places or nets there is room for. */
  readonly size: number;
  /** The arguments of `layOut` for the owner. */
  readonly pointers: readonly number[];
  readonly places: number;
  readonly nets: number;
  readonly jobsAt: number;
  readonly priceLists: readonly { lowest: number; steps: number }[];
  readonly helpers: readonly HelperRoom[];
}

/** The room of a helper. */
export interface HelperRoom {
  readonly pointers: readonly number[];
  readonly places: number;
  readonly nets: number;
  readonly outputAt: number;
  readonly outputBytes: number;
}

/** Lays the columns out for the module, with room for the results of every thread. */
export function layMemory(
  columns: ScoreColumns,
  helperCount: number,
): SearchMemory {
  const layout = new Layout();
  const parts = columnParts(columns);
  const at = parts.map(({ byteLength }) => layout.take(byteLength));
  const [bytes = 0, levels = 0, ...others] = at;
  const { factors, stride } = columns;
  const shared = [bytes, levels, columns.levels.length, factors, ...others];
  const size = columns.mentorAt.length + FAN_OUT;
  const threads = Array.from({ length: 1 + helperCount }, () => {
    const room = takeRoom(layout, size, factors);
    const [places, nets] = room;
    return { pointers: [...shared, ...room], places, nets };
  });
  const helpers = threads.slice(1).map((room) => ({
    ...room,
    outputAt: layout.take(OUTPUT_BYTES),
    outputBytes: OUTPUT_BYTES,
  }));
  const jobsAt = layout.take(helperCount > 0 ? JOB_TABLE_BYTES : 0);
  const priceLists = Array.from({ length: PRICE_LISTS }, () => ({
    lowest: layout.take(8 * stride),
    steps: layout.take(4 * stride),
  }));
  const memory = filled(layout.size, parts, at);
  const [own = { pointers: shared, places: 0, nets: 0 }] = threads;
  return { memory, size, ...own, jobsAt, priceLists, helpers };
}

function filled(
  size: number,
  parts: readonly ArrayBufferView[],
  at: readonly number[],
): WebAssembly.Memory {
  const pages = Math.ceil(size / PAGE);
  const limits = { initial: pages, maximum: pages };
  const memory = new WebAssembly.Memory({ ...limits, shared: true });
  parts.forEach((part, k) => {
    const own = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    new Uint8Array(memory.buffer).set(own, at[k]);
  });
  return memory;
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

/** The arrays that all threads read, in the order of `layOut`. */
function columnParts(columns: ScoreColumns): readonly ArrayBufferView[] {
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

/** The last arguments of `layOut`. */
function takeRoom(layout: Layout, places: number, factors: number): Room {
  return [
    layout.take(4 * places),
    layout.take(8 * places),
    layout.take(4 * places),
    layout.take(4 * (factors + 1)),
    layout.take(4 * FAN_OUT),
  ];
}

/** A price over the least one in 32 bits, not above what it is in 64. */
export function stepOf(
  price: number,
  reference: number,
  scale: number,
): number {
  if (price === Infinity) return Infinity;
  return scale === 0 ? 0 : ((price - reference) / scale) * (1 - 2e-7);
}
