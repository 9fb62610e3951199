import type { Db } from "db/client.ts";
import { editableTasks, openTasks } from "~/domain/enrolment/application.ts";
import type { BulkFacts } from "~/domain/enrolment/bulk.ts";
import type { Context } from "~/lib/context.ts";
import { factsOf, type EnrolmentRecord } from "./record.server.ts";
import { taggedAmong } from "./tags.server.ts";

/** Nobody is reminded twice in this time, in milliseconds. */
export const REMINDER_REST_MS = 24 * 3_600_000;

/** What the outcome of a deed depends on, for each record; `tag` is the one the deed is about. */
export async function bulkFacts(
  db: Db,
  { now }: Pick<Context, "now">,
  records: readonly EnrolmentRecord[],
  tag: string | null,
): Promise<ReadonlyMap<string, BulkFacts>> {
  const ids = records.map(({ enrolment }) => enrolment.id);
  const tagged = tag === null ? new Set() : await taggedAmong(db, ids, tag);
  return new Map(
    records.map((record) => {
      const { enrolment, email, hasPassword } = record;
      const open = openTasks(factsOf(record));
      const theirs = editableTasks(enrolment.state);
      const remindedAt = enrolment.remindedAt?.getTime() ?? 0;
      return [
        enrolment.id,
        {
          state: enrolment.state,
          isComplete: open.length === 0,
          hasOpenTasks:
            enrolment.state === "draft" ||
            open.some((task) => theirs.includes(task)),
          access: accessOf(email, hasPassword),
          remindedToday: now.getTime() - remindedAt < REMINDER_REST_MS,
          hasTag: tagged.has(enrolment.id),
        },
      ];
    }),
  );
}

function accessOf(email: string | null, hasPassword: boolean) {
  if (email === null) return "none";
  return hasPassword ? "ready" : "invited";
}
