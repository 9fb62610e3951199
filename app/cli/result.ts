import type { MatchingProblem, MatchingResult } from "~/domain/matching/types";
import type { CommandCall } from "./command";
import { writeOutput } from "./files";
import type { OptionSpec } from "./options";
import { printedProof } from "./proof";
import { OBJECTIVES, type Objective } from "~/domain/matching/types";

/** Options of the two commands that print a result. */
export const RESULT_OPTIONS: readonly OptionSpec[] = [
  { name: "objective", value: "NAME", choices: OBJECTIVES },
  { name: "proof", value: "flag" },
  { name: "out", value: "FILE" },
];

/** A line of the criteria of a pair, with its reason as a sentence. */
export interface PrintedCriterion {
  readonly criterion: string;
  readonly s: number;
  readonly weight: number;
  readonly points: number;
  readonly reason: string;
}

/** What a command adds to the bare result. Everything is by position. */
export interface Prose {
  readonly criteria?: (mentee: number, mentor: number) => PrintedCriterion[];
  readonly unmatched: (
    unmatched: MatchingResult["unmatched"][number],
  ) => string;
  readonly warnings: readonly string[];
  readonly referenceDate?: string;
}

/** The objective asked for; its name was checked with the options. */
export function objectiveOf({ options }: CommandCall): Objective {
  const asked = options.get("objective");
  return OBJECTIVES.find((objective) => objective === asked) ?? "coverage";
}

/** Prints a result as JSON, or writes it to the file that was asked for. */
export function printResult(
  call: CommandCall,
  problem: MatchingProblem,
  result: MatchingResult,
  prose: Prose,
): void {
  const json = {
    ...printed(problem, result, prose),
    ...(call.options.has("proof") && {
      proof: printedProof(problem, result),
    }),
  };
  const text = `${JSON.stringify(json, null, 2)}\n`;
  const out = call.options.get("out");
  if (out === undefined) call.io.stdout(text);
  else writeOutput(out, text);
}

function printed(
  problem: MatchingProblem,
  result: MatchingResult,
  prose: Prose,
) {
  const { menteeIds, mentorIds } = problem;
  const { certificate } = result;
  return {
    objective: result.objective,
    matched: result.matched,
    total: result.total,
    worst: result.worst,
    pairs: result.pairs.map(({ mentee, mentor, score, pinned }) => ({
      mentee: menteeIds[mentee],
      mentor: mentorIds[mentor],
      score,
      ...(pinned ? { pinned } : {}),
      ...(prose.criteria ? { criteria: prose.criteria(mentee, mentor) } : {}),
    })),
    unmatched: result.unmatched.map((entry) => ({
      mentee: menteeIds[entry.mentee],
      reason: prose.unmatched(entry),
    })),
    certificate: certificate && {
      primal: certificate.primal,
      dual: certificate.dual,
      pairsChecked: certificate.pairsChecked,
      violations: certificate.violations,
    },
    blockingPairs: result.blockingPairs,
    warnings: prose.warnings,
    ...(prose.referenceDate === undefined
      ? {}
      : { referenceDate: prose.referenceDate }),
  };
}
