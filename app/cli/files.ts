import { randomUUID } from "node:crypto";
import {
  accessSync,
  constants,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { RowSink } from "~/domain/roster/scores";
import type { RosterProblem, Table } from "~/domain/roster/table";
import { decodeUtf8, parseCsv, readCsv, type CsvLimits } from "~/lib/csv";
import { InputError, inputError } from "./input-error";

/** Files on one's own machine may be as long as a text in Node can be. */
const FILE_LIMITS: CsvLimits = {
  bytes: 500_000_000,
  rows: Infinity,
  columns: Infinity,
  cellCharacters: 100_000,
};

/** @throws {InputError} if the file cannot be read, or is not UTF-8 text */
export function readText(file: string): string {
  const decoded = decodeUtf8(readBytes(file), FILE_LIMITS);
  if (decoded.ok) return decoded.text;
  throw problemsOf(file, [decoded.problem]);
}

/** @throws {InputError} if the file cannot be read, or its form is not that of a table */
export function readTable(file: string): Table {
  const { table, problems } = parseCsv(readText(file), FILE_LIMITS);
  if (problems.length > 0) throw problemsOf(file, problems);
  return table;
}

/**
 * Reads a table row by row, for files that are too long to keep.
 *
 * @param problems  what the sink has found; told together with what is wrong with the form of the file
 * @throws {InputError} if anything is wrong
 */
export function readRows(
  file: string,
  sink: RowSink,
  problems: readonly RosterProblem[],
): void {
  const formal = readCsv(readText(file), FILE_LIMITS, sink);
  const all = [...formal, ...problems];
  if (all.length > 0) throw problemsOf(file, all);
}

/** An error that lists problems of one file. */
export function problemsOf(
  file: string,
  problems: readonly RosterProblem[],
): InputError {
  return new InputError(problems.map((problem) => ({ file, problem })));
}

/**
 * Checks, before any work is done, that a result can be written to a file.
 *
 * @param inputs  the files that are read; a result must not replace one of them
 * @throws {InputError} if not
 */
export function checkOutput(file: string, inputs: readonly string[]): void {
  const folder = path.dirname(path.resolve(file));
  if (kindOf(folder) !== "folder")
    throw inputError("error.outFolder", { file, folder });
  const kind = kindOf(file);
  if (kind === "folder") throw inputError("error.outIsFolder", { file });
  const target = kind === "file" ? realpathSync(file) : path.resolve(file);
  if (
    inputs.some(
      (input) => kindOf(input) === "file" && realpathSync(input) === target,
    )
  ) {
    throw inputError("error.outIsInput", { file });
  }
  try {
    accessSync(kind === "nothing" ? folder : target, constants.W_OK);
  } catch {
    throw inputError("error.outNotWritable", { file });
  }
}

/**
 * Writes a result whole or not at all: into a new file beside the target, which then takes its place.
 *
 * @throws {InputError} if it cannot be written
 */
export function writeOutput(file: string, text: string): void {
  try {
    // A device or a pipe is written to; only a file can be replaced.
    if (kindOf(file) === "other") writeFileSync(file, text);
    else replaceFile(kindOf(file) === "file" ? realpathSync(file) : file, text);
  } catch {
    throw inputError("error.outNotWritable", { file });
  }
}

function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function kindOf(file: string): "nothing" | "folder" | "file" | "other" {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) return "folder";
    return stats.isFile() ? "file" : "other";
  } catch {
    return "nothing"; // or out of reach, which reading or writing will tell
  }
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw inputError(READ_ERRORS[codeOf(error)] ?? "error.fileUnreadable", {
      file,
    });
  }
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: "error.fileMissing",
  ENOTDIR: "error.fileMissing",
  EISDIR: "error.fileIsFolder",
  EACCES: "error.fileForbidden",
  EPERM: "error.fileForbidden",
  ERR_FS_FILE_TOO_LARGE: "error.fileTooLarge",
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
