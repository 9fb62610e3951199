import {
  ENROLMENT_ROLES,
  ENROLMENT_STATES,
  type EnrolmentRole,
  type EnrolmentState,
} from "~/domain/enrolment/lifecycle.ts";
import { ecosystems } from "~/domain/reference/sectors.ts";
import { askedSector } from "~/domain/reporting/sector-grid.ts";
import { fold } from "~/domain/text.ts";
import { cleanText } from "~/lib/clean-text.ts";

export const PEOPLE_SORTS = ["name", "waiting", "organisation"] as const;
export type PeopleSort = (typeof PEOPLE_SORTS)[number];

/** What the address of the list of people asks for. */
export interface EnrolmentFilters {
  readonly role: EnrolmentRole | "";
  readonly state: EnrolmentState | "";
  readonly country: string;
  /** Id of an industrial ecosystem. */
  readonly sector: string;
  /** The first sector, as the figures group it (`askedSector`). */
  readonly first: string;
  /** Code of a country that a mentee aims at, or that a mentor is in or knows. */
  readonly market: string;
  /** Folded. */
  readonly tag: string;
  /** Whether every page of the application is filled in. */
  readonly complete: "yes" | "no" | "";
  readonly q: string;
  readonly sort: PeopleSort;
  /** Id of the last row of the page before. */
  readonly after: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Filters as an address states them; what it cannot mean counts as not said. */
export function enrolmentFilters(params: URLSearchParams): EnrolmentFilters {
  const asked = (name: string) =>
    cleanText(params.get(name) ?? "")
      .trim()
      .slice(0, 100);
  const after = asked("after").toLowerCase();
  return {
    role: ENROLMENT_ROLES.find((role) => role === asked("role")) ?? "",
    state: ENROLMENT_STATES.find((state) => state === asked("state")) ?? "",
    country: /^[A-Z]{2}$/.test(asked("country")) ? asked("country") : "",
    sector: ecosystems.find(({ id }) => id === asked("sector"))?.id ?? "",
    first: askedSector(asked("first")),
    market: /^[A-Z]{2}$/.test(asked("market")) ? asked("market") : "",
    tag: fold(asked("tag")),
    complete:
      (["yes", "no"] as const).find((each) => each === asked("complete")) ?? "",
    q: asked("q"),
    sort: PEOPLE_SORTS.find((sort) => sort === asked("sort")) ?? "name",
    after: UUID.test(after) ? after : null,
  };
}

/** Names of the filters in the order in which a saved view keeps them; where a page begins is not part of a view. */
const KEPT = [
  "role",
  "state",
  "country",
  "sector",
  "first",
  "market",
  "tag",
  "complete",
  "q",
  "sort",
] as const;

/** The filters as the part of an address behind the question mark: the same filters always give the same text. */
export function viewQuery(filters: EnrolmentFilters): string {
  const params = new URLSearchParams();
  for (const name of KEPT)
    if (filters[name] !== "" && filters[name] !== "name")
      params.set(name, filters[name]);
  return params.toString();
}

/** Whether an address narrows the list, in whatever order. */
export function isNarrowed(filters: EnrolmentFilters): boolean {
  return KEPT.some((name) => name !== "sort" && filters[name] !== "");
}
