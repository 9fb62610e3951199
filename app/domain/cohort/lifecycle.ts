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

/** What still stands in the way of the next state; an empty list means that the coordinator may go on. */
export function cohortBlockers(
  state: CohortState,
  counts: CohortCounts,
): CohortBlocker[] {
  const blockers: CohortBlocker[] = [];
  if (state === "recruiting") {
    if (counts.acceptedMentors === 0) blockers.push("cohort.no_mentors");
    if (counts.acceptedMentees === 0) blockers.push("cohort.no_mentees");
    if (counts.waitingApplications > 0)
      blockers.push("cohort.applications_waiting");
  }
  if (state === "matching") {
    if (counts.undecidedProposals > 0)
      blockers.push("cohort.proposals_undecided");
    if (counts.activePairings === 0) blockers.push("cohort.no_active_pairing");
  }
  if (state === "running") {
    if (counts.unansweredProposals > 0)
      blockers.push("cohort.proposals_unanswered");
    if (counts.activePairings > 0) blockers.push("cohort.pairings_active");
  }
  return blockers;
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
