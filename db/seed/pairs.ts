import { inArray } from "drizzle-orm";
import type { PairingStatus } from "../../app/domain/pairing/lifecycle.ts";
import { PAIRING_PATHS } from "../builders.ts";
import { pairings } from "../schema/index.ts";
import { sampleId } from "./sample-id.ts";
import { after, insertAll, note, type Story } from "./story.ts";

type PairingRow = typeof pairings.$inferInsert;

/** A pair of the sample, with the people behind it. */
export interface SamplePair {
  readonly id: string;
  readonly mentorEnrolmentId: string;
  readonly menteeEnrolmentId: string;
  readonly mentorId: string;
  readonly menteeId: string;
  /** Whether what they answered may be written down as theirs: nothing is put into the mouth of real people. */
  readonly isInvented: boolean;
  readonly status: PairingStatus;
  readonly over?: Partial<PairingRow>;
}

/** When the pairs of a cohort took their steps. */
export interface PairDates {
  readonly proposed: Date;
  readonly approved: Date;
  readonly sent: Date;
  readonly accepted: Date;
  readonly started: Date;
  readonly ended: Date | null;
}

/** The id of the pairing of two enrolments of the sample. */
export function pairingId(mentor: string, mentee: string): string {
  return sampleId("pairing", `${mentor} ${mentee}`);
}

/** Writes pairs and takes them to their statuses by the steps that the database allows, with the audit of each. */
export async function pairUp(
  story: Story,
  cohortId: string,
  dates: PairDates,
  pairs: readonly SamplePair[],
): Promise<void> {
  const rows = pairs.map((pair) => rowOf(story, cohortId, dates, pair));
  await insertAll(story.tx, pairings, rows);
  const longest = Math.max(...pairs.map((pair) => pathOf(pair).length));
  for (let step = 0; step < longest; step++)
    for (const status of new Set(pairs.map((pair) => pathOf(pair)[step])))
      await takeStep(
        story,
        status,
        pairs.filter((pair) => pathOf(pair)[step] === status),
      );
  for (const pair of pairs) noteSteps(story, cohortId, dates, pair);
}

async function takeStep(
  story: Story,
  status: PairingStatus | undefined,
  pairs: readonly SamplePair[],
): Promise<void> {
  if (status === undefined) return; // these have arrived
  const ids = pairs.map(({ id }) => id);
  await story.tx
    .update(pairings)
    .set({ status })
    .where(inArray(pairings.id, ids));
}

function pathOf({ status }: SamplePair): readonly PairingStatus[] {
  return PAIRING_PATHS[status];
}

function rowOf(
  story: Story,
  cohortId: string,
  dates: PairDates,
  pair: SamplePair,
): PairingRow {
  const path = pathOf(pair);
  const isOver = path.includes("completed");
  return {
    id: pair.id,
    cohortId,
    mentorEnrolmentId: pair.mentorEnrolmentId,
    menteeEnrolmentId: pair.menteeEnrolmentId,
    mentorPlace: 1,
    menteePlace: 1,
    createdAt: dates.proposed,
    approvedAt: dates.approved,
    approvedBy: story.coordinatorId,
    sentAt: dates.sent,
    answerBy: path.includes("active") ? null : after(dates.accepted, 7, 21),
    mentorAnsweredAt: dates.accepted,
    startedAt: path.includes("active") ? dates.started : null,
    endedAt: isOver ? dates.ended : null,
    ...pair.over,
  };
}

function noteSteps(
  story: Story,
  cohortId: string,
  dates: PairDates,
  pair: SamplePair,
): void {
  const said = (personId: string) => (pair.isInvented ? personId : null);
  const steps: [PairingStatus, Date | null, string, string | null, string?][] =
    [
      ["approved", dates.approved, "approve", story.coordinatorId, "proposed"],
      ["approved", dates.sent, "send", story.coordinatorId],
      [
        "mentor_accepted",
        dates.accepted,
        "accept_as_mentor",
        said(pair.mentorId),
      ],
      ["active", dates.started, "confirm_as_mentee", said(pair.menteeId)],
      ["on_hold", after(story.now, -6), "hold", story.coordinatorId, "active"],
      ["completed", dates.ended, "complete", story.coordinatorId, "active"],
    ];
  for (const [status, at, step, actorId, from] of steps)
    if (at && pathOf(pair).includes(status))
      note(story, at, `pairing.${step}`, ["pairing", pair.id], {
        cohortId,
        actorId,
        details: from ? { from } : {},
      });
}
