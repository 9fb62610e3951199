import type { Language } from "./language";
import type { Options, OptionSpec } from "./options";

/** What a command may touch of the world. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export interface CommandCall {
  readonly options: Options;
  readonly language: Language;
  readonly io: Io;
}

/**
 * One command of the command line. Its help is `commands.<key>` in the `cli` catalogue, with `summary` and `notes`;
 * each option is described once for all commands, under `options`.
 */
export interface Command {
  /** One word, or two as in `seed probe`. */
  readonly name: string;
  /** The name as a catalogue key. */
  readonly key: string;
  readonly options: readonly OptionSpec[];
  /** @throws {InputError} for anything the person can put right; whatever else it throws is a fault of ours */
  run(call: CommandCall): Promise<void>;
}
