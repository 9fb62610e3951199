import type { Db } from "db/client.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { pageIds } from "~/features/enrolments/page-ids.server.ts";
import {
  acceptedPerson,
  type NamedEnrolment,
  namesOf,
} from "./people.server.ts";

/** How many can be chosen from at once; beyond it a part of the name narrows them. */
const OFFERED = 200;

/** The accepted people of one side to choose from. */
export interface PersonChoices {
  /** By name, with the one who was chosen. */
  readonly offered: readonly NamedEnrolment[];
  readonly chosen: NamedEnrolment | null;
  /** A part of the name that narrows them. */
  readonly part: string;
  readonly hasMore: boolean;
  /** How many of them are the first by name; the one who was chosen may come besides. */
  readonly first: number;
}

/** Name of the field that narrows the choice of a side. */
const partOf = { mentor: "mentorName", mentee: "menteeName" } as const;

/**
 * Whom the address of a page has chosen of one side of a cohort, and who else can be: all, or the first by name.
 *
 * @param params  `mentee` or `mentor` is an enrolment id, and counts only if it is one of somebody accepted
 */
export async function personChoices(
  db: Db,
  cohortId: string,
  role: "mentor" | "mentee",
  params: URLSearchParams,
): Promise<PersonChoices> {
  const filters = enrolmentFilters(
    new URLSearchParams({
      role,
      state: "accepted",
      q: params.get(partOf[role]) ?? "",
    }),
  );
  const [ids, chosen] = await Promise.all([
    pageIds(db, cohortId, filters, OFFERED + 1),
    acceptedPerson(db, cohortId, role, params.get(role) ?? ""),
  ]);
  const shown = ids.slice(0, OFFERED);
  const names = await namesOf(db, shown);
  const isMissing = chosen !== null && !shown.includes(chosen.id);
  return {
    offered: [
      ...(isMissing ? [chosen] : []),
      ...shown.flatMap((id) => names.get(id) ?? []),
    ],
    chosen,
    part: filters.q,
    hasMore: ids.length > OFFERED,
    first: shown.length,
  };
}
