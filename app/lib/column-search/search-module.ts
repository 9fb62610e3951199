import type { SharedQuery } from "./search-jobs.ts";

/** What the module exports; see column-search.as. */
interface Exports {
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

/** A search by a thread, with room of its own in the memory; see column-search.as. */
export interface SearchModule {
  find(mentee: number, least: number, cut: number, query: SharedQuery): number;
}

/** @param pointers in the order in which `layOut` takes them */
export function openModule(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  pointers: readonly number[],
): SearchModule {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  // the exports are those of column-search.as
  const own = exports as unknown as Exports;
  own.layOut(...pointers);
  return {
    find: (mentee, least, cut, query) =>
      own.find(
        mentee,
        query.scale,
        query.evenness,
        query.evenUpTo,
        least,
        cut,
        query.lowest,
        query.steps,
        query.reference,
      ),
  };
}
