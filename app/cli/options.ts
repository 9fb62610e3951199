import { parseArgs } from "node:util";
import { nearest } from "~/domain/roster/nearest";
import { inputError } from "./input-error";

/** An option of a command; its description is `options.<name>` in the `cli` catalogue. */
export interface OptionSpec {
  readonly name: string;
  /** What the value is called in help and must be; a flag takes none. */
  readonly value: "FILE" | "NAME" | "LANGUAGE" | "flag";
  readonly required?: boolean;
  /** May be given as a bare word, without its name. */
  readonly positional?: boolean;
  readonly choices?: readonly string[];
}

/** The same options for a command that can do without each of them. */
export function optional(specs: readonly OptionSpec[]): OptionSpec[] {
  return specs.map((spec) => ({ ...spec, required: false }));
}

/** The options as given: a value by name, an empty text for a flag. */
export type Options = ReadonlyMap<string, string>;

/**
 * Reads the arguments after the command's name.
 *
 * @throws {InputError} for an unknown or repeated option, a missing or unwanted value, or a stray word
 */
export function readOptions(
  args: readonly string[],
  specs: readonly OptionSpec[],
): Options {
  const options = new Map<string, string>();
  for (const token of tokensOf(args, specs)) {
    if (token.kind === "positional") {
      const named = specs.find(
        ({ name, positional }) => positional && !options.has(name),
      );
      if (named === undefined)
        throw inputError("error.strayWord", { value: token.value });
      options.set(named.name, token.value);
      continue;
    }
    if (token.kind === "option-terminator") continue;
    const spec = specs.find(({ name }) => token.rawName === `--${name}`);
    if (spec === undefined) throw unknownOption(token.rawName, specs);
    if (options.has(spec.name))
      throw inputError("error.repeatedOption", { option: spec.name });
    options.set(spec.name, readValue(spec, token));
  }
  return options;
}

/** @throws {InputError} if an option that the command cannot do without is missing */
export function requireOptions(
  options: Options,
  specs: readonly OptionSpec[],
): void {
  const missing = specs.find(
    ({ name, required }) => required && !options.has(name),
  );
  if (missing !== undefined)
    throw inputError("error.missingOption", { option: missing.name });
}

/** The value of an option that `requireOptions` has seen. */
export function requiredOption(options: Options, name: string): string {
  const value = options.get(name);
  if (value === undefined)
    throw new Error(`--${name} is not marked as required`);
  return value;
}

/** Node's parser splits the arguments; the rules and the messages are ours, in three languages. */
function tokensOf(args: readonly string[], specs: readonly OptionSpec[]) {
  const known = specs.map(({ name, value }) => [
    name,
    { type: value === "flag" ? ("boolean" as const) : ("string" as const) },
  ]);
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(known),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

interface OptionToken {
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readValue(spec: OptionSpec, token: OptionToken): string {
  const option = spec.name;
  if (spec.value === "flag") {
    if (token.value !== undefined)
      throw inputError("error.unwantedValue", { option });
    return "";
  }
  const value = statedValue(token);
  if (value === null) throw inputError("error.missingValue", { option });
  if (spec.choices?.includes(value) === false) {
    throw inputError("error.badChoice", {
      option,
      value,
      choices: spec.choices.join(", "),
    });
  }
  return value;
}

/** The value, or null if there is none or the next option stands in its place. */
function statedValue({ value, inlineValue }: OptionToken): string | null {
  if (value === undefined || value === "") return null;
  return inlineValue !== true && value.startsWith("-") ? null : value;
}

function unknownOption(written: string, specs: readonly OptionSpec[]) {
  const names = specs.map(({ name }) => name);
  const suggestion = nearest(written.replace(/^-+/u, ""), names);
  return suggestion === null
    ? inputError("error.unknownOption", {
        option: written,
        options: names.map((name) => `--${name}`).join(", "),
      })
    : inputError("error.misspeltOption", {
        option: written,
        suggestion: `--${suggestion}`,
      });
}
