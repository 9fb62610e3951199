import type { Db } from "db/client.ts";
import type { enrolments } from "db/schema/index.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { mergeRanges } from "~/domain/enrolment/week.ts";
import type { RosterProblem } from "~/domain/roster/table.ts";
import type { Need, Topic } from "~/domain/scoring/types.ts";
import { fold } from "~/domain/text.ts";
import { canonicalJson } from "~/lib/canonical-json.ts";
import type { ImportRow } from "./import-file.ts";
import type { SaidAnswers } from "./import-questions.ts";
import { answerKey } from "./question-answers.server.ts";
import {
  knownPeople,
  nameKey,
  type KnownPeople,
  type KnownPlace,
} from "./import-known.server.ts";

type Profile = Partial<typeof enrolments.$inferInsert>;

/** What an import would do with a row. */
export type PlannedRow =
  | {
      readonly kind: "create";
      readonly row: ImportRow;
      readonly personId: string | null;
    }
  | {
      readonly kind: "update";
      readonly row: ImportRow;
      readonly place: KnownPlace;
      readonly changes: Changes;
    }
  | {
      readonly kind: "same";
      readonly row: ImportRow;
      readonly place: KnownPlace;
    };

interface Changes {
  readonly enrolment: Profile;
  readonly fullName?: string;
  readonly email?: string;
  readonly organisation?: string;
  /** Answers to questions that differ from those that are known. */
  readonly answers?: SaidAnswers;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  readonly problems: readonly RosterProblem[];
}

/**
 * Compares the rows of a file with the people of a cohort: who is new, who changes, who stays.
 *
 * Somebody is found again by their id in the file, else by their address, else by name and
 * organisation within the programme. An empty cell never takes away what is known.
 */
export async function planImport(
  db: Db,
  of: { cohortId: string; programmeId: string; role: EnrolmentRole },
  rows: readonly ImportRow[],
): Promise<ImportPlan> {
  const known = await knownPeople(db, of, rows);
  const problems: RosterProblem[] = [];
  const taken = new Set<string>();
  const ids = new Set(rows.map(({ person }) => person.id));
  const planned = rows.map((row): PlannedRow => {
    const place = placeOf(known, row, ids, taken);
    if (place) {
      taken.add(place.enrolment.id);
      problems.push(...placeProblems(known, row, place));
      const changes = changesOf(known, row, place);
      return changes
        ? { kind: "update", row, place, changes }
        : { kind: "same", row, place };
    }
    const personId = newcomerOf(known, row, taken, problems);
    if (personId) taken.add(personId);
    return { kind: "create", row, personId };
  });
  return { rows: planned, problems };
}

/** The place of a row's person in this cohort and role. */
function placeOf(
  known: KnownPeople,
  row: ImportRow,
  ids: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): KnownPlace | null {
  const byKey = known.places.get(row.person.id);
  if (byKey) return byKey;
  const personId = personOf(known, row, taken);
  const place = personId ? known.placeOfPerson.get(personId) : undefined;
  if (!place || taken.has(place.enrolment.id)) return null;
  const { importKey } = place.enrolment;
  // Under another id of the same file this place is somebody else's.
  return importKey !== null && ids.has(importKey) ? null : place;
}

/** Who gets a new place: a known person, or null for somebody new. Nobody gets a second place in the same role. */
function newcomerOf(
  known: KnownPeople,
  row: ImportRow,
  taken: ReadonlySet<string>,
  problems: RosterProblem[],
): string | null {
  const personId = personOf(known, row, taken);
  if (personId === null || !known.placeOfPerson.has(personId)) return personId;
  if (ownerOf(known, row) === personId) problems.push(emailTaken(row));
  return null;
}

/** Whose address a row carries. */
function ownerOf(known: KnownPeople, { email }: ImportRow): string | undefined {
  return email === null ? undefined : known.personOfEmail.get(fold(email));
}

function emailTaken({ row }: ImportRow): RosterProblem {
  return { row, column: "email", key: "import.email_taken", args: {} };
}

