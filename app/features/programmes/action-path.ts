import type { CohortActionKind } from "~/domain/cohort/next-action.ts";

const PATHS: Readonly<Record<CohortActionKind, string>> = {
  open_recruiting: "",
  add_people: "/import",
  review_applications: "/enrolments?state=submitted",
  invite_mentors: "/invite",
  invite_mentees: "/invite",
  start_matching: "",
  decide_proposals: "/pairings?status=proposed",
  send_proposals: "/send",
  propose_meetings: "/first-meetings",
  send_meetings: "/first-meetings",
  await_ratings: "/first-meetings",
  run_matching: "/runs",
  await_answers: "/pairings?status=sent",
  start_running: "",
  look_at_quiet_pairs: "#attention",
  follow_pairs: "/pairings?status=active",
  close: "",
};

/** Where the next action of a cohort is done; a step of the cohort itself is a button on its home page. */
export function actionPath(cohortId: string, kind: CohortActionKind): string {
  return `/cohorts/${cohortId}${PATHS[kind]}`;
}
