import { at, type CompiledCriterion } from "./criterion";
import { timeFactor } from "./time-factor";
import { reason } from "./reasons";
import { FULL, NEUTRAL, roundHalfUp } from "./rounding";
import type { CriteriaSet, MatchingFacts, Party, Reason } from "./types";
import { offsetOf, sharedMinutes, toUtcWeek } from "./weekly";

/**
 * Time: the weekly hours both have free, as a share of the hours needed; when none are needed, every pair has enough.
 *
 * @throws {RangeError} if the offset of a zone in which somebody gave hours is missing
 */
export function compileTime(
  { hoursNeeded }: CriteriaSet,
  facts: MatchingFacts,
): CompiledCriterion {
  const minutesNeeded = hoursNeeded * 60;
  const weekOf = ({ availability, timeZone }: Party) =>
    availability && toUtcWeek(availability, offsetOf(facts.offsets, timeZone));
  const mentees = facts.mentees.map(weekOf);
  const mentors = facts.mentors.map(weekOf);
  const minutes = (mentee: number, mentor: number) => {
    const a = mentees[mentee];
    const b = mentors[mentor];
    return a && b ? sharedMinutes(a, b) : null;
  };
  return {
    criterion: "time",
    value: (mentee, mentor) => {
      const shared = minutes(mentee, mentor);
      if (shared === null) return NEUTRAL;
      return shared >= minutesNeeded
        ? FULL
        : roundHalfUp((shared * FULL) / minutesNeeded);
    },
    reason: (mentee, mentor) =>
      timeReason(minutes(mentee, mentor), hoursNeeded),
    warnings: (mentee, mentor) => [
      ...(at(mentees, mentee) ? [] : [reason("warning.menteeTimeMissing", {})]),
      ...(at(mentors, mentor) ? [] : [reason("warning.mentorTimeMissing", {})]),
    ],
    factors: () => [timeFactor(mentees, mentors, minutesNeeded)],
  };
}

function timeReason(minutes: number | null, hoursNeeded: number): Reason {
  const needed = twoDecimals(hoursNeeded);
  if (minutes === null) return reason("time.unknown", { needed });
  if (minutes === 0 && hoursNeeded > 0) return reason("time.none", { needed });
  const hours = twoDecimals(minutes / 60);
  return reason(minutes >= hoursNeeded * 60 ? "time.enough" : "time.some", {
    hours,
    needed,
  });
}

function twoDecimals(hours: number): number {
  return Math.round(hours * 100) / 100;
}
