import { compareCodePoints } from "~/domain/matching/order";
import type { MatchingProblem, MatchingResult } from "~/domain/matching/types";
import {
  capacitySink,
  scoreSink,
  type ScoreTable,
} from "~/domain/roster/scores";
import type { RosterProblem } from "~/domain/roster/table";
import type { Command, CommandCall } from "./command";
import { crowdWords } from "./crowd-words";
import { checkOutput, readRows } from "./files";
import { requiredOption, type Options, type OptionSpec } from "./options";
import { objectiveOf, printResult, RESULT_OPTIONS } from "./result";
import { checkSettings, optionSettings, SETTING_OPTIONS } from "./settings";
import { solveProved } from "./solve-proved";

/** The files that scores come from. */
export const SCORE_INPUTS: readonly OptionSpec[] = [
  { name: "scores", value: "FILE", required: true },
  { name: "capacities", value: "FILE" },
];

/** Scores of one's own in, pairings and a certificate out: the solver alone. */
export const assign: Command = {
  name: "assign",
  key: "assign",
  options: [...SCORE_INPUTS, ...SETTING_OPTIONS, ...RESULT_OPTIONS],
  run: async (call) => runAssign(call),
};

function runAssign(call: CommandCall): void {
  const { options, language } = call;
  const out = options.get("out");
  const inputs = SCORE_INPUTS.flatMap(({ name }) => options.get(name) ?? []);
  if (out !== undefined) checkOutput(out, inputs);
  const { scores, problem } = scoresProblem(options, {
    objective: objectiveOf(call),
    ...optionSettings(options),
  });
  checkSettings(problem, []);
  const result = solveProved(problem);
  const crowd = crowdWords(problem, result, language);
  printResult(call, problem, result, {
    unmatched: ({ mentee, cause }) => {
      const { mentor, score } = bestScore(
        scores.get(problem.menteeIds[mentee] ?? ""),
      );
      const args = { mentor, score: String(score) };
      return (
        crowd(mentee, cause, args) ?? language.cli(UNMATCHED_KEYS[cause], args)
      );
    },
    warnings: [],
  });
}

/**
 * The solver's problem for a file of scores.
 *
 * @param asked objective and settings
 * @throws {InputError} if a file cannot be read, or says something wrong
 */
export function scoresProblem(
  options: Options,
  asked: Pick<
    MatchingProblem,
    "objective" | "floor" | "evenness" | "proposing"
  >,
): { scores: ScoreTable; problem: MatchingProblem } {
  const scores = readScores(options);
  return { scores, problem: problemOf(scores, readCapacities(options), asked) };
}

const UNMATCHED_KEYS: Readonly<
  Record<MatchingResult["unmatched"][number]["cause"], string>
> = {
  no_allowed_mentor: "unmatched.noPlaces",
  below_minimum: "unmatched.noPlaces",
  mentors_full: "unmatched.mentorsFull",
  would_lower_total: "unmatched.wouldLowerTotal",
  quota: "unmatched.quota",
};

function readScores(options: Options): ScoreTable {
  const scores: ScoreTable = new Map();
  const problems: RosterProblem[] = [];
  readRows(
    requiredOption(options, "scores"),
    scoreSink(scores, problems),
    problems,
  );
  return scores;
}

function readCapacities(options: Options): ReadonlyMap<string, number> {
  const capacities = new Map<string, number>();
  const problems: RosterProblem[] = [];
  const file = options.get("capacities");
  if (file !== undefined)
    readRows(file, capacitySink(capacities, problems), problems);
  return capacities;
}

/** Everybody in code point order of ids, so that the order of rows cannot matter. A mentor without a row has 1 place. */
function problemOf(
  scores: ScoreTable,
  capacities: ReadonlyMap<string, number>,
  asked: Pick<
    MatchingProblem,
    "objective" | "floor" | "evenness" | "proposing"
  >,
): MatchingProblem {
  const menteeIds = [...scores.keys()].sort(compareCodePoints);
  const named = new Set(capacities.keys());
  for (const row of scores.values())
    for (const mentor of row.keys()) named.add(mentor);
  const mentorIds = [...named].sort(compareCodePoints);
  const lookUp = scoreLookUp(scores, menteeIds, mentorIds);
  return {
    menteeIds,
    mentorIds,
    demand: new Uint8Array(menteeIds.length).fill(1),
    // More places than there are mentees change nothing, and would not fit the array.
    capacity: Int32Array.from(mentorIds, (id) =>
      Math.min(capacities.get(id) ?? 1, menteeIds.length),
    ),
    score: lookUp,
    pins: [],
    pinScores: [],
    minimumScore: 0,
    ...asked,
  };
}

/** Two bytes a pair up to this many pairs; beyond, the table of the file itself, which is slower. */
const DENSE_PAIRS = 100_000_000;
const FORBIDDEN = -1;

function scoreLookUp(
  scores: ScoreTable,
  menteeIds: readonly string[],
  mentorIds: readonly string[],
): MatchingProblem["score"] {
  const width = mentorIds.length;
  if (menteeIds.length * width > DENSE_PAIRS) {
    const rows = menteeIds.map((id) => scores.get(id));
    return (mentee, mentor) =>
      rows[mentee]?.get(mentorIds[mentor] ?? "") ?? FORBIDDEN;
  }
  const dense = new Int16Array(menteeIds.length * width).fill(FORBIDDEN);
  const mentorAt = new Map(mentorIds.map((id, position) => [id, position]));
  menteeIds.forEach((id, mentee) => {
    for (const [mentor, score] of scores.get(id) ?? []) {
      dense[mentee * width + (mentorAt.get(mentor) ?? 0)] = score;
    }
  });
  return (mentee, mentor) => dense[mentee * width + mentor] ?? FORBIDDEN;
}

/** The best mentor that a mentee has a score with, the first in code point order among equals. */
function bestScore(row: ReadonlyMap<string, number> | undefined): {
  mentor: string;
  score: number;
} {
  let best = { mentor: "", score: FORBIDDEN };
  for (const [mentor, score] of row ?? []) {
    const first = compareCodePoints(mentor, best.mentor) < 0;
    if (score > best.score || (score === best.score && first))
      best = { mentor, score };
  }
  return best;
}
