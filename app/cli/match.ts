import { compileScorer } from "~/domain/scoring/compile";
import { problemOf } from "~/domain/matching/problem";
import type { Objective } from "~/domain/matching/types";
import { usualHelpers } from "~/lib/column-search/helper-threads.server";
import type { Command, CommandCall } from "./command";
import { checkOutput } from "./files";
import { readMatchInput } from "./match-input";
import { matchProse } from "./match-prose";
import type { Options, OptionSpec } from "./options";
import { objectiveOf, printResult, RESULT_OPTIONS } from "./result";
import { checkSettings } from "./settings";
import { solveProved } from "./solve-proved";

/** The files that people come from. */
export const PEOPLE_INPUTS: readonly OptionSpec[] = [
  { name: "mentors", value: "FILE", required: true },
  { name: "mentees", value: "FILE", required: true },
  { name: "criteria", value: "FILE" },
  { name: "pins", value: "FILE" },
  { name: "exclude", value: "FILE" },
  { name: "wishes", value: "FILE" },
];

/** Threads beside the first one, for large files. */
const WORKERS: OptionSpec = {
  name: "workers",
  value: "NAME",
  choices: ["0", "1", "2"],
};

/** Two files of people in, explained pairings and a certificate out. */
export const match: Command = {
  name: "match",
  key: "match",
  options: [...PEOPLE_INPUTS, ...RESULT_OPTIONS, WORKERS],
  run: async (call) => runMatch(call),
};

function runMatch(call: CommandCall): void {
  const { options, io, language } = call;
  const out = options.get("out");
  const inputs = PEOPLE_INPUTS.flatMap(({ name }) => options.get(name) ?? []);
  if (out !== undefined) checkOutput(out, inputs);
  const today = io.now().toISOString().slice(0, 10);
  const { input, scorer, problem } = peopleProblem(
    options,
    today,
    objectiveOf(call),
  );
  const quotas = input.criteria.quotas ?? [];
  const workers = options.get("workers") ?? usualHelpers();
  const result = solveProved(problem, quotas, Number(workers));
  const prose = matchProse(input, scorer, problem, result, language);
  printResult(call, problem, result, prose);
}

/**
 * The solver's problem for files of people, with all that it was made from.
 *
 * @param today  the day in UTC that counts if the criteria name none, as 2026-09-07
 * @throws {InputError} if a file cannot be read or says something wrong, or settings mean nothing together
 */
export function peopleProblem(
  options: Options,
  today: string,
  objective: Objective,
) {
  const input = readMatchInput(options, today);
  const scorer = compileScorer(input.criteria, input.facts);
  const problem = problemOf(input.criteria, input.facts, scorer, objective);
  checkSettings(problem, input.criteria.quotas ?? []);
  return { input, scorer, problem };
}
