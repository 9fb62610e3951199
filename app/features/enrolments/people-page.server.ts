import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { readId } from "~/lib/ids.ts";
import { enrolmentFilters, viewQuery } from "./filters.ts";
import { enrolmentList } from "./list.server.ts";
import { reviewPage } from "./queries.server.ts";
import { viewsOf } from "./views.server.ts";

/**
 * The list of a cohort's people as its address asks for it, with one of them beside it if the address names one.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes, or the person not in the cohort
 */
export async function peoplePage(
  ctx: Context,
  cohortId: string,
  params: URLSearchParams,
) {
  const filters = enrolmentFilters(params);
  const list = await enrolmentList(ctx, cohortId, filters);
  const named = params.get("person");
  const [views, person] = await Promise.all([
    viewsOf(ctx, list.cohort.programmeId),
    named === null ? null : reviewPage(ctx, readId(named)),
  ]);
  if (person && person.answers.cohort.id !== cohortId)
    throw new NotFoundError();
  const query = viewQuery(filters);
  return {
    cohort: list.cohort,
    list,
    filters,
    views,
    person,
    query,
    listTo: listAt(cohortId, query, filters.after),
  };
}

function listAt(cohortId: string, query: string, after: string | null) {
  const params = new URLSearchParams(query);
  if (after !== null) params.set("after", after);
  const text = params.toString();
  return `/cohorts/${cohortId}/enrolments${text === "" ? "" : `?${text}`}`;
}
