import { matchingRuns } from "db/schema/index.ts";
import { and, desc, eq } from "drizzle-orm";
import type { Trial, TrialResult } from "~/domain/matching/what-if.ts";
import type { CriteriaSet, PairOfIds } from "~/domain/scoring/types.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import { criteriaValues } from "~/features/programmes/criteria-form.ts";
import {
  criteriaNow,
  saveCriteria,
} from "~/features/programmes/criteria.server.ts";
import { comparableQuestions } from "~/features/programmes/comparable-questions.server.ts";
import { questionValues } from "~/features/programmes/question-rows.ts";
import type { Context } from "~/lib/context.ts";
import { checkForm, type FormState } from "~/lib/forms.server.ts";
import { readCohortFacts } from "./facts.server.ts";
import { acceptedPeople } from "./people.server.ts";
import {
  busyRun,
  dayOf,
  requestRun,
  rosterOf,
  runBlockers,
} from "./request-run.server.ts";
import { WhatIfInput } from "./what-if-input.ts";
import { LARGEST_IN_BROWSER, type TrialStart } from "./what-if-messages.ts";
import { trialOf } from "./what-if-trial.ts";

/** Whoever computes: a thread of its own in the server, the same function at hand in tests. */
export type TryOut = (
  start: TrialStart,
  trial: Trial,
) => Promise<TrialResult | null>;

/**
 * What another way of matching would change, beside the saved one; computed here if the address holds a filled form,
 * else by the page's own script.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function whatIfPage(
  ctx: Context,
  cohortId: string,
  params: URLSearchParams,
  tryOut: TryOut,
) {
  const { cohort, version, blockers, start, newestRun } = await trialStart(
    ctx,
    cohortId,
  );
  const { mentees, mentors } = start.facts;
  const sent = readTrial(params);
  const tried = sent?.ok ? trialOf(sent.value, start.saved.criteria) : null;
  const shown = tried ?? start.saved;
  const questions = await questionsCounting(ctx, cohortId, shown.criteria);
  const isPossible = blockers.every(
    (blocker) => blocker === "state" || blocker === "busy",
  );
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    version,
    blockers,
    isPossible,
    newestRun,
    counts: { mentees: mentees.length, mentors: mentors.length },
    hasMatrix: Object.keys(start.saved.criteria.countryMatrix).length > 0,
    questions: questions.map(({ id, label, isRule }) => ({
      id,
      label,
      isRule,
    })),
    values: {
      ...criteriaValues(shown.criteria, shown.objective),
      questions: questionValues(questions, shown.criteria),
    },
    refusal: sent && !sent.ok ? sent.form : null,
    fitsBrowser:
      isPossible &&
      Math.max(mentees.length, mentors.length) <= LARGEST_IN_BROWSER,
    isTried: tried !== null && isPossible,
    ...(tried && isPossible
      ? await resultOf(start, tried, tryOut)
      : { result: null, names: {} }),
  };
}

/** The own questions that count, with their words; one that is asked no more stays as it is saved. */
async function questionsCounting(
  ctx: Context,
  cohortId: string,
  { questions: counting = [] }: CriteriaSet,
) {
  if (counting.length === 0) return [];
  const known = await comparableQuestions(ctx.db, cohortId);
  return known.flatMap((own) => {
    const found = counting.find(({ question }) => question === own.id);
    return found ? [{ ...own, isRule: found.weight === "must" }] : [];
  });
}

/** Names of those the result speaks of, and no others: the page stays small. */
async function resultOf(
  start: TrialStart,
  trial: Trial,
  tryOut: TryOut,
): Promise<{ result: TrialResult | null; names: TrialStart["names"] }> {
  const result = await tryOut(start, trial);
  if (result === null) return { result, names: {} };
  const ids = [
    ...result.leftOut,
    ...result.changes.flatMap(({ mentee, before, after }) => [
      mentee,
      ...before,
      ...after,
    ]),
  ];
  const names = Object.fromEntries(
    ids.flatMap((id) => {
      const name = start.names[id];
      return name ? [[id, name]] : [];
    }),
  );
  return { result, names };
}

/**
 * Everything that the page's script needs to match by itself.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function whatIfStart(
  ctx: Context,
  cohortId: string,
): Promise<TrialStart> {
  return (await trialStart(ctx, cohortId)).start;
}

async function trialStart(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [now, busy, people, newest] = await Promise.all([
    criteriaNow(ctx.db, cohortId),
    busyRun(ctx.db, cohortId),
    acceptedPeople(ctx.db, cohortId),
    newestResult(ctx, cohortId),
  ]);
  const { criteria, objective } = now;
  const read = await readCohortFacts(
    ctx.db,
    cohort,
    // whatever is moved, its time zones are known
    { ...criteria, country: { ...criteria.country, affinity: 1 } },
    dayOf(ctx.now),
  );
  const start: TrialStart = {
    facts: read.facts,
    saved: { criteria, objective },
    before: newest?.pairs ?? null,
    names: Object.fromEntries(
      people.map(({ id, name, organisation }) => [id, { name, organisation }]),
    ),
  };
  return {
    cohort,
    version: now.version,
    blockers: runBlockers(
      cohort.state,
      busy !== null,
      criteria,
      rosterOf(read),
    ),
    newestRun: newest && { id: newest.id, at: newest.at.toISOString() },
    start,
  };
}

async function newestResult(
  ctx: Context,
  cohortId: string,
): Promise<{ id: string; at: Date; pairs: PairOfIds[] } | null> {
  const [run] = await ctx.db
    .select({
      id: matchingRuns.id,
      at: matchingRuns.createdAt,
      result: matchingRuns.result,
    })
    .from(matchingRuns)
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(1);
  if (!run?.result) return null;
  const pairs = run.result.pairs.map(({ mentee, mentor }) => ({
    mentee,
    mentor,
  }));
  return { id: run.id, at: run.at, pairs };
}

function readTrial(
  params: URLSearchParams,
): { ok: true; value: WhatIfInput } | { ok: false; form: FormState } | null {
  if (!params.has("weights.sector")) return null;
  const form = new FormData();
  for (const [name, value] of params)
    if (name !== "_key") form.append(name, value.slice(0, 1_000));
  return checkForm(form, WhatIfInput);
}

/**
 * Saves a tried way of matching as a new version and queues a run with it: both or neither.
 *
 * @returns the id of the run
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if somebody saved another version meanwhile, or no run may start now
 */
export async function saveAndRun(
  ctx: Context,
  cohortId: string,
  input: WhatIfInput,
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const now = await criteriaNow(tx, cohortId);
    await saveCriteria(inside, cohortId, {
      basedOn: input.basedOn,
      ...trialOf(input, now.criteria),
      note: null,
    });
    return requestRun(inside, cohortId);
  });
}
