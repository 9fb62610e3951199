import type { CohortState } from "../../app/domain/cohort/lifecycle.ts";
import { DEFAULT_CRITERIA } from "../../app/domain/scoring/defaults.ts";
import type { CriteriaSet } from "../../app/domain/scoring/types.ts";
import { cohorts, criteriaSets } from "../schema/index.ts";
import { sampleId } from "./sample-id.ts";
import { note, type Story } from "./story.ts";

type CohortRow = typeof cohorts.$inferInsert;

/** A cohort that has been written, with the version of the criteria it matches by. */
export interface WrittenCohort {
  readonly id: string;
  readonly criteriaSetId: string;
}

/**
 * Writes a cohort with the default criteria and what it has besides, and the steps that led to its state.
 *
 * @param steps  when it took each step, the first being its creation as a draft
 */
export async function writeCohort(
  story: Story,
  row: Omit<CohortRow, "programmeId" | "state">,
  steps: readonly (readonly [CohortState, Date])[],
  besides: Partial<CriteriaSet> = {},
): Promise<WrittenCohort> {
  const { tx, programmeId } = story;
  const id = sampleId("cohort", row.name);
  const criteriaSetId = sampleId("criteria", row.name);
  const [created] = steps;
  const last = steps.at(-1);
  if (!created || !last) throw new Error("a cohort begins as a draft");
  const createdAt = created[1];
  await tx
    .insert(cohorts)
    .values({ ...row, id, programmeId, state: last[0], createdAt });
  await tx.insert(criteriaSets).values({
    id: criteriaSetId,
    cohortId: id,
    version: 1,
    criteria: { ...DEFAULT_CRITERIA, ...besides },
    createdAt,
    createdBy: story.coordinatorId,
  });
  const subject = ["cohort", id] as const;
  note(story, createdAt, "cohort.create", subject, { cohortId: id });
  steps.slice(1).forEach(([to, at], step) => {
    note(story, at, "cohort.advance", subject, {
      cohortId: id,
      details: { from: steps[step]?.[0], to },
    });
  });
  return { id, criteriaSetId };
}
