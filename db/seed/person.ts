import type { EnrolmentRole } from "../../app/domain/enrolment/lifecycle.ts";
import { parseAvailability } from "../../app/domain/roster/availability.ts";
import {
  firstTimeZone,
  parseLanguages,
  parseMarkets,
} from "../../app/domain/roster/cells.ts";
import type { Parsed } from "../../app/domain/roster/table.ts";
import { parseNeeds } from "../../app/domain/roster/topics.ts";
import type {
  Need,
  SpokenLanguage,
  WeeklyRange,
} from "../../app/domain/scoring/types.ts";
import type { OrganisationRow } from "./organisations.ts";
import { sampleId } from "./sample-id.ts";
import { cellsOf } from "./table.ts";
import { topicsInFull } from "./topics.ts";

/** An invented person with everything an application asks for. */
export interface SamplePerson {
  /** Local part of the e-mail address, and what ids are made from. */
  readonly key: string;
  readonly id: string;
  readonly role: EnrolmentRole;
  readonly fullName: string;
  readonly locale: string;
  readonly country: string;
  readonly timeZone: string;
  readonly organisationId: string;
  readonly sectors: readonly string[];
  readonly languages: readonly SpokenLanguage[];
  readonly topics: readonly Need[];
  readonly markets: readonly string[];
  readonly availability: readonly WeeklyRange[];
  readonly capacity: number;
  readonly goals: string;
}

/** The id of a person of the sample. */
export function personId(key: string): string {
  return sampleId("person", key);
}

/**
 * Reads a table of people with the columns: local part of the e-mail address, name, organisation, languages, topics
 * (short names), markets, weekly hours, capacity (- for mentees), language of their pages, goal. The cells are those
 * of an import file; country and sectors are the organisation's.
 *
 * @throws {Error} if a cell cannot be read: the sample is ours
 */
export function samplePeople(
  table: string,
  role: EnrolmentRole,
  organisations: readonly OrganisationRow[],
): SamplePerson[] {
  const byName = new Map(organisations.map((each) => [each.name, each]));
  return cellsOf(table, 10).map((cells) => {
    const [key, fullName, organisationName, languages, topics] = cells;
    const [, , , , , markets, availability, capacity, locale, goals] = cells;
    const organisation = byName.get(organisationName);
    if (!organisation) throw new Error(`no organisation ${organisationName}`);
    return {
      key,
      id: personId(key),
      role,
      fullName,
      locale,
      country: organisation.country,
      timeZone: timeZoneOf(organisation.country),
      organisationId: organisation.id,
      sectors: organisation.sectors,
      languages: value(parseLanguages(languages)),
      topics: value(parseNeeds(topicsInFull(topics))),
      markets: value(parseMarkets(markets)),
      availability: value(parseAvailability(availability)),
      capacity: role === "mentor" ? Number(capacity) : 1,
      goals,
    };
  });
}

/** The first zone of the country; for Palestine the second, where the organisations of the sample are. */
export function timeZoneOf(country: string): string {
  return country === "PS" ? "Asia/Hebron" : firstTimeZone(country);
}

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok)
    throw new Error(`${parsed.key} ${JSON.stringify(parsed.args)}`);
  return parsed.value;
}
