import { country } from "../reference/countries";
import { affinity } from "./affinity";
import { at, numberKeys, type CompiledCriterion } from "./criterion";
import { homeFactor, targetFactor } from "./country-factors";
import { countryModesInUse } from "./in-use";
import { reason } from "./reasons";
import { FULL, roundHalfUp } from "./rounding";
import { compileTargetMarket, type TargetMarket } from "./target-market";
import type { CountryMode, CriteriaSet, MatchingFacts, Reason } from "./types";

type HomeMode = Exclude<CountryMode, "target">;
type CountryPair = {
  readonly menteeCountry: string;
  readonly mentorCountry: string;
};

/** What one mode says of a pair: its value in unrounded basis points, and why. */
interface ModeFinding {
  readonly mode: CountryMode;
  readonly value: number;
  readonly reason: Reason;
  readonly missing: boolean;
}

/**
 * Country: the weighted mean of the modes in use. All but the target mode depend on the two countries alone and are
 * tabulated once per pair of countries.
 *
 * @throws {RangeError} if affinity is in use and the offset of a country's first zone is missing
 */
export function compileCountry(
  criteria: CriteriaSet,
  facts: MatchingFacts,
): CompiledCriterion {
  const modes = countryModesInUse(criteria, facts.collected);
  const homeModes = modes.filter((mode) => mode !== "target");
  const target = modes.includes("target") ? compileTargetMarket(facts) : null;
  const targetWeight = target ? criteria.country.target : 0;
  const total = modes.reduce((sum, mode) => sum + criteria.country[mode], 0);
  const homes = tabulateHomes(homeModes, criteria, facts);
  return {
    criterion: "country",
    value: (mentee, mentor) => {
      const tenths = target ? target.tenths(mentee, mentor) : 0;
      return roundHalfUp(
        (homes(mentee, mentor) + targetWeight * tenths * 1_000) / total,
      );
    },
    reason: (mentee, mentor) =>
      weightiest(
        findings(mentee, mentor, homeModes, target, criteria, facts),
        criteria.country,
      ),
    warnings: (mentee) =>
      target?.isMissing(mentee)
        ? [reason("warning.targetMarketsMissing", {})]
        : [],
    factors: () => [
      homeFactor(facts, (mentee, mentor) => homes(mentee, mentor) / total),
      ...(target
        ? [targetFactor(facts, target, (1_000 * targetWeight) / total)]
        : []),
    ],
  };
}

/** Σ weight · value over the modes that depend on the countries alone, in unrounded basis points. */
function tabulateHomes(
  modes: readonly HomeMode[],
  criteria: CriteriaSet,
  facts: MatchingFacts,
) {
  const mentees = numberKeys(facts.mentees.map((mentee) => mentee.country));
  const mentors = numberKeys(facts.mentors.map((mentor) => mentor.country));
  const width = mentors.distinct.length;
  const table = new Float64Array(mentees.distinct.length * width);
  mentees.distinct.forEach((menteeCountry, row) =>
    mentors.distinct.forEach((mentorCountry, column) => {
      table[row * width + column] = modes.reduce((sum, mode) => {
        const { value } = homeFinding(
          mode,
          { menteeCountry, mentorCountry },
          criteria,
          facts,
        );
        return sum + criteria.country[mode] * value;
      }, 0);
    }),
  );
  return (mentee: number, mentor: number) =>
    table[
      (mentees.index[mentee] ?? 0) * width + (mentors.index[mentor] ?? 0)
    ] ?? 0;
}

function findings(
  mentee: number,
  mentor: number,
  homeModes: readonly HomeMode[],
  target: TargetMarket | null,
  criteria: CriteriaSet,
  facts: MatchingFacts,
): ModeFinding[] {
  const pair = {
    menteeCountry: at(facts.mentees, mentee).country,
    mentorCountry: at(facts.mentors, mentor).country,
  };
  const ofHomes = homeModes.map((mode) =>
    homeFinding(mode, pair, criteria, facts),
  );
  if (!target) return ofHomes;
  const ofTarget: ModeFinding = {
    mode: "target",
    value: target.tenths(mentee, mentor) * 1_000,
    reason: target.reason(mentee, mentor),
    missing: target.isMissing(mentee),
  };
  return [ofTarget, ...ofHomes];
}

/** The reason of the mode that gave most; one without data only speaks when it stands alone. */
function weightiest(
  found: readonly ModeFinding[],
  weights: CriteriaSet["country"],
): Reason {
  const given = (finding: ModeFinding) =>
    finding.missing ? -1 : weights[finding.mode] * finding.value;
  return found.reduce((best, finding) =>
    given(finding) > given(best) ? finding : best,
  ).reason;
}

function homeFinding(
  mode: HomeMode,
  pair: CountryPair,
  criteria: CriteriaSet,
  facts: MatchingFacts,
): ModeFinding {
  const [value, why] = HOME_MODES[mode](pair, criteria, facts);
  return { mode, value, reason: why, missing: false };
}

type HomeRule = (
  pair: CountryPair,
  criteria: CriteriaSet,
  facts: MatchingFacts,
) => [value: number, why: Reason];

const HOME_MODES: Readonly<Record<HomeMode, HomeRule>> = {
  crossSea: (pair) => {
    const mentee = country(pair.menteeCountry)?.side ?? null;
    const mentor = country(pair.mentorCountry)?.side ?? null;
    if (mentee === null || mentor === null)
      return [3_000, reason("country.crossSea.outside", pair)];
    if (mentee === mentor)
      return [3_000, reason("country.crossSea.sameSide", pair)];
    return [FULL, reason("country.crossSea.across", pair)];
  },

  similarity: (pair) => {
    if (pair.menteeCountry === pair.mentorCountry)
      return [FULL, reason("country.similarity.same", pair)];
    const mentee = country(pair.menteeCountry)?.subregion ?? "";
    const isNear =
      mentee !== "" && mentee === country(pair.mentorCountry)?.subregion;
    return isNear
      ? [6_000, reason("country.similarity.subregion", pair)]
      : [0, reason("country.similarity.none", pair)];
  },

  affinity: (pair, _criteria, { offsets }) => {
    const share = affinity(pair.menteeCountry, pair.mentorCountry, offsets);
    return [share * FULL, reason("country.affinity", { ...pair, share })];
  },

  matrix: (pair, { countryMatrix }) => {
    const set = countryMatrix[pair.menteeCountry]?.[pair.mentorCountry] ?? 0;
    return [
      (set + 1) * 5_000,
      reason("country.matrix", { ...pair, share: (set + 1) / 2 }),
    ];
  },
};
