import { compareCodePoints } from "~/domain/matching/order";
import { countries } from "~/domain/reference/countries";
import {
  checkPins,
  parsePairs,
  parseWishes,
  type PairRow,
} from "~/domain/roster/pairs";
import {
  collectedFacts,
  parseMentees,
  parseMentors,
} from "~/domain/roster/people";
import { unknownQuestions } from "~/domain/roster/questions";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import { usableWeights } from "~/domain/scoring/in-use";
import type { CriteriaSet, MatchingFacts, Wish } from "~/domain/scoring/types";
import { readCriteria } from "~/features/programmes/criteria-input";
import { isTimeZone } from "~/lib/time-zone-names";
import { problemsOf, readTable, readText } from "./files";
import { inputError, InputError, type Complaint } from "./input-error";
import { requiredOption, type Options } from "./options";
import { offsetsAt } from "./time-zones";

export interface MatchInput {
  readonly criteria: CriteriaSet;
  /** Everybody in code point order of ids, so that the order of rows cannot matter. */
  readonly facts: MatchingFacts;
}

/**
 * Reads every file that `match` is given, as far as it can, before it complains about any.
 *
 * @param today  the day in UTC that counts if the criteria name none, as 2026-09-07
 * @throws {InputError} if a file cannot be read, or says something wrong
 */
export function readMatchInput(options: Options, today: string): MatchInput {
  const { criteria, people, pins, exclusions, wishes } = readFiles(options);
  const facts: MatchingFacts = {
    mentors: people.mentors,
    mentees: people.mentees,
    pins: pins.map(withoutRow),
    exclusions: exclusions.map(withoutRow),
    wishes,
    collected: collectedFacts(
      people.mentorColumns,
      people.menteeColumns,
      options.has("wishes"),
      people.mentorQuestions,
      people.menteeQuestions,
    ),
    ...datedOffsets(criteria, today, [...people.mentors, ...people.mentees]),
  };
  const unknown = unknownQuestions(criteria, facts.collected);
  if (unknown.length > 0)
    throw problemsOf(requiredOption(options, "criteria"), unknown);
  if (!usableWeights(criteria, facts.collected).ok)
    throw inputError("error.noWeightInUse");
  return { criteria, facts };
}

function readFiles(options: Options) {
  const complaints: Complaint[] = [];
  const criteria = collect(complaints, () =>
    readCriteriaFile(options.get("criteria")),
  );
  const people = collect(complaints, () => readPeople(options));
  const lists = people && readLists(options, people, complaints);
  // no complaint means that nothing is null
  if (criteria === null || people === null || lists === null)
    throw new InputError(complaints);
  return { criteria, people, ...lists };
}

/** Reads the files that name people; null after a complaint. */
function readLists(options: Options, people: People, complaints: Complaint[]) {
  const read = <T>(
    option: string,
    parse: (file: string, people: People) => readonly T[],
  ) => {
    const file = options.get(option);
    return file === undefined
      ? []
      : collect(complaints, () => parse(file, people));
  };
  const pins = read("pins", readPins);
  const exclusions = read("exclude", readPairs);
  const wishes = read("wishes", readWishes);
  return pins && exclusions && wishes && { pins, exclusions, wishes };
}

/** Runs a reader; what it complains about is kept, so that one run tells about every file. */
function collect<T>(complaints: Complaint[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    complaints.push(...error.complaints);
    return null;
  }
}

function readCriteriaFile(file: string | undefined): CriteriaSet {
  if (file === undefined) return DEFAULT_CRITERIA;
  const result = readCriteria(readText(file));
  if (result.ok) return result.criteria;
  throw problemsOf(file, result.problems);
}

type People = ReturnType<typeof readPeople>;

function readPeople(options: Options) {
  const complaints: Complaint[] = [];
  const mentors = collect(complaints, () =>
    readRoster(options, "mentors", parseMentors),
  );
  const mentees = collect(complaints, () =>
    readRoster(options, "mentees", parseMentees),
  );
  if (mentors === null || mentees === null) throw new InputError(complaints);
  return {
    mentors: inOrder(mentors.people),
    mentees: inOrder(mentees.people),
    mentorColumns: mentors.columns,
    menteeColumns: mentees.columns,
    mentorQuestions: mentors.questions,
    menteeQuestions: mentees.questions,
    known: {
      mentors: new Set(mentors.rowOf.keys()),
      mentees: new Set(mentees.rowOf.keys()),
    },
  };
}

function readRoster<
  R extends ReturnType<typeof parseMentors | typeof parseMentees>,
>(
  options: Options,
  option: "mentors" | "mentees",
  parse: (table: ReturnType<typeof readTable>, zone: typeof isTimeZone) => R,
): R {
  const file = requiredOption(options, option);
  const roster = parse(readTable(file), isTimeZone);
  if (roster.problems.length > 0) throw problemsOf(file, roster.problems);
  return roster;
}

function readPairs(file: string, { known }: People): readonly PairRow[] {
  const { pairs, problems } = parsePairs(readTable(file), known);
  if (problems.length > 0) throw problemsOf(file, problems);
  return pairs.toSorted(
    (a, b) =>
      compareCodePoints(a.mentee, b.mentee) ||
      compareCodePoints(a.mentor, b.mentor),
  );
}

function readPins(file: string, people: People): readonly PairRow[] {
  const pins = readPairs(file, people);
  // in the order of rows, so that the later row is the one too many
  const rows = pins.toSorted((a, b) => a.row - b.row);
  const overbooked = checkPins(rows, people.mentors, people.mentees);
  if (overbooked.length > 0) throw problemsOf(file, overbooked);
  return pins;
}

function readWishes(file: string, { known }: People): readonly Wish[] {
  const { wishes, problems } = parseWishes(readTable(file), known);
  if (problems.length > 0) throw problemsOf(file, problems);
  return wishes.toSorted(
    (a, b) =>
      compareCodePoints(a.person, b.person) ||
      compareCodePoints(a.other, b.other),
  );
}

function inOrder<P extends { readonly id: string }>(people: readonly P[]): P[] {
  return people.toSorted((a, b) => compareCodePoints(a.id, b.id));
}

function withoutRow({ mentee, mentor }: PairRow) {
  return { mentee, mentor };
}

function datedOffsets(
  criteria: CriteriaSet,
  today: string,
  people: readonly { readonly timeZone: string }[],
) {
  const referenceDate = criteria.referenceDate ?? today;
  const ofCountries = criteria.country.affinity > 0 ? countries : [];
  const zones = [
    ...people.map(({ timeZone }) => timeZone),
    ...ofCountries.flatMap(({ timeZones }) => timeZones.slice(0, 1)),
  ];
  return { referenceDate, offsets: offsetsAt(referenceDate, zones) };
}
