export const COHORT_STATES = [
  "draft",
  "recruiting",
  "matching",
  "running",
  "closed",
] as const;
export type CohortState = (typeof COHORT_STATES)[number];

/** What the next step of a cohort is decided on. Counts of people and pairings in it. */
export interface CohortCounts {
  readonly acceptedMentors: number;
  readonly acceptedMentees: number;
  readonly waitingApplications: number;
  readonly undecidedProposals: number;
  readonly unansweredProposals: number;
  readonly activePairings: number;
}

export type CohortBlocker =
  | "cohort.no_mentors"
  | "cohort.no_mentees"
  | "cohort.applications_waiting"
  | "cohort.no_active_pairing"
  | "cohort.proposals_undecided"
  | "cohort.proposals_unanswered"
  | "cohort.pairings_active"
  | "cohort.applications_exist";

/** The state that follows, or null after the last one. */
export function nextCohortState(state: CohortState): CohortState | null {
  return COHORT_STATES[COHORT_STATES.indexOf(state) + 1] ?? null;
}

/** The state before, or null: a coordinator may go back one step as long as nothing depends on it. */
export function previousCohortState(state: CohortState): CohortState | null {
  return state === "closed" || state === "draft"
    ? null
    : (COHORT_STATES[COHORT_STATES.indexOf(state) - 1] ?? null);
}

type Rule = readonly [CohortBlocker, (counts: CohortCounts) => boolean];

const ONWARD: Readonly<Record<CohortState, readonly Rule[]>> = {
  draft: [],
  recruiting: [
    ["cohort.no_mentors", (counts) => counts.acceptedMentors === 0],
    ["cohort.no_mentees", (counts) => counts.acceptedMentees === 0],
    ["cohort.applications_waiting", (counts) => counts.waitingApplications > 0],
  ],
  matching: [
    ["cohort.proposals_undecided", (counts) => counts.undecidedProposals > 0],
    ["cohort.no_active_pairing", (counts) => counts.activePairings === 0],
  ],
  running: [
    ["cohort.proposals_unanswered", (counts) => counts.unansweredProposals > 0],
    ["cohort.pairings_active", (counts) => counts.activePairings > 0],
  ],
  closed: [],
};

/** What still stands in the way of the next state; an empty list means that the coordinator may go on. */
export function cohortBlockers(
  state: CohortState,
  counts: CohortCounts,
): CohortBlocker[] {
  return ONWARD[state]
    .filter(([, blocks]) => blocks(counts))
    .map(([blocker]) => blocker);
}

/** What stands in the way of going back one step: people who applied would find the door shut. */
export function cohortReturnBlockers(
  state: CohortState,
  counts: CohortCounts,
): CohortBlocker[] {
  const applied =
    counts.acceptedMentors +
    counts.acceptedMentees +
    counts.waitingApplications;
  return state === "recruiting" && applied > 0
    ? ["cohort.applications_exist"]
    : [];
}
