import { QuotaUnattainable } from "~/domain/matching/quota-bounds";
import type { Quota } from "~/domain/matching/settings";
import { faultLine } from "~/domain/matching/fault";
import { passFor } from "~/domain/matching/pair-pass";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem, MatchingResult } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import type { ColumnSearchMaker } from "~/domain/scoring/column-search";
import { wasmColumnSearch } from "~/lib/column-search/wasm-column-search.server";
import { quotaError } from "./settings";

/** A result that the verifier refuses. It is never printed; the command ends with exit code 1. */
export class UnprovenResult extends Error {}

/**
 * Solves a problem and has the independent verifier check the result, certificate and all.
 *
 * @param quotas what was asked for, in the order of the problem's quotas
 * @param helpers threads beside this one for large searches; the result does not depend on them
 * @throws {UnprovenResult} if the check fails
 * @throws {InputError} if no pairs keep to the quotas
 */
export function solveProved(
  problem: MatchingProblem,
  quotas: readonly Quota[] = [],
  helpers = 0,
): MatchingResult {
  const columnSearch = wasmColumnSearch(helpers) ?? undefined;
  const result = solved(problem, quotas, columnSearch);
  const pass = passFor(problem, columnSearch);
  const verdict = verifyMatching(problem, result, pass);
  if (!verdict.ok) throw new UnprovenResult(faultLine(verdict.fault));
  return result;
}

function solved(
  problem: MatchingProblem,
  quotas: readonly Quota[],
  columnSearch: ColumnSearchMaker | undefined,
): MatchingResult {
  try {
    return solveMatching(problem, { columnSearch });
  } catch (error) {
    if (error instanceof QuotaUnattainable) throw quotaError(error, quotas);
    throw error;
  }
}