/** A person who is known from elsewhere: by address in any programme, by name and organisation in this one. */
function personOf(
  known: KnownPeople,
  row: ImportRow,
  taken: ReadonlySet<string>,
): string | null {
  const byEmail = ownerOf(known, row);
  if (byEmail) return byEmail;
  const { name, organisation } = row.person;
  if (!name || !organisation) return null;
  const [only, ...others] =
    known.personOfName.get(nameKey(name, organisation)) ?? [];
  if (!only || others.length > 0 || taken.has(only)) return null;
  // An address that is new in the file and another one that is known are two people.
  return row.email && known.hasAccount.has(only) ? null : only;
}

function placeProblems(
  known: KnownPeople,
  planned: ImportRow,
  place: KnownPlace,
): RosterProblem[] {
  const { row, person, said } = planned;
  const problems: RosterProblem[] = [];
  const used = known.placesInUse.get(place.enrolment.id) ?? 0;
  if ("capacity" in person && said.has("capacity") && person.capacity < used)
    problems.push({
      row,
      column: "capacity",
      key: "import.capacity_in_use",
      args: { used: String(used) },
    });
  const owner = ownerOf(known, planned);
  if (owner && owner !== place.personId) problems.push(emailTaken(planned));
  return problems;
}

/** What the file says differently; null if nothing. */
function changesOf(
  known: KnownPeople,
  row: ImportRow,
  place: KnownPlace,
): Changes | null {
  const before = place.enrolment as Readonly<Record<string, unknown>>;
  const profile = { ...saidProfile(row), importKey: row.person.id };
  const enrolment = Object.fromEntries(
    Object.entries(profile).filter(
      ([column, value]) =>
        canonicalJson(value) !== canonicalJson(before[column]),
    ),
  ) as Profile;
  const { name, organisation } = row.person;
  const hasAccount = known.hasAccount.has(place.personId);
  const changes: Changes = {
    enrolment,
    // Who has an account answers for their own name and address.
    ...(name && !hasAccount && fold(name) !== fold(place.fullName)
      ? { fullName: name }
      : {}),
    ...(row.email && !hasAccount ? { email: row.email } : {}),
    ...(organisation && fold(organisation) !== place.organisationKey
      ? { organisation }
      : {}),
    ...newAnswers(known, row, place),
  };
  const same =
    Object.keys(enrolment).length === 0 && Object.keys(changes).length === 1;
  return same ? null : changes;
}

function newAnswers(
  known: KnownPeople,
  row: ImportRow,
  place: KnownPlace,
): { answers?: SaidAnswers } {
  const differing = [...row.answers].filter(
    ([question, answer]) =>
      canonicalJson(answer) !==
      canonicalJson(
        known.answers.get(answerKey(place.enrolment.id, question)) ?? null,
      ),
  );
  return differing.length > 0 ? { answers: new Map(differing) } : {};
}

/** The answers that a row holds for an enrolment; what its cells do not say is left out. */
export function saidProfile({ person, said }: ImportRow): Profile {
  const topics =
    "offers" in person
      ? person.offers
      : "needs" in person
        ? person.needs
        : null;
  const all: readonly [string, Profile][] = [
    ["country", { country: person.country }],
    ["sectors", { sectors: [...person.sectors] }],
    ["languages", { languages: [...person.languages] }],
    ["markets", { markets: [...(person.markets ?? [])] }],
    ["time_zone", { timeZone: person.timeZone }],
    ["availability", { availability: mergeRanges(person.availability ?? []) }],
    ["offers", { topics: needsOf(topics) }],
    ["needs", { topics: needsOf(topics) }],
    ["capacity", "capacity" in person ? { capacity: person.capacity } : {}],
    [
      "mentors_wanted",
      "mentorsWanted" in person ? { mentorsWanted: person.mentorsWanted } : {},
    ],
  ];
  return Object.assign(
    {},
    ...all.filter(([column]) => said.has(column)).map(([, value]) => value),
  ) as Profile;
}

function needsOf(topics: readonly (Topic | Need)[] | null): Need[] {
  return (topics ?? []).map((topic) => ({
    group: topic.group,
    topic: topic.topic,
    priority: "priority" in topic ? topic.priority : null,
  }));
}
