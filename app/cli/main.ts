import { nearest } from "~/domain/roster/nearest";
import { LOCALES } from "~/i18n/locales";
import type { Io } from "./command";
import { COMMANDS } from "./commands";
import { commandHelp, generalHelp } from "./help";
import { InputError, inputError, type Complaint } from "./input-error";
import { chooseLocale, languageOf, type Language } from "./language";
import { readOptions, requireOptions, type OptionSpec } from "./options";
import { UnprovenResult } from "./solve-proved";

const DONE = 0;
const OUR_FAULT = 1;
const BAD_INPUT = 2;

/** More complaints than this are counted, not listed. */
const MOST_COMPLAINTS = 50;

/** Options of every command. */
export const GENERAL_OPTIONS: readonly OptionSpec[] = [
  { name: "lang", value: "LANGUAGE", choices: LOCALES },
  { name: "help", value: "flag" },
];

/**
 * Runs one command line.
 *
 * @param args  the words after the program's name
 * @returns the exit code: 0 done, 2 bad input, option or file, 1 a fault of ours
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const language = languageOf(chooseLocale(args, io.env));
  try {
    await runCommand(args, language, io);
    return DONE;
  } catch (error) {
    if (error instanceof InputError) {
      io.stderr(complain(error.complaints, language));
      return BAD_INPUT;
    }
    const key =
      error instanceof UnprovenResult ? "error.unproven" : "error.fault";
    io.stderr(`${language.cli(key, { detail: messageOf(error) })}\n`);
    if (io.env["DEBUG"] && error instanceof Error)
      io.stderr(`${error.stack ?? ""}\n`);
    return OUR_FAULT;
  }
}

async function runCommand(
  args: readonly string[],
  language: Language,
  io: Io,
): Promise<void> {
  const written = args.map((arg) => (arg === "-h" ? "--help" : arg));
  const command = COMMANDS.find(({ name }) => isNamed(name, written));
  if (command === undefined) {
    if (!asksForHelp(written)) throw unknownCommand(written);
    io.stdout(generalHelp(COMMANDS, GENERAL_OPTIONS, language));
    return;
  }
  const specs = [...command.options, ...GENERAL_OPTIONS];
  const options = readOptions(
    written.slice(command.name.split(" ").length),
    specs,
  );
  if (options.has("help")) {
    io.stdout(commandHelp(command, specs, language));
    return;
  }
  requireOptions(options, specs);
  await command.run({ options, language, io });
}

function isNamed(name: string, args: readonly string[]): boolean {
  return name.split(" ").every((word, at) => args[at] === word);
}

/** `--help` without a command, alone or with a language. */
function asksForHelp(args: readonly string[]): boolean {
  const words = args[0] === "help" ? args.slice(1) : args;
  if (words.length > 0 && words[0]?.startsWith("-") !== true) return false;
  return readOptions(words, GENERAL_OPTIONS).has("help") || args[0] === "help";
}

function unknownCommand([written]: readonly string[]): InputError {
  const names = COMMANDS.map(({ name }) => name);
  const commands = names.join(", ");
  if (written === undefined || written.startsWith("-")) {
    return inputError("error.noCommand", { commands });
  }
  const suggestion = nearest(written, names);
  return suggestion === null
    ? inputError("error.unknownCommand", { command: written, commands })
    : inputError("error.misspeltCommand", { command: written, suggestion });
}

function complain(
  complaints: readonly Complaint[],
  language: Language,
): string {
  const shown = complaints.slice(0, MOST_COMPLAINTS);
  const lines = shown.map((complaint) =>
    printable(sentence(complaint, language)),
  );
  const more = complaints.length - shown.length;
  if (more > 0) lines.push(language.cli("error.more", { count: more }));
  return `${lines.join("\n")}\n`;
}

function sentence(complaint: Complaint, { cli, roster }: Language): string {
  if ("key" in complaint) return cli(complaint.key, complaint.args);
  const { row, column, key, args } = complaint.problem;
  const place = {
    file: complaint.file,
    message: roster(key, args),
    ...(row === null ? {} : { row: String(row) }),
    ...(column === null ? {} : { column }),
  };
  if (key.startsWith("criteria.") && column !== null)
    return cli("problem.field", place);
  if (row !== null)
    return cli(column === null ? "problem.row" : "problem.cell", place);
  return cli(column === null ? "problem.file" : "problem.column", place);
}

/** Somebody's cell may hold control characters, and a terminal obeys them. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "\u{FFFD}");
}

function messageOf(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}
