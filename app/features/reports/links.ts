import type { FlowState, PairFlow } from "~/domain/reporting/pair-flows.ts";
import type { GridView } from "~/domain/reporting/sector-grid.ts";

/** The list of the pairs that a line of the map stands for. */
export function pairsOf(
  cohortId: string,
  { from, to }: Pick<PairFlow, "from" | "to">,
  state: FlowState,
): string {
  const search = new URLSearchParams({ status: state });
  if (from !== null) search.set("from", from);
  if (to !== null) search.set("to", to);
  return `/cohorts/${cohortId}/pairings?${search}`;
}

/** The country of a number that counts them all. */
export const EVERYWHERE = "";

/** The list of those whom a column or a cell of the grid counts. */
export function behind(
  cohortId: string,
  view: GridView,
  country: string,
  sector = "",
): string {
  const here = `/cohorts/${cohortId}`;
  const pairs = { status: "counted", to: country, sector };
  const role = view === "demand" ? "mentee" : "mentor";
  const people = { role, state: "accepted", country, first: sector };
  const stated = Object.entries(view === "pairs" ? pairs : people).filter(
    ([, value]) => value !== "",
  );
  const list = view === "pairs" ? "pairings" : "enrolments";
  return `${here}/${list}?${new URLSearchParams(stated)}`;
}
