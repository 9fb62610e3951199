import type { Db } from "db/client.ts";
import {
  cohorts,
  criteriaSets,
  matchingRuns,
  people,
  programmes,
  type StoredMatchingResult,
} from "db/schema/index.ts";
import { and, desc, eq, lt } from "drizzle-orm";
import { settingsOf } from "~/domain/matching/settings.ts";
import { firstWishes } from "~/domain/reporting/first-wishes.ts";
import type { MatchingFacts } from "~/domain/scoring/types.ts";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { PAIRS } from "./finished-runs.server.ts";
import { namesOf, type NamedEnrolment } from "./people.server.ts";
import { failureOf } from "./run-failure.ts";
import { runInsights } from "./run-insights.server.ts";

/** Names shown of what changed since the run before; the rest is counted. */
const CHANGES_SHOWN = 30;

/** Mentors shown of those whom a crowd competes for. */
const CROWD_SHOWN = 5;

/**
 * A run as it stands: how far it is, or what came out of it.
 *
 * @throws {NotFoundError} if there is no such run in the actor's programmes
 */
export async function runPage(ctx: Context, runId: string) {
  const { run, cohort, criteria, author } = await readRun(ctx, runId);
  const end = run.finishedAt ?? ctx.now;
  return {
    run: {
      id: run.id,
      state: run.state,
      phase: run.phase,
      done: run.done,
      of: run.of,
      failure: failureOf(run.failure, criteria.set.quotas),
      inputHash: run.inputHash,
      resultHash: run.resultHash,
      createdAt: run.createdAt.toISOString(),
      seconds: Math.max(
        0,
        (end.getTime() - (run.startedAt ?? run.createdAt).getTime()) / 1_000,
      ),
      referenceDate: run.input.referenceDate,
      mentees: run.input.mentees.length,
      mentors: run.input.mentors.length,
    },
    cohort,
    criteria: {
      version: criteria.version,
      objective: criteria.objective,
      ...settingsOf(criteria.set),
    },
    author,
    outcome: run.result && {
      ...(await outcomeOf(ctx.db, run, run.input, run.result)),
      insights: await runInsights(ctx.db, run),
      rated: run.input.rated ?? null,
      wishes: firstWishes(
        run.input.mentees,
        run.input.wishes,
        run.result.pairs,
      ),
    },
  };
}

