import { matchingRuns } from "db/schema/index.ts";
import { and, desc, eq } from "drizzle-orm";
import type { Trial, TrialResult } from "~/domain/matching/what-if.ts";
import type { CriteriaSet, PairOfIds } from "~/domain/scoring/types.ts";
import { NotFoundError } from "~/lib/errors.ts";
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
  runBlockers,
} from "./request-run.server.ts";
import { type Roster, readRoster } from "./roster.server.ts";
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
  const cohort = await coordinatedCohort(ctx, cohortId);
  const { version, ...saved } = await criteriaNow(ctx.db, cohortId);
  const { blockers, isPossible, ...standing } = await standingOf(
    ctx,
    cohort,
    saved.criteria,
  );
  const sent = readTrial(params);
  const tried = sent?.ok ? trialOf(sent.value, saved.criteria) : null;
  const shown = tried ?? saved;
  const questions = await questionsCounting(ctx, cohortId, shown.criteria);
  const isTried = tried !== null && isPossible;
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
    ...standing,
    hasMatrix: Object.keys(saved.criteria.countryMatrix).length > 0,
    questions: questions.map(askedOf),
    values: {
      ...criteriaValues(shown.criteria, shown.objective),
      questions: questionValues(questions, shown.criteria),
    },
    refusal: sent && !sent.ok ? sent.form : null,
    isTried,
    ...(isTried
      ? await resultOf(await trialStart(ctx, cohort), tried, tryOut)
      : { result: null, names: {} }),
  };
}

/** Whether the people of a cohort could be matched now, and where. */
async function standingOf(
  ctx: Context,
  cohort: Awaited<ReturnType<typeof coordinatedCohort>>,
  criteria: CriteriaSet,
) {
  const [roster, busy, newest] = await Promise.all([
    readRoster(ctx.db, cohort, criteria, dayOf(ctx.now)),
    busyRun(ctx.db, cohort.id),
    newestFinished(ctx, cohort.id),
  ]);
  const { mentees, mentors } = roster;
  const blockers = runBlockers(cohort.state, busy !== null, criteria, roster);
  const isPossible = blockers.every(
    (blocker) => blocker === "state" || blocker === "busy",
  );
  return {
    blockers,
    isPossible,
    newestRun: newest && { id: newest.id, at: newest.at.toISOString() },
    counts: { mentees, mentors },
    fitsBrowser: isPossible && fitsBrowser(roster),
  };
}

function fitsBrowser({
  mentees,
  mentors,
}: Pick<Roster, "mentees" | "mentors">) {
  return Math.max(mentees, mentors) <= LARGEST_IN_BROWSER;
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

function askedOf({
  id,
  label,
  isRule,
}: Awaited<ReturnType<typeof questionsCounting>>[number]) {
  return { id, label, isRule };
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
 * @throws {NotFoundError} if the cohort is not in the actor's programmes, or too large for a browser
 */
export async function whatIfStart(
  ctx: Context,
  cohortId: string,
): Promise<TrialStart> {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const { criteria } = await criteriaNow(ctx.db, cohortId);
  const today = dayOf(ctx.now);
  if (!fitsBrowser(await readRoster(ctx.db, cohort, criteria, today)))
    throw new NotFoundError();
  return trialStart(ctx, cohort);
}

async function trialStart(
  ctx: Context,
  cohort: Awaited<ReturnType<typeof coordinatedCohort>>,
): Promise<TrialStart> {
  const [{ criteria, objective }, people, newest] = await Promise.all([
    criteriaNow(ctx.db, cohort.id),
    acceptedPeople(ctx.db, cohort.id),
    newestFinished(ctx, cohort.id),
  ]);
  const { facts } = await readCohortFacts(
    ctx.db,
    cohort,
    // whatever is moved, its time zones are known
    { ...criteria, country: { ...criteria.country, affinity: 1 } },
    dayOf(ctx.now),
  );
  return {
    facts,
    saved: { criteria, objective },
    before: newest && (await pairsOf(ctx, newest.id)),
    names: Object.fromEntries(
      people.map(({ id, name, organisation }) => [id, { name, organisation }]),
    ),
  };
}

async function newestFinished(ctx: Context, cohortId: string) {
  const [run] = await ctx.db
    .select({ id: matchingRuns.id, at: matchingRuns.createdAt })
    .from(matchingRuns)
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(1);
  return run ?? null;
}

async function pairsOf(ctx: Context, runId: string): Promise<PairOfIds[]> {
  const [run] = await ctx.db
    .select({ result: matchingRuns.result })
    .from(matchingRuns)
    .where(eq(matchingRuns.id, runId));
  return (run?.result?.pairs ?? []).map(({ mentee, mentor }) => ({
    mentee,
    mentor,
  }));
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
