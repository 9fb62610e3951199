import type { PgTable } from "drizzle-orm/pg-core";
import type { Db } from "../client.ts";
import { auditEntries } from "../schema/index.ts";

type AuditRow = typeof auditEntries.$inferInsert;

/** What every chapter of the sample is told with. */
export interface Story {
  readonly tx: Db;
  /** The moment of loading: the present of the later cohorts is counted from it. */
  readonly now: Date;
  readonly programmeId: string;
  /** The invented coordinator, who decided everything that coordinators decide. */
  readonly coordinatorId: string;
  /** Fingerprint of a value, as matching runs keep it. */
  readonly hash: (value: unknown) => string;
  /** Collected on the way and written at the end, in the order of time. */
  readonly audit: AuditRow[];
}

/** Rows in one statement, far below PostgreSQL's 65,535 parameters. */
const ROWS = 500;

/** Adds rows to a table, many at a time. */
export async function insertAll<T extends PgTable>(
  tx: Db,
  table: T,
  rows: readonly T["$inferInsert"][],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS)
    // drizzle cannot follow a table that is itself a type parameter
    await tx.insert(table).values(rows.slice(at, at + ROWS) as never);
}

/** A step for the audit; the actor is the coordinator unless somebody is named (null: nobody in particular). */
export function note(
  story: Story,
  at: Date,
  action: string,
  subject: readonly [kind: string, id: string],
  more: Partial<AuditRow> = {},
): void {
  story.audit.push({
    at,
    action,
    subjectKind: subject[0],
    subjectId: subject[1],
    programmeId: story.programmeId,
    actorId: story.coordinatorId,
    ...more,
  });
}

/** Writes the collected audit. */
export async function writeAudit(story: Story): Promise<void> {
  const inOrder = story.audit.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  await insertAll(story.tx, auditEntries, inOrder);
}

const DAY_MS = 86_400_000;

/** A moment `days` after another (before it if negative), at an hour of the day in UTC if one is given. */
export function after(from: Date, days: number, hour?: number): Date {
  const moment = new Date(from.getTime() + days * DAY_MS);
  if (hour !== undefined) moment.setUTCHours(hour, 0, 0, 0);
  return moment;
}

/** The same hour on the last day up to the moment that is neither Friday, Saturday nor Sunday: both shores work. */
export function onWorkday(moment: Date): Date {
  const weekday = moment.getUTCDay();
  const back = weekday >= 5 ? weekday - 4 : weekday === 0 ? 3 : 0;
  return after(moment, -back);
}

/** A day as 2019-09-13, in UTC. */
export function isoDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
