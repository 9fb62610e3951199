import { z } from "zod";
import { findCountry } from "~/domain/reference/countries";
import { sectorEntry } from "~/domain/reference/sectors";
import { nearest } from "~/domain/roster/nearest";
import { excerpt, type RosterProblem } from "~/domain/roster/table";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import {
  COUNTRY_MODES,
  CRITERIA,
  LANGUAGE_LEVELS,
  QUESTION_RELATIONS,
  type CriteriaSet,
} from "~/domain/scoring/types";
import { DEFAULT_SETTINGS } from "~/domain/matching/settings";
import { settingsShape } from "./settings-input";

const HIGHEST_WEIGHT = 1_000_000;
const HOURS_A_WEEK = 168;
const MOST_QUESTIONS = 20;

const weight = z
  .int({ error: "criteria.weight" })
  .min(0, { error: "criteria.weight" })
  .max(HIGHEST_WEIGHT, { error: "criteria.weight" });

const basisPoints = z
  .int({ error: "criteria.basisPoints" })
  .min(0, { error: "criteria.basisPoints" })
  .max(10_000, { error: "criteria.basisPoints" });

const entry = z
  .string({ error: "criteria.links" })
  .transform(
    (text, ctx) => sectorEntry(text) ?? refuse(ctx, "criteria.sector"),
  );

const weights = z
  .strictObject(everyKey(CRITERIA, weight), { error: "criteria.object" })
  .transform((given) => ({ ...DEFAULT_CRITERIA.weights, ...given }))
  .refine(anyAboveZero, { error: "criteria.weightsZero" });

const countryModes = z
  .strictObject(everyKey(COUNTRY_MODES, weight), { error: "criteria.object" })
  .transform((given) => ({ ...DEFAULT_CRITERIA.country, ...given }))
  .refine(anyAboveZero, { error: "criteria.weightsZero" });

const hardRules = z
  .strictObject(
    {
      language: z.enum(LANGUAGE_LEVELS, { error: "criteria.level" }).optional(),
      allowSameOrganisation: z
        .boolean({ error: "criteria.boolean" })
        .optional(),
    },
    { error: "criteria.object" },
  )
  .transform((given) => ({ ...DEFAULT_CRITERIA.hard, ...given }));

/** Questions are named by their code in the columns of the files, or by their id. */
const questions = z
  .array(
    z.strictObject(
      {
        question: z
          .string({ error: "criteria.questionName" })
          .trim()
          .toLowerCase()
          .min(1, { error: "criteria.questionName" })
          .max(200, { error: "criteria.questionName" }),
        relation: z.enum(QUESTION_RELATIONS, { error: "criteria.relation" }),
        weight: z.union([weight, z.literal("must")], {
          error: "criteria.questionWeight",
        }),
      },
      { error: "criteria.questions" },
    ),
    { error: "criteria.questions" },
  )
  .max(MOST_QUESTIONS, { error: "criteria.questionsMany" })
  .superRefine((rows, ctx) => {
    rows.forEach(({ question }, at) => {
      if (rows.findIndex((row) => row.question === question) < at)
        refuse(ctx, "criteria.questionTwice", [String(at), "question"]);
    });
  });

/**
 * A criteria set as a file or a form may state it: what it leaves out is filled in from the defaults, key by key.
 *
 * Unknown keys are refused with their path. Country codes and sectors come out in their canonical form. Messages are
 * keys of the `roster` catalogue.
 */
export const criteriaSetSchema = z
  .strictObject(
    {
      weights: weights.optional(),
      country: countryModes.optional(),
      countryMatrix: z.unknown().transform(readMatrix).optional(),
      hard: hardRules.optional(),
      sectorLinks: z
        .array(
          z.tuple([entry, entry, basisPoints], { error: "criteria.links" }),
          {
            error: "criteria.links",
          },
        )
        .optional(),
      hoursNeeded: z
        .number({ error: "criteria.hours" })
        .gt(0, { error: "criteria.hours" })
        .max(HOURS_A_WEEK, { error: "criteria.hours" })
        .optional(),
      referenceDate: z
        .string({ error: "criteria.date" })
        .refine(isDate, { error: "criteria.date" })
        .nullable()
        .optional(),
      minimumScore: basisPoints.optional(),
      questions: questions.optional(),
      ...settingsShape,
    },
    { error: "criteria.object" },
  )
  .transform((given): CriteriaSet => ({ ...DEFAULT_CRITERIA, ...given }));

