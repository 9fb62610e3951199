import type { Collected, Mentee, Mentor, Party } from "../scoring/types";
import { parseAvailability } from "./availability";
import {
  firstTimeZone,
  parseCapacity,
  parseCountry,
  parseLanguages,
  parseMarkets,
  parseMentorsWanted,
  parseSectors,
  parseTargetMarkets,
  parseText,
  parseTimeZone,
} from "./cells";
import { MENTEE_COLUMNS, MENTOR_COLUMNS, readColumns } from "./columns";
import {
  questionColumns,
  type QuestionColumn,
  questionsInBoth,
  readAnswers,
} from "./questions";
import {
  RowReader,
  type ColumnSpec,
  type Parsed,
  type RosterProblem,
  type Table,
} from "./table";
import { parseNeeds, parseOffers } from "./topics";

/** Says whether a text is an IANA zone; the domain has no clock and no time zones of its own. */
export type TimeZonePredicate = (name: string) => boolean;

/** What a file of people says. With problems, `people` holds only those whose rows had none. */
export interface Roster<P> {
  readonly people: readonly P[];
  /** The row of each person, by id. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** The optional and required columns that the file has. */
  readonly columns: ReadonlySet<string>;
  /** Those that hold answers to own questions. */
  readonly questions: readonly QuestionColumn[];
  readonly problems: readonly RosterProblem[];
}

/** Reads a file of mentors. Every problem is reported, not only the first. */
export function parseMentors(
  table: Table,
  isTimeZone: TimeZonePredicate,
): Roster<Mentor> {
  return readPeople(table, MENTOR_COLUMNS, (row) => {
    const party = readParty(row, isTimeZone, parseMarkets);
    const offers = row.optional("offers", parseOffers);
    const capacity = row.optional("capacity", parseCapacity);
    if (party === null || offers === undefined || capacity === undefined)
      return null;
    return { ...party, offers, capacity: capacity ?? 1 };
  });
}

/** Reads a file of mentees. Every problem is reported, not only the first. */
export function parseMentees(
  table: Table,
  isTimeZone: TimeZonePredicate,
): Roster<Mentee> {
  return readPeople(table, MENTEE_COLUMNS, (row) => {
    const party = readParty(row, isTimeZone, parseTargetMarkets);
    const needs = row.optional("needs", parseNeeds);
    const wanted = row.optional("mentors_wanted", parseMentorsWanted);
    if (party === null || needs === undefined || wanted === undefined)
      return null;
    return { ...party, needs, mentorsWanted: wanted ?? 1 };
  });
}

/**
 * Which facts two files collect: a criterion is in use only if the columns it compares exist.
 *
 * @param hasWishes  whether there is a file of wishes, even an empty one
 * @param ofMentors  the columns of own questions in each file
 */
export function collectedFacts(
  mentorColumns: ReadonlySet<string>,
  menteeColumns: ReadonlySet<string>,
  hasWishes: boolean,
  ofMentors: readonly QuestionColumn[] = [],
  ofMentees: readonly QuestionColumn[] = [],
): Collected {
  const questions = questionsInBoth(ofMentees, ofMentors);
  return {
    ...(questions.length > 0 && { questions }),
    needs: menteeColumns.has("needs") && mentorColumns.has("offers"),
    time:
      menteeColumns.has("availability") && mentorColumns.has("availability"),
    targetMarkets: menteeColumns.has("markets"),
    wishes: hasWishes,
  };
}

function readPeople<P extends { readonly id: string }>(
  table: Table,
  specs: readonly ColumnSpec[],
  readPerson: (row: RowReader) => P | null,
): Roster<P> {
  const questions = questionColumns(table.header);
  const { columns, problems } = readColumns(table.header, [
    ...specs,
    ...questions,
  ]);
  const rowOf = new Map<string, number>();
  const people: P[] = [];
  // Without a required column every row would repeat the same complaint.
  const readable = problems.every(({ key }) => key !== "column.missing");
  for (const [index, cells] of readable ? table.rows.entries() : []) {
    const rowNumber = table.rowNumbers[index] ?? index + 2;
    const row = new RowReader(cells, rowNumber, columns, problems);
    claimId(row, rowNumber, rowOf);
    const person = readPerson(row);
    const answers = readAnswers(row, questions);
    if (person !== null && !row.failed) people.push({ ...person, ...answers });
  }
  const known = new Set(columns.keys());
  return { people, rowOf, columns: known, questions, problems };
}

/** Notes the row of an id, or says which row had it first. */
function claimId(
  row: RowReader,
  rowNumber: number,
  rowOf: Map<string, number>,
): void {
  const id = row.required("id", parseText);
  if (id === undefined) return;
  const first = rowOf.get(id);
  if (first === undefined) rowOf.set(id, rowNumber);
  else row.report("id", "id.repeated", { id, first: String(first) });
}

function readParty(
  row: RowReader,
  isTimeZone: TimeZonePredicate,
  parseSideMarkets: (text: string) => Parsed<string[]>,
): Party | null {
  const party = {
    id: row.optional("id", parseText), // an empty one was told by `claimId`
    name: row.optional("name", parseText),
    organisation: row.optional("organisation", parseText),
    country: row.required("country", parseCountry),
    sectors: row.required("sectors", parseSectors),
    languages: row.required("languages", parseLanguages),
    markets: row.optional("markets", parseSideMarkets),
    timeZone: row.optional("time_zone", (text) =>
      parseTimeZone(text, isTimeZone),
    ),
    availability: row.optional("availability", parseAvailability),
  };
  if (!isComplete(party)) return null;
  return { ...party, timeZone: party.timeZone ?? firstTimeZone(party.country) };
}

/** What a row gives, before the time zone is filled in. */
type StatedParty = Omit<Party, "timeZone"> & {
  readonly timeZone: string | null;
};

/** Whether no cell was refused and nothing required is missing. */
function isComplete(party: {
  readonly [K in keyof StatedParty]: StatedParty[K] | null | undefined;
}): party is StatedParty {
  return (
    party.id !== null &&
    Object.values(party).every((value) => value !== undefined)
  );
}
