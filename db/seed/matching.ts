import { sql } from "drizzle-orm";
import { faultLine } from "../../app/domain/matching/fault.ts";
import { problemOf } from "../../app/domain/matching/problem.ts";
import { solveMatching } from "../../app/domain/matching/solve.ts";
import { storedResult } from "../../app/domain/matching/stored-result.ts";
import { verifyMatching } from "../../app/domain/matching/verify.ts";
import { compileScorer } from "../../app/domain/scoring/compile.ts";
import { DEFAULT_CRITERIA } from "../../app/domain/scoring/defaults.ts";
import type { MatchingFacts } from "../../app/domain/scoring/types.ts";
import type { Db } from "../client.ts";
import {
  matchingRuns,
  organisations,
  type StoredMatchingResult,
} from "../schema/index.ts";
import type { Place } from "./enrolments.ts";
import { sampleId } from "./sample-id.ts";
import { after, isoDay, note, type Story } from "./story.ts";

/** A pair that a run of the sample proposed, by enrolments. */
export type SolvedPair = StoredMatchingResult["pairs"][number];

const OBJECTIVE = "coverage";

/**
 * Matches the accepted people of a cohort with the product's own scoring and solver, and keeps the run with its
 * frozen input: every score and explanation of the sample can be computed again.
 *
 * @returns the id of the run and its pairs
 */
export async function matchCohort(
  story: Story,
  cohort: { readonly id: string; readonly criteriaSetId: string },
  places: readonly Place[],
  at: Date,
): Promise<{ runId: string; pairs: readonly SolvedPair[] }> {
  const facts = await factsOf(story.tx, places, isoDay(at));
  const result = solve(facts);
  const runId = sampleId("run", cohort.id);
  const task = { facts, criteria: DEFAULT_CRITERIA, objective: OBJECTIVE };
  await story.tx.insert(matchingRuns).values({
    id: runId,
    cohortId: cohort.id,
    criteriaSetId: cohort.criteriaSetId,
    state: "finished",
    phase: "save",
    done: 1,
    of: 1,
    input: facts,
    inputHash: story.hash(task),
    result,
    resultHash: story.hash(result),
    requestedBy: story.coordinatorId,
    createdAt: at,
    startedAt: at,
    finishedAt: after(at, 1 / 86_400),
  });
  const subject = ["run", runId] as const;
  note(story, at, "run.requested", subject, {
    cohortId: cohort.id,
    details: { criteriaVersion: 1 },
  });
  note(story, after(at, 1 / 86_400), "run.finished", subject, {
    cohortId: cohort.id,
    actorId: null,
    details: { matched: result.matched, added: result.pairs.length },
  });
  return { runId, pairs: result.pairs };
}

function solve(facts: MatchingFacts): StoredMatchingResult {
  const scorer = compileScorer(DEFAULT_CRITERIA, facts);
  const problem = problemOf(DEFAULT_CRITERIA, facts, scorer, OBJECTIVE);
  const result = solveMatching(problem);
  const verdict = verifyMatching(problem, result);
  if (!verdict.ok) throw new Error(faultLine(verdict.fault));
  return storedResult(problem, scorer, result);
}

async function factsOf(
  tx: Db,
  places: readonly Place[],
  referenceDate: string,
): Promise<MatchingFacts> {
  const rows = await tx
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const taking = places
    .filter(({ state }) => state === "accepted")
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ofRole = (role: string) =>
    taking.filter(({ person }) => person.role === role);
  return {
    mentors: ofRole("mentor").map((place) => ({
      ...partyOf(place, names),
      offers: place.person.topics.map(({ group, topic }) => ({ group, topic })),
      capacity: place.over?.capacity ?? place.person.capacity,
    })),
    mentees: ofRole("mentee").map((place) => ({
      ...partyOf(place, names),
      needs: place.person.topics,
      mentorsWanted: 1,
    })),
    wishes: [],
    pins: [],
    exclusions: [],
    collected: { needs: true, time: true, targetMarkets: true, wishes: false },
    referenceDate,
    offsets: await offsetsOf(tx, taking, referenceDate),
  };
}

function partyOf(
  { id, person }: Place,
  organisationNames: ReadonlyMap<string, string>,
) {
  return {
    id,
    name: null,
    organisation: organisationNames.get(person.organisationId) ?? null,
    country: person.country,
    sectors: person.sectors,
    languages: person.languages,
    markets: person.markets,
    timeZone: person.timeZone,
    availability: person.availability,
  };
}

/** Minutes east of UTC at noon of the day, by the database's rules. */
async function offsetsOf(
  tx: Db,
  places: readonly Place[],
  day: string,
): Promise<Record<string, number>> {
  const zones = [...new Set(places.map(({ person }) => person.timeZone))];
  const noon = `${day}T12:00:00Z`;
  const rows = await tx.execute<{ zone: string; minutes: number }>(
    sql`select zone, round(extract(epoch from (${noon}::timestamptz at time zone zone)
          - (${noon}::timestamptz at time zone 'UTC')) / 60)::int as minutes
        from json_array_elements_text(${JSON.stringify(zones.sort())}::json) as zone`,
  );
  return Object.fromEntries(rows.map(({ zone, minutes }) => [zone, minutes]));
}