/** Reads a criteria file; each problem's `column` is the path of the value, such as `weights.sector`. */
export function readCriteria(
  text: string,
):
  | { readonly ok: true; readonly criteria: CriteriaSet }
  | { readonly ok: false; readonly problems: readonly RosterProblem[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [jsonProblem(text, error)] };
  }
  const result = criteriaSetSchema.safeParse(json);
  return result.success
    ? { ok: true, criteria: result.data }
    : { ok: false, problems: result.error.issues.flatMap(issueProblems) };
}

function issueProblems(issue: z.core.$ZodIssue): RosterProblem[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") {
    return [
      {
        row: null,
        column: path.join(".") || null,
        key: issue.message,
        args: {},
      },
    ];
  }
  const known = knownKeys(path);
  return issue.keys.map((key): RosterProblem => {
    const suggestion = nearest(key, known);
    const column = excerpt([...path, key].join("."));
    return suggestion === null
      ? {
          row: null,
          column,
          key: "criteria.unknownKey",
          args: { known: known.join(", ") },
        }
      : {
          row: null,
          column,
          key: "criteria.misspeltKey",
          args: { suggestion },
        };
  });
}

function knownKeys([first]: readonly string[]): string[] {
  if (first === "weights") return [...CRITERIA];
  if (first === "country") return [...COUNTRY_MODES];
  if (first === "quotas") return ["side", "by", "value", "atLeast", "atMost"];
  if (first === "questions") return ["question", "relation", "weight"];
  if (first === "hard") return Object.keys(DEFAULT_CRITERIA.hard);
  const top = { ...DEFAULT_CRITERIA, ...DEFAULT_SETTINGS };
  return [...Object.keys(top), "questions"];
}

/** Where a JSON text breaks off; the engine tells the position in the message only, and not always. */
function jsonProblem(text: string, error: unknown): RosterProblem {
  const position = /position (\d+)/u.exec(
    error instanceof Error ? error.message : "",
  )?.[1];
  if (position === undefined)
    return { row: null, column: null, key: "criteria.notJson", args: {} };
  const line = text.slice(0, Number(position)).split("\n").length;
  return {
    row: null,
    column: null,
    key: "criteria.notJsonAt",
    args: { line: String(line) },
  };
}

type Context = z.core.$RefinementCtx;
type Matrix = Record<string, Record<string, number>>;

/** Read by hand: a zod record passes over a `__proto__` key without a word. */
function readMatrix(value: unknown, ctx: Context): Matrix {
  const matrix: Matrix = {};
  for (const [mentee, row] of entriesOf(value, ctx, [])) {
    const menteeCode = countryCode(mentee, ctx, [mentee]);
    for (const [mentor, cell] of entriesOf(row, ctx, [mentee])) {
      const mentorCode = countryCode(mentor, ctx, [mentee, mentor]);
      if (typeof cell !== "number" || !(cell >= -1 && cell <= 1)) {
        refuse(ctx, "criteria.matrixValue", [mentee, mentor]);
      } else if (menteeCode !== null && mentorCode !== null) {
        (matrix[menteeCode] ??= {})[mentorCode] = cell;
      }
    }
  }
  return matrix;
}

function entriesOf(
  value: unknown,
  ctx: Context,
  path: readonly string[],
): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value);
  }
  refuse(ctx, "criteria.object", path);
  return [];
}

function countryCode(
  text: string,
  ctx: Context,
  path: readonly string[],
): string | null {
  const code = text.trim().length === 2 ? findCountry(text) : null;
  if (code === null) refuse(ctx, "criteria.country", path);
  return code;
}

function refuse(
  ctx: Context,
  message: string,
  path: readonly string[] = [],
): never {
  ctx.addIssue({ code: "custom", message, path: [...path] });
  return z.NEVER;
}

function everyKey<K extends string, S extends z.ZodType>(
  keys: readonly K[],
  schema: S,
) {
  // fromEntries forgets which keys it was given
  return Object.fromEntries(
    keys.map((key) => [key, schema.optional()]),
  ) as Record<K, z.ZodOptional<S>>;
}

function anyAboveZero(values: Readonly<Record<string, number>>): boolean {
  return Object.values(values).some((value) => value > 0);
}

/** Whether a text is a day of the calendar in the form 2026-09-07. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
