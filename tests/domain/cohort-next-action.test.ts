import { expect, test } from "vitest";
import {
  cohortBlockers,
  cohortReturnBlockers,
  COHORT_STATES,
  nextCohortState,
  previousCohortState,
} from "~/domain/cohort/lifecycle.ts";
import {
  mostUrgent,
  nextCohortAction,
  type CohortFigures,
} from "~/domain/cohort/next-action.ts";

const NONE: CohortFigures = {
  acceptedMentors: 0,
  acceptedMentees: 0,
  waitingApplications: 0,
  undecidedProposals: 0,
  unansweredProposals: 0,
  activePairings: 0,
  enrolled: 0,
  unmatchedMentees: 0,
  unsentApprovals: 0,
  quietPairs: 0,
  meetings: null,
};
const STAFFED = {
  ...NONE,
  enrolled: 5,
  acceptedMentors: 2,
  acceptedMentees: 3,
};

test.each([
  ["draft", NONE, "open_recruiting"],
  ["recruiting", NONE, "add_people"],
  ["recruiting", { ...STAFFED, waitingApplications: 2 }, "review_applications"],
  ["recruiting", { ...STAFFED, acceptedMentors: 0 }, "invite_mentors"],
  ["recruiting", { ...STAFFED, acceptedMentees: 0 }, "invite_mentees"],
  ["recruiting", STAFFED, "start_matching"],
  ["matching", { ...STAFFED, unmatchedMentees: 3 }, "run_matching"],
  ["matching", { ...STAFFED, undecidedProposals: 2 }, "decide_proposals"],
  ["matching", { ...STAFFED, unsentApprovals: 2 }, "send_proposals"],
  ["matching", { ...STAFFED, unansweredProposals: 1 }, "await_answers"],
  ["matching", { ...STAFFED, activePairings: 2 }, "start_running"],
  [
    "running",
    { ...STAFFED, quietPairs: 1, activePairings: 2 },
    "look_at_quiet_pairs",
  ],
  ["running", { ...STAFFED, activePairings: 2 }, "follow_pairs"],
  ["running", STAFFED, "close"],
] as const)(
  "a cohort that is %s with %o: next is to %s",
  (state, figures, kind) => {
    expect(nextCohortAction(state, figures)?.kind).toBe(kind);
  },
);

test("a closed cohort has nothing to do", () => {
  expect(nextCohortAction("closed", STAFFED)).toBeNull();
});

test("an action that moves the cohort is only offered when nothing blocks that step", () => {
  const choices = [0, 1, 3];
  for (const state of COHORT_STATES)
    for (let at = 0; at < 3 ** 10; at += 7) {
      let rest = at;
      const figures = Object.fromEntries(
        Object.keys(NONE).map((key) => {
          const value = choices[rest % 3];
          rest = Math.floor(rest / 3);
          return [key, value];
        }),
      ) as unknown as CohortFigures; // the keys are those of NONE
      const action = nextCohortAction(state, figures);
      if (!action?.to) continue;
      expect(action.to).toBe(nextCohortState(state));
      expect([state, action, cohortBlockers(state, figures)]).toEqual([
        state,
        action,
        [],
      ]);
    }
});

test("a cohort goes back one step, not before people have applied and not from its end", () => {
  expect(previousCohortState("draft")).toBeNull();
  expect(previousCohortState("closed")).toBeNull();
  expect(previousCohortState("matching")).toBe("recruiting");
  expect(cohortReturnBlockers("recruiting", NONE)).toEqual([]);
  expect(cohortReturnBlockers("recruiting", STAFFED)).toEqual([
    "cohort.applications_exist",
  ]);
  expect(cohortReturnBlockers("running", STAFFED)).toEqual([]);
});

test("of several cohorts the one for which somebody waits comes first, and none if nobody waits", () => {
  const cohort = (
    id: string,
    state: "matching" | "running" | "closed",
    over: Partial<CohortFigures>,
  ) => ({
    id,
    action: nextCohortAction(state, { ...STAFFED, ...over }),
  });
  const calm = cohort("calm", "running", { activePairings: 2 });
  const closed = cohort("closed", "closed", {});
  const run = cohort("run", "matching", { unmatchedMentees: 4 });
  const decide = cohort("decide", "matching", { undecidedProposals: 1 });

  expect(mostUrgent([calm, run, decide, closed])?.id).toBe("decide");
  expect(mostUrgent([calm, closed])).toBeNull();
});
