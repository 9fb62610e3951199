import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf } from "./columns.ts";
import { matchingRuns, type StoredFigures } from "./matching.ts";
import { pairings } from "./pairings.ts";
import { cohorts } from "./programmes.ts";

/** One mentee's undecided place: with whom until now, and with whom next; enrolment ids, scores in basis points. */
export interface StoredChange {
  readonly mentee: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
}

/** The lowest score of the undecided proposals, basis points. */
export interface StoredFloor {
  readonly before: number;
  readonly after: number;
  /** With as many people it could be that high, by other changes; null: it could not be higher. */
  readonly possible: number | null;
}

/** What the coordinator could propose next after a pair fell through; nothing happens until somebody takes it up. */
export const matchingSuggestions = pgTable(
  "matching_suggestions",
  {
    /** The pair that fell through. */
    pairingId: uuid()
      .primaryKey()
      .references(() => pairings.id),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    changes: jsonb().$type<readonly StoredChange[]>().notNull(),
    before: jsonb().$type<StoredFigures>().notNull(),
    after: jsonb().$type<StoredFigures>().notNull(),
    /** Only where the worst pair comes first. */
    floor: jsonb().$type<StoredFloor>(),
    computedAt: instant().notNull(),
    takenAt: instant(),
  },
  (table) => [index("matching_suggestions_cohort").on(table.cohortId)],
);

/** Why nothing could be worked out for those who joined. */
export const JOINER_HINDRANCES = [
  "nobody",
  "too_large",
  "pins",
  "weights",
  "objective",
] as const;

/** Who joined a cohort after its last run, and how they would best be taken in; nothing happens until somebody takes it up. */
export const joinerSuggestions = pgTable(
  "joiner_suggestions",
  {
    cohortId: uuid()
      .primaryKey()
      .references(() => cohorts.id),
    /** The run that they came too late for; of no interest once there is another. */
    runId: uuid()
      .notNull()
      .references(() => matchingRuns.id),
    /** Enrolments. */
    joined: uuid().array().notNull(),
    changes: jsonb().$type<readonly StoredChange[]>().notNull(),
    /** What the changes bring to the whole; null where nothing could be worked out. */
    gain: jsonb().$type<StoredFigures>(),
    /** Only where the worst pair comes first. */
    floor: jsonb().$type<StoredFloor>(),
    hindrance: text({ enum: JOINER_HINDRANCES }),
    computedAt: instant().notNull(),
    setAsideAt: instant(),
  },
  (table) => [
    oneOf("joiner_suggestions_hindrance", table.hindrance, JOINER_HINDRANCES),
    index("joiner_suggestions_run").on(table.runId),
  ],
);
