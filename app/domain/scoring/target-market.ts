import { country } from "../reference/countries";
import { at } from "./criterion";
import { compileOverlap } from "./overlap";
import { reason } from "./reasons";
import type { MatchingFacts, Mentor, Reason } from "./types";

/** The target mode in tenths: how near the mentor's country or known markets come to the mentee's targets. */
export interface TargetMarket {
  tenths(mentee: number, mentor: number): number;
  reason(mentee: number, mentor: number): Reason;
  isMissing(mentee: number): boolean;
}

const SAME = 10;
const SUBREGION = 6;
const GROUP = 4;
const UNKNOWN = 5;

/** Prepares the target mode: same country 1, same subregion .6, any shared group .4, else 0; without targets neutral. */
export function compileTargetMarket({
  mentees,
  mentors,
}: MatchingFacts): TargetMarket {
  const targets = mentees.map(({ markets }) => [...new Set(markets ?? [])]);
  const known = mentors.map(knownMarkets);
  const same = compileOverlap(targets, known);
  const subregion = compileOverlap(
    targets.map(subregionsOf),
    known.map(subregionsOf),
  );
  const group = compileOverlap(targets.map(groupsOf), known.map(groupsOf));
  const isMissing = (mentee: number) => at(targets, mentee).length === 0;
  const missing = Uint8Array.from(targets, ({ length }) =>
    length === 0 ? 1 : 0,
  );
  const tenths = (mentee: number, mentor: number) => {
    if (missing[mentee] === 1) return UNKNOWN;
    if (same(mentee, mentor)) return SAME;
    if (subregion(mentee, mentor)) return SUBREGION;
    return group(mentee, mentor) ? GROUP : 0;
  };
  return {
    tenths,
    isMissing,
    reason: (mentee, mentor) => {
      const pair = {
        menteeCountry: at(mentees, mentee).country,
        mentorCountry: at(mentors, mentor).country,
      };
      if (isMissing(mentee)) return reason("country.target.unknown", pair);
      return targetReason(
        tenths(mentee, mentor),
        at(targets, mentee),
        at(known, mentor),
        pair,
      );
    },
  };
}

function knownMarkets({ country: home, markets }: Mentor): string[] {
  return [...new Set([home, ...(markets ?? [])])];
}

function subregionsOf(codes: readonly string[]): string[] {
  return codes
    .map((code) => country(code)?.subregion ?? "")
    .filter((name) => name !== "");
}

function groupsOf(codes: readonly string[]): string[] {
  return codes.flatMap((code) => country(code)?.groups ?? []);
}

/** Names the first target, and the first market that meets it, at the level already found. */
function targetReason(
  tenths: number,
  targets: readonly string[],
  known: readonly string[],
  pair: { readonly menteeCountry: string; readonly mentorCountry: string },
): Reason {
  if (tenths === SAME) {
    const market = targets.includes(pair.mentorCountry)
      ? pair.mentorCountry
      : firstMeeting(targets, known, (x) => [x])[0];
    return reason(
      market === pair.mentorCountry
        ? "country.target.home"
        : "country.target.known",
      { ...pair, market },
    );
  }
  if (tenths === 0) return reason("country.target.none", pair);
  const shared = (code: string) =>
    tenths === SUBREGION ? subregionsOf([code]) : groupsOf([code]);
  const [market, met] = firstMeeting(targets, known, shared);
  const key =
    tenths === SUBREGION ? "country.target.subregion" : "country.target.group";
  return reason(key, { ...pair, market, known: met });
}

function firstMeeting(
  targets: readonly string[],
  known: readonly string[],
  traits: (code: string) => readonly string[],
): [market: string, known: string] {
  for (const target of targets) {
    const wanted = traits(target);
    const met = known.find((code) =>
      traits(code).some((trait) => wanted.includes(trait)),
    );
    if (met !== undefined) return [target, met];
  }
  return [at(targets, 0), at(known, 0)];
}
