import { countries, type Country } from "~/domain/reference/countries";
import { divisions } from "~/domain/reference/sectors";
import type {
  MatchingFacts,
  Mentee,
  Mentor,
  Party,
  SpokenLanguage,
  WeeklyRange,
} from "~/domain/scoring/types";
import { offsetsAt } from "../time-zones";
import { randomFrom, several, skewed, type Random } from "./random";

/** The two sides of the Mediterranean, the countries of the field first. */
const COUNTRY_CODES =
  "FR MA IT TN ES EG DZ LB PS DE PT GR JO BE TR NL SA AE PL HR".split(" ");
const COUNTRIES: readonly Country[] = COUNTRY_CODES.flatMap((code) =>
  countries.filter(({ iso2 }) => iso2 === code),
);
const LEVELS = ["C1", "native", "B2", "C2", "B1"] as const;
const TOPICS = Array.from({ length: 16 }, (_, k) => ({
  group: `group ${k % 5}`,
  topic: `topic ${k}`,
}));
const REFERENCE_DATE = "2026-03-02";

/**
 * An invented cohort with the skew of a real one: few countries and sectors are frequent, languages go with the country,
 * most people have a few free hours a week; mentors offer 1, 2 or 3 places (50, 30, 20 %).
 *
 * @param seed the same seed gives the same people
 */
export function population(
  mentees: number,
  mentors: number,
  seed: number,
): MatchingFacts {
  const random = randomFrom(seed);
  const mentorList = Array.from({ length: mentors }, (_, k) =>
    mentor(`r${k}`, mentors, random),
  );
  const menteeList = Array.from({ length: mentees }, (_, k) =>
    mentee(`e${k}`, mentees, random),
  );
  return {
    mentors: mentorList,
    mentees: menteeList,
    wishes: [],
    pins: [],
    exclusions: [],
    collected: { needs: true, time: true, targetMarkets: true, wishes: false },
    referenceDate: REFERENCE_DATE,
    offsets: offsetsAt(
      REFERENCE_DATE,
      [...mentorList, ...menteeList].map(({ timeZone }) => timeZone),
    ),
  };
}

/** A cohort of people who all say the same and belong to different organisations: every score is equal. */
export function alike(
  mentees: number,
  mentors: number,
  seed: number,
): MatchingFacts {
  const facts = population(mentees, mentors, seed);
  const [mentor] = facts.mentors;
  const [mentee] = facts.mentees;
  if (!mentor || !mentee) return facts;
  const languages = [{ code: "en", level: "C1" as const }];
  return {
    ...facts,
    mentors: facts.mentors.map(({ id, capacity }) => ({
      ...mentor,
      id,
      capacity,
      languages,
      organisation: null,
    })),
    mentees: facts.mentees.map(({ id }) => ({ ...mentee, id, languages })),
  };
}

function mentor(id: string, among: number, random: Random): Mentor {
  const draw = random(10);
  const capacity = draw < 5 ? 1 : draw < 8 ? 2 : 3;
  return {
    ...party(id, among, random),
    offers: several(TOPICS, 2 + random(4), random),
    capacity,
  };
}

function mentee(id: string, among: number, random: Random): Mentee {
  const priorities = [1, 2, 3, null] as const;
  const needs = several(TOPICS, 1 + random(4), random).map((topic) => ({
    ...topic,
    priority: skewed(priorities, random),
  }));
  return { ...party(id, among, random), needs, mentorsWanted: 1 };
}

function party(id: string, among: number, random: Random): Party {
  const home = skewed(COUNTRIES, random);
  const codes = divisions.map(({ code }) => code);
  return {
    id,
    name: null,
    organisation: `organisation ${random(Math.ceil(among / 3))}`,
    country: home.iso2,
    sectors: several(codes, 1 + random(3), random),
    languages: languagesOf(home, random),
    markets: several(COUNTRIES, 1 + random(4), random).map(({ iso2 }) => iso2),
    timeZone: home.timeZones[0] ?? "UTC",
    availability: Array.from({ length: 2 + random(4) }, () => range(random)),
  };
}

function languagesOf(home: Country, random: Random): SpokenLanguage[] {
  const own = home.officialLanguages
    .slice(0, 1 + random(2))
    .map((code) => ({ code, level: "native" as const }));
  const learnt = several(
    ["en", "fr", "ar", "es", "it", "de"],
    1 + random(2),
    random,
  )
    .filter((code) => own.every((language) => language.code !== code))
    .map((code) => ({ code, level: skewed(LEVELS, random) }));
  return [...own, ...learnt];
}

function range(random: Random): WeeklyRange {
  const startMinute = [540, 840, 1080][random(3)] ?? 540;
  // 0 to 6 by construction
  return {
    day: random(7) as WeeklyRange["day"],
    startMinute,
    endMinute: startMinute + 180,
  };
}
