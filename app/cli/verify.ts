import { countBlockingPairs } from "~/domain/matching/blocking";
import { type Fault, faultWith } from "~/domain/matching/fault";
import type { MatchingProblem } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import { SCORE_INPUTS, scoresProblem } from "./assign";
import type { Command, CommandCall } from "./command";
import { readText } from "./files";
import { inputError } from "./input-error";
import { peopleProblem, PEOPLE_INPUTS } from "./match";
import { optional, requiredOption, type OptionSpec } from "./options";
import { printedResultSchema, type PrintedResult, resultOf } from "./proof";

const OPTIONS: readonly OptionSpec[] = [
  { name: "result", value: "FILE", required: true, positional: true },
  ...optional([...SCORE_INPUTS, ...PEOPLE_INPUTS]),
];

/** Checks a result again from the files, without the solver: every pair is held against the proof in the file. */
export const verify: Command = {
  name: "verify",
  key: "verify",
  options: OPTIONS,
  run: async (call) => runVerify(call),
};

function runVerify(call: CommandCall): void {
  const { options, io, language } = call;
  const file = requiredOption(options, "result");
  const printed = readResult(file);
  const problem = problemOf(call, printed);
  const result = resultOf(problem, printed);
  const refuse = ({ key, args }: Fault) =>
    inputError("error.refused", {
      file,
      reason: language.cli(`fault.${key}`, args),
    });
  if (printed.certificate !== null && printed.proof === undefined)
    throw inputError("error.noProof", { file });
  const verdict = verifyMatching(problem, result);
  if (!verdict.ok) throw refuse(verdict.fault);
  const blockingPairs = countBlockingPairs(problem, result.pairs);
  if (blockingPairs !== result.blockingPairs)
    throw refuse(faultWith("blocking", { count: blockingPairs }));
  if (problem.objective === "stable" && blockingPairs > 0)
    throw refuse(faultWith("unstable"));
  const { primal, dual, pairsChecked } = verdict;
  const { objective, floor, evenness, proposing } = problem;
  const asked = { objective, floor, evenness, proposing };
  const proved = { primal, dual, pairsChecked, blockingPairs };
  const verified = { verified: true, ...asked, ...proved };
  io.stdout(`${JSON.stringify(verified, null, 2)}\n`);
}

function readResult(file: string): PrintedResult {
  let json: unknown;
  try {
    json = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw inputError("error.notResult", { file });
    throw error;
  }
  const read = printedResultSchema.safeParse(json);
  if (read.success) return read.data;
  throw inputError("error.notResult", { file });
}

/** The problem as the files and the result state it: what was asked for comes from the result, everything else from the files. */
function problemOf(call: CommandCall, printed: PrintedResult): MatchingProblem {
  const { options, io } = call;
  const { objective, proof, referenceDate } = printed;
  const byScores = options.has("scores");
  const byPeople = options.has("mentors") && options.has("mentees");
  if (byScores === byPeople) throw inputError("error.verifyInputs");
  if (byScores)
    return scoresProblem(options, { objective, ...proof?.settings }).problem;
  const today = referenceDate ?? io.now().toISOString().slice(0, 10);
  return peopleProblem(options, today, objective).problem;
}
