import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { StoredMatchingResult } from "../../app/domain/matching/stored-result.ts";
import type { MatchingFacts, Reason } from "../../app/domain/scoring/types.ts";
import { bytes, createdAt, id, instant, oneOf } from "./columns.ts";
import { people } from "./people.ts";
import { cohorts, criteriaSets } from "./programmes.ts";

export type { StoredMatchingResult };

export const RUN_STATES = [
  "queued",
  "running",
  "finished",
  "failed",
  "cancelled",
] as const;
export const RUN_PHASES = [
  "waiting",
  "score",
  "solve",
  "prove",
  "check",
  "save",
] as const;

/** A computation with everything it was computed from. Once it has ended, nothing in the row changes (a trigger holds it). */
export const matchingRuns = pgTable(
  "matching_runs",
  {
    id: id(),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    criteriaSetId: uuid().notNull(),
    state: text({ enum: RUN_STATES }).notNull().default("queued"),
    phase: text({ enum: RUN_PHASES }).notNull().default("waiting"),
    done: integer().notNull().default(0),
    of: integer().notNull().default(0),
    cancelRequested: boolean().notNull().default(false),
    input: jsonb().$type<MatchingFacts>().notNull(),
    inputHash: text().notNull(),
    result: jsonb().$type<StoredMatchingResult>(),
    resultHash: text(),
    /** Counted once, so that a list of runs need not read them. */
    menteeCount: integer().generatedAlwaysAs(
      sql`coalesce(jsonb_array_length(input -> 'mentees'), 0)`,
    ),
    matchedCount: integer().generatedAlwaysAs(
      sql`(result ->> 'matched')::integer`,
    ),
    /** Key of the sentence that says what went wrong. */
    failure: text(),
    requestedBy: uuid().references(() => people.id),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (table) => [
    oneOf("matching_runs_state", table.state, RUN_STATES),
    oneOf("matching_runs_phase", table.phase, RUN_PHASES),
    foreignKey({
      columns: [table.criteriaSetId, table.cohortId],
      foreignColumns: [criteriaSets.id, criteriaSets.cohortId],
      name: "matching_runs_criteria_set",
    }),
    index("matching_runs_criteria_set_id").on(
      table.criteriaSetId,
      table.cohortId,
    ),
    index("matching_runs_cohort").on(table.cohortId),
    index("matching_runs_requested_by").on(table.requestedBy),
  ],
);

/** What a set of pairs amounts to; the total in basis points. */
export interface StoredFigures {
  readonly people: number;
  readonly secondPlaces: number;
  readonly total: number;
}

/** Answers that take a search each, worked out with the run. Everybody by enrolment id. */
export interface StoredInsights {
  /** What one more place at a mentor would bring, the dearest mentors first. */
  readonly places: readonly {
    readonly mentor: string;
    readonly gain: StoredFigures;
    readonly moves: number;
  }[];
  /** What would give an unmatched mentee a pair, the best thing for each. */
  readonly relaxings: readonly {
    readonly mentee: string;
    readonly mentor: string;
    readonly kind: "place" | "minimum" | "rule";
    /** The hard rule, for `rule`. */
    readonly reason: Reason | null;
    readonly score: number | null;
    readonly gain: StoredFigures;
  }[];
}

/** The solver's state at the end of a run, so that questions about it need no second run. Can be made again from the run. */
export const matchingRunStates = pgTable("matching_run_states", {
  runId: uuid()
    .primaryKey()
    .references(() => matchingRuns.id),
  /** See repair/state-bytes.ts. */
  state: bytes().notNull(),
  insights: jsonb().$type<StoredInsights>().notNull(),
  createdAt: createdAt(),
});
