import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { asc, sql } from "drizzle-orm";
import { isMatchable } from "~/domain/enrolment/application.ts";
import { isLive } from "~/domain/pairing/lifecycle.ts";
import { countries } from "~/domain/reference/countries.ts";
import type {
  Collected,
  CriteriaSet,
  MatchingFacts,
  PairOfIds,
} from "~/domain/scoring/types.ts";
import {
  type Candidate,
  type EnrolmentRow,
  peopleOf,
  readEnrolments,
} from "./candidates.server.ts";
import { decidedPairs } from "./decided-pairs.server.ts";
import type { RunTerms } from "./left-out.server.ts";
import {
  questionsCollected,
  readAnswers,
  type SaidAnswers,
  withAnswers,
} from "./question-facts.server.ts";
import {
  readWishes,
  type SaidWishes,
  wishesAmong,
} from "./wish-facts.server.ts";

/** Everything that matching one cohort starts from, with those who are left out and why. */
export interface CohortFacts {
  readonly facts: MatchingFacts;
  /** All who can be scored, with those whose places are taken or who pause. */
  readonly everybody: Pick<
    MatchingFacts,
    "mentors" | "mentees" | "exclusions" | "wishes" | "apart" | "liked"
  >;
  readonly candidates: readonly Candidate[];
  /** Pins that do not fit the places of a mentor or mentee: the coordinator has to loosen one. */
  readonly tooManyPins: boolean;
}

/**
 * Reads what a run is computed from: accepted and complete people of the cohort, with the places that no live
 * pairing holds; what was refused before is ruled out. Names are left out: scoring has no use for them.
 *
 * @param today  ISO date in UTC, which counts where the criteria name none
 * @param only  enrolments, if not all are of interest; what is collected is then what these people said
 */
export async function readCohortFacts(
  db: Db,
  cohort: RunTerms,
  criteria: CriteriaSet,
  today: string,
  only: readonly string[] | null = null,
): Promise<CohortFacts> {
  const [rows, pairs, said, answers] = await Promise.all([
    readEnrolments(db, cohort, today, only),
    decidedPairs(db, cohort.id, only).orderBy(
      asc(pairings.menteeEnrolmentId),
      asc(pairings.mentorEnrolmentId),
    ),
    readWishes(db, cohort.id, only),
    readAnswers(db, cohort.id, criteria, only),
  ]);
  const pinned = pairs.filter((row) => row.status === "proposed");
  const refused = pairs.filter((row) => row.status !== "proposed");
  const taking = rows.filter((row) => row.leftOut === null);
  const isIn = new Set(taking.map(({ id }) => id));
  const people = withAnswers(peopleOf(taking), answers);
  const scorable = rows.filter(
    (row) => row.state === "accepted" && isMatchable(row),
  );
  const isScorable = new Set(scorable.map(({ id }) => id));
  const everybody = {
    ...withAnswers(peopleOf(scorable), answers),
    ...wishesAmong(isScorable, said),
    exclusions: among(isScorable, [
      ...refused.filter(({ status }) => !isLive(status)),
      ...withThemselves(scorable),
    ]),
  };
  const referenceDate = criteria.referenceDate ?? today;
  const facts: MatchingFacts = {
    ...people,
    ...wishesAmong(isIn, said),
    pins: among(isIn, pinned),
    exclusions: among(isIn, [...refused, ...withThemselves(taking)]),
    collected: collectedBy(people, said, isIn, answers),
    referenceDate,
    offsets: await readOffsets(db, referenceDate, criteria, everybody),
  };
  return {
    facts,
    everybody,
    candidates: rows.map(candidateOf),
    tooManyPins: !pinsFit(facts),
  };
}

function candidateOf({ id, role, leftOut }: EnrolmentRow): Candidate {
  return { id, role, leftOut };
}

/** Each pair once, in the order of ids. */
function among(
  isIn: ReadonlySet<string>,
  pairs: readonly PairOfIds[],
): PairOfIds[] {
  const found = new Map<string, PairOfIds>();
  for (const { mentor, mentee } of pairs)
    if (isIn.has(mentor) && isIn.has(mentee))
      found.set(`${mentee} ${mentor}`, { mentee, mentor });
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, pair]) => pair);
}

/** Somebody may be mentor and mentee in one cohort, but not their own. */
function withThemselves(rows: readonly EnrolmentRow[]): PairOfIds[] {
  const mentorOf = new Map(
    rows
      .filter(({ role }) => role === "mentor")
      .map(({ personId, id }) => [personId, id]),
  );
  return rows.flatMap(({ role, personId, id }) => {
    const mentor = role === "mentee" ? mentorOf.get(personId) : undefined;
    return mentor === undefined ? [] : [{ mentor, mentee: id }];
  });
}

/** A cohort has asked for a thing if somebody on each side that it concerns has answered. */
function collectedBy(
  people: Pick<MatchingFacts, "mentors" | "mentees">,
  said: SaidWishes,
  isIn: ReadonlySet<string>,
  answers: SaidAnswers,
): Collected {
  const { mentors, mentees } = people;
  return {
    ...questionsCollected(people, answers),
    needs:
      mentees.some(({ needs }) => needs !== null) &&
      mentors.some(({ offers }) => offers !== null),
    time:
      mentees.some(({ availability }) => availability !== null) &&
      mentors.some(({ availability }) => availability !== null),
    targetMarkets: mentees.some(({ markets }) => markets !== null),
    wishes:
      said.ranks.some(({ person }) => isIn.has(person)) ||
      said.liked.some(
        ({ mentee, mentor }) => isIn.has(mentee) && isIn.has(mentor),
      ),
  };
}

/** Minutes east of UTC at noon of the day, by the database's rules. */
async function readOffsets(
  db: Db,
  referenceDate: string,
  criteria: CriteriaSet,
  { mentors, mentees }: Pick<MatchingFacts, "mentors" | "mentees">,
): Promise<Record<string, number>> {
  const ofCountries = criteria.country.affinity > 0 ? countries : [];
  const zones = new Set([
    ...[...mentors, ...mentees].map(({ timeZone }) => timeZone),
    ...ofCountries.flatMap(({ timeZones }) => timeZones.slice(0, 1)),
  ]);
  if (zones.size === 0) return {};
  const noon = `${referenceDate}T12:00:00Z`;
  const rows = await db.execute<{ zone: string; minutes: number }>(
    sql`select zone, round(extract(epoch from (${noon}::timestamptz at time zone zone)
          - (${noon}::timestamptz at time zone 'UTC')) / 60)::int as minutes
        from json_array_elements_text(${JSON.stringify([...zones].sort())}::json) as zone`,
  );
  return Object.fromEntries(rows.map(({ zone, minutes }) => [zone, minutes]));
}

function pinsFit({ mentors, mentees, pins }: MatchingFacts): boolean {
  const room = new Map<string, number>([
    ...mentors.map(({ id, capacity }): [string, number] => [id, capacity]),
    ...mentees.map(({ id, mentorsWanted }): [string, number] => [
      id,
      mentorsWanted,
    ]),
  ]);
  for (const pin of pins)
    for (const id of [pin.mentor, pin.mentee])
      room.set(id, (room.get(id) ?? 0) - 1);
  return [...room.values()].every((left) => left >= 0);
}
