import { compileScorer } from "~/domain/scoring/compile";
import type { MatchingFacts, PairOfIds, Scorer } from "~/domain/scoring/types";
import type { MatchingProblem } from "~/domain/matching/types";
import type { Command, CommandCall } from "./command";
import { checkOutput } from "./files";
import { readMatchInput, type MatchInput } from "./match-input";
import { matchProse } from "./match-prose";
import type { OptionSpec } from "./options";
import { objectiveOf, printResult, RESULT_OPTIONS } from "./result";
import { solveProved } from "./solve-proved";

const INPUT_OPTIONS: readonly OptionSpec[] = [
  { name: "mentors", value: "FILE", required: true },
  { name: "mentees", value: "FILE", required: true },
  { name: "criteria", value: "FILE" },
  { name: "pins", value: "FILE" },
  { name: "exclude", value: "FILE" },
  { name: "wishes", value: "FILE" },
];

/** Two files of people in, explained pairings and a certificate out. */
export const match: Command = {
  name: "match",
  key: "match",
  options: [...INPUT_OPTIONS, ...RESULT_OPTIONS],
  run: async (call) => runMatch(call),
};

function runMatch(call: CommandCall): void {
  const { options, io } = call;
  const out = options.get("out");
  const inputs = INPUT_OPTIONS.flatMap(({ name }) => options.get(name) ?? []);
  if (out !== undefined) checkOutput(out, inputs);
  const input = readMatchInput(options, io.now().toISOString().slice(0, 10));
  const scorer = compileScorer(input.criteria, input.facts);
  const problem = problemOf(input, scorer, objectiveOf(call));
  const result = solveProved(problem);
  printResult(
    call,
    problem,
    result,
    matchProse(input, scorer, result, call.language),
  );
}

function problemOf(
  { criteria, facts }: MatchInput,
  scorer: Scorer,
  objective: MatchingProblem["objective"],
): MatchingProblem {
  const { mentees, mentors } = facts;
  const pins = positionsOf(facts.pins, facts);
  return {
    menteeIds: mentees.map(({ id }) => id),
    mentorIds: mentors.map(({ id }) => id),
    demand: Uint8Array.from(mentees, ({ mentorsWanted }) => mentorsWanted),
    // More places than there are mentees change nothing, and would not fit the array.
    capacity: Int32Array.from(mentors, ({ capacity }) =>
      Math.min(capacity, mentees.length),
    ),
    score: (mentee, mentor) => scorer.score(mentee, mentor),
    pins,
    pinScores: pins.map(
      ([mentee, mentor]) => scorer.explain(mentee, mentor).score,
    ),
    minimumScore: criteria.minimumScore,
    objective,
  };
}

function positionsOf(
  pairs: readonly PairOfIds[],
  { mentees, mentors }: MatchingFacts,
) {
  const menteeAt = new Map(mentees.map(({ id }, position) => [id, position]));
  const mentorAt = new Map(mentors.map(({ id }, position) => [id, position]));
  return pairs.map(({ mentee, mentor }): [number, number] => {
    const at: [number?, number?] = [menteeAt.get(mentee), mentorAt.get(mentor)];
    if (at[0] === undefined || at[1] === undefined)
      throw new Error("a pin names an unknown person");
    return [at[0], at[1]];
  });
}
