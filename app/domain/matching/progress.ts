import type { ColumnSearchMaker } from "../scoring/column-search";

export interface SolveProgress {
  readonly phase: "score" | "solve" | "prove" | "check";
  readonly done: number;
  readonly of: number;
}

export interface SolveOptions {
  onProgress?(progress: SolveProgress): void;
  /** Asked now and then; `true` ends the work with `MatchingStopped`. */
  shouldStop?(): boolean;
  /** A quicker search through the columns of a problem than the plain one; the pairs are the same. */
  readonly columnSearch?: ColumnSearchMaker | undefined;
}

/** Thrown by the solver after `shouldStop` said so; there is no partial result. */
export class MatchingStopped extends Error {
  override readonly name = "MatchingStopped";
}

/**
 * Tells how far a phase is and lets the caller stop it. Reports every 64th step and the last, so that it costs nothing.
 *
 * @throws {MatchingStopped} if the caller wants to stop
 */
export function tick(
  options: SolveOptions,
  phase: SolveProgress["phase"],
  done: number,
  of: number,
): void {
  if (done % 64 !== 0 && done !== of) return;
  if (options.shouldStop?.())
    throw new MatchingStopped("stopped by the caller");
  options.onProgress?.({ phase, done, of });
}
