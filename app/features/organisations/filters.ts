import {
  ORGANISATION_KINDS,
  type OrganisationKind,
} from "~/domain/organisation/kinds.ts";
import { cleanText } from "~/lib/clean-text.ts";

export const ORGANISATION_SORTS = ["name", "country"] as const;

/** What the address of the list of organisations asks for. */
export interface OrganisationFilters {
  readonly q: string;
  readonly kind: OrganisationKind | "";
  readonly country: string;
  readonly sort: (typeof ORGANISATION_SORTS)[number];
  /** Id of the last row of the page before. */
  readonly after: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Filters as an address states them; what it cannot mean counts as not said. */
export function organisationFilters(
  params: URLSearchParams,
): OrganisationFilters {
  const asked = (name: string) =>
    cleanText(params.get(name) ?? "")
      .trim()
      .slice(0, 100);
  return {
    q: asked("q"),
    kind: ORGANISATION_KINDS.find((each) => each === asked("kind")) ?? "",
    country: /^[A-Z]{2}$/.test(asked("country")) ? asked("country") : "",
    sort: ORGANISATION_SORTS.find((each) => each === asked("sort")) ?? "name",
    after: UUID.test(asked("after")) ? asked("after") : null,
  };
}
