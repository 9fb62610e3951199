import type { RosterProblem } from "~/domain/roster/table";

/** Something the person who typed the command can put right. Ends the command with exit code 2. */
export class InputError extends Error {
  /** @param complaints  what is wrong, in the order in which it is told */
  constructor(readonly complaints: readonly Complaint[]) {
    super(complaints.map((complaint) => JSON.stringify(complaint)).join("\n"));
  }
}

export type Complaint =
  | {
      /** A key of the `cli` catalogue. */
      readonly key: string;
      readonly args: Readonly<Record<string, string>>;
    }
  | {
      /** The file as it was named on the command line. */
      readonly file: string;
      readonly problem: RosterProblem;
    };

/** An error with a single complaint. */
export function inputError(
  key: string,
  args: Readonly<Record<string, string>> = {},
): InputError {
  return new InputError([{ key, args }]);
}
