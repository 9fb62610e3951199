import {
  cohortBlockers,
  nextCohortState,
  type CohortCounts,
  type CohortState,
} from "./lifecycle.ts";

/** The counts of a cohort that the next action is decided on. */
export interface CohortFigures extends CohortCounts {
  /** Applications and accepted people of any kind. */
  readonly enrolled: number;
  /** Accepted mentees without a live pairing and without a proposal. */
  readonly unmatchedMentees: number;
  /** Approved, and the people concerned do not know yet. */
  readonly unsentApprovals: number;
  /** Active pairs that have not met for a month. */
  readonly quietPairs: number;
  /** First meetings before the matching; null where the cohort has none, or their time is over. */
  readonly meetings: {
    readonly drafts: number;
    readonly sent: number;
    /** Ratings that are missing. */
    readonly unrated: number;
  } | null;
}

export const COHORT_ACTIONS = [
  "open_recruiting",
  "add_people",
  "review_applications",
  "invite_mentors",
  "invite_mentees",
  "start_matching",
  "decide_proposals",
  "send_proposals",
  "propose_meetings",
  "send_meetings",
  "await_ratings",
  "run_matching",
  "await_answers",
  "start_running",
  "look_at_quiet_pairs",
  "follow_pairs",
  "close",
] as const;
export type CohortActionKind = (typeof COHORT_ACTIONS)[number];

/** What a coordinator does next: `count` is of the things waiting, `to` a state if it is a step of the cohort. */
export interface CohortAction {
  readonly kind: CohortActionKind;
  readonly count: number;
  readonly to: CohortState | null;
}

const DECIDERS: Readonly<
  Record<CohortState, (figures: CohortFigures) => [CohortActionKind, number]>
> = {
  draft: () => ["open_recruiting", 0],
  recruiting: whileRecruiting,
  matching: whileMatching,
  running: whileRunning,
  closed: () => ["follow_pairs", 0],
};

/** What other people wait for comes before what only moves the cohort on. */
const URGENCY: readonly CohortActionKind[] = [
  "send_proposals",
  "decide_proposals",
  "send_meetings",
  "review_applications",
  "propose_meetings",
  "run_matching",
  "look_at_quiet_pairs",
  "start_matching",
  "start_running",
  "add_people",
  "invite_mentors",
  "invite_mentees",
  "open_recruiting",
  "close",
];

/** Of several cohorts the one whose next action is the most urgent; null if nothing waits for a coordinator. */
export function mostUrgent<
  Cohort extends { readonly action: CohortAction | null },
>(cohorts: readonly Cohort[]): Cohort | null {
  const rank = ({ action }: Cohort) =>
    action ? URGENCY.indexOf(action.kind) : -1;
  const waiting = cohorts.filter((cohort) => rank(cohort) >= 0);
  return waiting.sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

const STEPS: readonly CohortActionKind[] = [
  "open_recruiting",
  "start_matching",
  "start_running",
  "close",
];

/** The one thing to do next in a cohort; null when it is closed. */
export function nextCohortAction(
  state: CohortState,
  figures: CohortFigures,
): CohortAction | null {
  if (state === "closed") return null;
  const [kind, count] = DECIDERS[state](figures);
  return {
    kind,
    count,
    to: STEPS.includes(kind) ? nextCohortState(state) : null,
  };
}

function whileRecruiting(figures: CohortFigures): [CohortActionKind, number] {
  if (figures.enrolled === 0) return ["add_people", 0];
  if (figures.waitingApplications > 0)
    return ["review_applications", figures.waitingApplications];
  if (figures.acceptedMentors === 0) return ["invite_mentors", 0];
  if (figures.acceptedMentees === 0) return ["invite_mentees", 0];
  return ["start_matching", 0];
}

function whileMatching(figures: CohortFigures): [CohortActionKind, number] {
  if (figures.undecidedProposals > 0)
    return ["decide_proposals", figures.undecidedProposals];
  if (figures.unsentApprovals > 0)
    return ["send_proposals", figures.unsentApprovals];
  if (figures.unansweredProposals > 0)
    return ["await_answers", figures.unansweredProposals];
  const meeting = whileMeeting(figures);
  if (meeting) return meeting;
  if (
    figures.unmatchedMentees > 0 ||
    cohortBlockers("matching", figures).length > 0
  )
    return ["run_matching", figures.unmatchedMentees];
  return ["start_running", figures.activePairings];
}

/** First meetings come before the matching that uses what is said of them. */
function whileMeeting({
  meetings,
  unmatchedMentees,
}: CohortFigures): [CohortActionKind, number] | null {
  if (meetings === null) return null;
  if (meetings.drafts > 0) return ["send_meetings", meetings.drafts];
  if (unmatchedMentees === 0) return null;
  if (meetings.sent === 0) return ["propose_meetings", unmatchedMentees];
  return meetings.unrated > 0 ? ["await_ratings", meetings.unrated] : null;
}

function whileRunning(figures: CohortFigures): [CohortActionKind, number] {
  if (figures.undecidedProposals > 0)
    return ["decide_proposals", figures.undecidedProposals];
  if (figures.unsentApprovals > 0)
    return ["send_proposals", figures.unsentApprovals];
  if (figures.quietPairs > 0)
    return ["look_at_quiet_pairs", figures.quietPairs];
  if (cohortBlockers("running", figures).length === 0) return ["close", 0];
  return figures.unansweredProposals > 0
    ? ["await_answers", figures.unansweredProposals]
    : ["follow_pairs", figures.activePairings];
}
