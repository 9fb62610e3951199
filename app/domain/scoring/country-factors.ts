import { at, numberKeys } from "./criterion";
import { constantTerms, type Factor, ROUNDING } from "./factor";
import { compileTargetMarket, type TargetMarket } from "./target-market";
import type { MatchingFacts } from "./types";

/** Steps of a home column: fine enough to be exact for the fixed values of the modes. */
const HOME_STEPS = 250;

/**
 * What depends on the two countries alone: one column per country of a mentee, in steps of its greatest value.
 *
 * @param value of a pair by position, in unrounded basis points of the criterion
 */
export function homeFactor(
  { mentees, mentors }: MatchingFacts,
  value: (mentee: number, mentor: number) => number,
): Factor {
  const countries = numberKeys(mentees.map(({ country }) => country));
  const first = countries.distinct.map((_, number) =>
    countries.index.indexOf(number),
  );
  const steps: number[] = [];
  const columns = first.map((mentee) => {
    const values = Float64Array.from(mentors, (_, j) => value(mentee, j));
    const step = values.reduce((a, b) => Math.max(a, b), 0) / HOME_STEPS;
    steps.push(step);
    return Uint8Array.from(values, (own) =>
      step === 0 ? 0 : Math.ceil(own / step - 1e-9),
    );
  });
  return {
    combine: "sum",
    cap: 255,
    isRequired: false,
    columns,
    termsOf: (mentee) => {
      const number = countries.index[mentee] ?? 0;
      return {
        columns: [number],
        times: [1],
        perUnit: at(steps, number),
        base: ROUNDING,
      };
    },
  };
}

/** Tenths of the target mode: one column per market that anybody targets, of which the greatest counts. */
export function targetFactor(
  facts: MatchingFacts,
  target: TargetMarket,
  perTenth: number,
): Factor {
  const lists = facts.mentees.map(({ markets }) => [...new Set(markets ?? [])]);
  const markets = [...new Set(lists.flat())];
  const numbers = new Map(markets.map((code, number) => [code, number]));
  const example = facts.mentees[0];
  const alone = compileTargetMarket({
    ...facts,
    mentees: example
      ? markets.map((code) => ({ ...example, markets: [code] }))
      : [],
  });
  return {
    combine: "max",
    cap: 255,
    isRequired: false,
    columns: markets.map((_, number) =>
      Uint8Array.from(facts.mentors, (__, j) => alone.tenths(number, j)),
    ),
    termsOf: (mentee) =>
      target.isMissing(mentee)
        ? constantTerms(5 * perTenth)
        : {
            columns: at(lists, mentee).map((code) => numbers.get(code) ?? 0),
            times: [],
            perUnit: perTenth,
            base: 0,
          },
  };
}
