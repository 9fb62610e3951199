import { isId } from "~/lib/ids.ts";
import { LOAD_WORDS, type LoadWord } from "~/domain/reporting/mentor-load.ts";

export const LOAD_SORTS = [
  "name",
  "used",
  "free",
  "sessions",
  "longest_ago",
] as const;

/** What the address of the list asks for. */
export interface LoadQuery {
  readonly show: LoadWord | "all";
  readonly sort: (typeof LOAD_SORTS)[number];
  /** The enrolment behind which the page begins. */
  readonly after: string | null;
}

/** Reads the address; what makes no sense counts as not said. */
export function readLoadQuery(params: URLSearchParams): LoadQuery {
  const after = params.get("after") ?? "";
  return {
    show: LOAD_WORDS.find((word) => word === params.get("show")) ?? "all",
    sort: LOAD_SORTS.find((sort) => sort === params.get("sort")) ?? "name",
    after: isId(after) ? after : null,
  };
}