async function readRun(ctx: Context, runId: string) {
  const [row] = await ctx.db
    .select({
      run: matchingRuns,
      cohort: {
        id: cohorts.id,
        name: cohorts.name,
        programmeId: programmes.id,
        programmeName: programmes.name,
      },
      criteria: {
        version: criteriaSets.version,
        objective: criteriaSets.objective,
        set: criteriaSets.criteria,
      },
      author: people.fullName,
    })
    .from(matchingRuns)
    .innerJoin(cohorts, eq(cohorts.id, matchingRuns.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .leftJoin(people, eq(people.id, matchingRuns.requestedBy))
    .where(
      and(
        eq(matchingRuns.id, runId),
        coordinatedBy(ctx.actor, cohorts.programmeId),
      ),
    );
  if (!row) throw new NotFoundError();
  return row;
}

async function outcomeOf(
  db: Db,
  run: { id: string; cohortId: string; createdAt: Date },
  input: MatchingFacts,
  result: StoredMatchingResult,
) {
  const previous = await previousResult(db, run);
  const changes = previous && changesBetween(previous.pairs, result.pairs);
  const shown = [
    ...(changes?.added ?? []).slice(0, CHANGES_SHOWN),
    ...(changes?.removed ?? []).slice(0, CHANGES_SHOWN),
  ];
  const names = await namesOf(db, [
    ...idsNamed(result),
    ...shown.flatMap(({ mentee, mentor }) => [mentee, mentor]),
  ]);
  const { certificate } = result;
  return {
    matched: result.matched,
    pairs: result.pairs.length,
    pinned: result.pairs.filter(({ pinned }) => pinned).length,
    ...scoresOf(result),
    blockingPairs: result.blockingPairs,
    floor: result.floor ?? null,
    unmatched: unmatchedOf(names, result),
    load: loadOf(input, result),
    certificate: certificate && {
      primal: certificate.primal,
      dual: certificate.dual,
      pairsChecked: certificate.pairsChecked,
    },
    comparison:
      previous && changes
        ? {
            runId: previous.id,
            kept: result.pairs.length - changes.added.length,
            addedCount: changes.added.length,
            removedCount: changes.removed.length,
            added: namePairs(names, changes.added),
            removed: namePairs(names, changes.removed),
          }
        : null,
  };
}

/** Everybody whom the list of the unmatched names. */
function idsNamed({ unmatched, crowds = [] }: StoredMatchingResult): string[] {
  return [
    ...unmatched.map(({ mentee }) => mentee),
    ...crowds.flatMap(({ mentors }) => mentors.slice(0, CROWD_SHOWN)),
  ];
}

function unmatchedOf(
  names: ReadonlyMap<string, NamedEnrolment>,
  { unmatched, crowds = [] }: StoredMatchingResult,
) {
  return unmatched.map(({ mentee, cause, crowd = -1 }) => ({
    id: mentee,
    ...nameIn(names, mentee),
    cause,
    crowd: crowdWith(names, crowds[crowd]),
  }));
}

type Crowd = NonNullable<StoredMatchingResult["crowds"]>[number];

/** Who competes for whose places; the first mentors by name, the rest counted. */
function crowdWith(
  names: ReadonlyMap<string, NamedEnrolment>,
  crowd: Crowd | undefined,
) {
  if (crowd === undefined) return null;
  const { mentees, mentors, places } = crowd;
  const shown = mentors.slice(0, CROWD_SHOWN);
  return {
    mentees,
    places,
    mentors: shown.map((id) => nameIn(names, id).name),
    more: mentors.length - shown.length,
  };
}

function namePairs(
  names: ReadonlyMap<string, NamedEnrolment>,
  pairs: readonly Pair[],
) {
  return pairs.slice(0, CHANGES_SHOWN).map(({ mentee, mentor }) => ({
    mentee: nameIn(names, mentee),
    mentor: nameIn(names, mentor),
  }));
}

function nameIn(names: ReadonlyMap<string, NamedEnrolment>, id: string) {
  const found = names.get(id);
  return {
    name: found?.name ?? "",
    organisation: found?.organisation ?? null,
  };
}

/** Mean, median and worst of the scores, in basis points. */
function scoresOf({ pairs, total, worst }: StoredMatchingResult) {
  const scores = pairs.map(({ score }) => score).sort((a, b) => a - b);
  const middle = Math.floor(scores.length / 2);
  const upper = scores[middle] ?? null;
  const lower = scores.length % 2 === 1 ? upper : (scores[middle - 1] ?? null);
  return {
    mean: scores.length > 0 ? Math.round(total / scores.length) : null,
    median:
      upper !== null && lower !== null ? Math.round((upper + lower) / 2) : null,
    worst,
  };
}

/** How many mentors have how many mentees, and how many places stay free. */
function loadOf({ mentors }: MatchingFacts, { pairs }: StoredMatchingResult) {
  const held = new Map<string, number>();
  for (const { mentor } of pairs) held.set(mentor, (held.get(mentor) ?? 0) + 1);
  const places = mentors.reduce((sum, { capacity }) => sum + capacity, 0);
  return {
    unused: mentors.filter(({ id }) => !held.has(id)).length,
    full: mentors.filter(({ id, capacity }) => held.get(id) === capacity)
      .length,
    places,
    taken: pairs.length,
  };
}

type Pair = { readonly mentee: string; readonly mentor: string };

async function previousResult(
  db: Db,
  run: { id: string; cohortId: string; createdAt: Date },
) {
  const [row] = await db
    .select({ id: matchingRuns.id, pairs: PAIRS })
    .from(matchingRuns)
    .where(
      and(
        eq(matchingRuns.cohortId, run.cohortId),
        eq(matchingRuns.state, "finished"),
        lt(matchingRuns.createdAt, run.createdAt),
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(1);
  return row ?? null;
}

function changesBetween(
  before: readonly Pair[],
  after: readonly Pair[],
): { added: Pair[]; removed: Pair[] } {
  const key = ({ mentee, mentor }: Pair) => `${mentee} ${mentor}`;
  const had = new Set(before.map(key));
  const has = new Set(after.map(key));
  return {
    added: after.filter((pair) => !had.has(key(pair))),
    removed: before.filter((pair) => !has.has(key(pair))),
  };
}
