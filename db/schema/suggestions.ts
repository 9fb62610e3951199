import { index, jsonb, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import type { StoredFigures } from "./matching.ts";
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
