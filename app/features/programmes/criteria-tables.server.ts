import type { z } from "zod";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { coordinatedCohort } from "./access.server.ts";
import {
  type CriteriaTablesInput,
  linkLines,
  matrixLines,
  readLinks,
  readMatrix,
} from "./criteria-tables.ts";
import { criteriaNow, saveCriteria } from "./criteria.server.ts";

/**
 * The links between sectors and the table of countries of a cohort, as lines to edit.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function criteriaTablesPage(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const { version, criteria } = await criteriaNow(ctx.db, cohortId);
  return {
    cohort: { id: cohort.id, name: cohort.name, state: cohort.state },
    version,
    values: {
      links: linkLines(criteria.sectorLinks),
      matrix: matrixLines(criteria.countryMatrix),
    },
  };
}

export type SavedTables =
  | { readonly ok: true; readonly isNew: boolean }
  | { readonly ok: false; readonly errors: Record<string, string[]> };

/**
 * Saves both tables as a new version of how the cohort matches; everything else of it stays.
 *
 * @returns what is wrong, by field of the form, with the number of each row
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function saveCriteriaTables(
  ctx: Context,
  cohortId: string,
  input: z.output<typeof CriteriaTablesInput>,
): Promise<SavedTables> {
  await coordinatedCohort(ctx, cohortId);
  const links = readLinks(input.links ?? "");
  const matrix = readMatrix(input.matrix ?? "");
  if (!links.ok || !matrix.ok)
    return {
      ok: false,
      errors: {
        ...(links.ok ? {} : { links: [...links.problems] }),
        ...(matrix.ok ? {} : { matrix: [...matrix.problems] }),
      },
    };
  const { version: _, ...before } = await criteriaNow(ctx.db, cohortId);
  try {
    const { isNew } = await saveCriteria(ctx, cohortId, {
      ...before,
      basedOn: input.basedOn,
      note: null,
      criteria: {
        ...before.criteria,
        sectorLinks: links.value,
        countryMatrix: matrix.value,
      },
    });
    return { ok: true, isNew };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return { ok: false, errors: { "": [error.key] } };
  }
}
