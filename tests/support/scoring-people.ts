import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import type {
  CriteriaSet,
  MatchingFacts,
  Mentee,
  Mentor,
  Party,
  WeeklyRange,
} from "~/domain/scoring/types";

const PARTY: Omit<Party, "id"> = {
  name: null,
  organisation: null,
  country: "FR",
  sectors: ["62"],
  languages: [{ code: "en", level: "C1" }],
  markets: null,
  timeZone: "UTC",
  availability: null,
};

/** A mentee in France, in software, who speaks English, and what the test says otherwise. */
export function mentee(changes: Partial<Mentee> = {}): Mentee {
  return { ...PARTY, id: "mentee", needs: null, mentorsWanted: 1, ...changes };
}

/** The same for a mentor. */
export function mentor(changes: Partial<Mentor> = {}): Mentor {
  return { ...PARTY, id: "mentor", offers: null, capacity: 1, ...changes };
}

/** Facts in which everything is collected and every clock shows UTC. */
export function facts(changes: Partial<MatchingFacts> = {}): MatchingFacts {
  return {
    mentors: [mentor()],
    mentees: [mentee()],
    wishes: [],
    pins: [],
    exclusions: [],
    collected: { needs: true, time: true, targetMarkets: true, wishes: true },
    referenceDate: "2026-03-02",
    offsets: { UTC: 0 },
    ...changes,
  };
}

/** The default criteria with whole parts replaced. */
export function criteria(changes: Partial<CriteriaSet> = {}): CriteriaSet {
  return { ...DEFAULT_CRITERIA, ...changes };
}

/** Country modes, all off but these. */
export function modes(
  changes: Partial<CriteriaSet["country"]>,
): CriteriaSet["country"] {
  return {
    target: 0,
    crossSea: 0,
    similarity: 0,
    affinity: 0,
    matrix: 0,
    ...changes,
  };
}

/** `at(0, "09:00", "12:00")` is Monday morning. */
export function at(
  day: WeeklyRange["day"],
  from: string,
  until: string,
): WeeklyRange {
  return { day, startMinute: minuteOf(from), endMinute: minuteOf(until) };
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours! * 60 + minutes!;
}
