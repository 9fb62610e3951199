import { describe, expect, test } from "vitest";
import { compileCountry } from "~/domain/scoring/country";
import { compileScorer } from "~/domain/scoring/compile";
import type { CriteriaSet, Mentee, Mentor } from "~/domain/scoring/types";
import {
  criteria,
  facts,
  mentee,
  mentor,
  modes,
} from "../support/scoring-people";

function countryOf(
  country: CriteriaSet["country"],
  e: Partial<Mentee>,
  r: Partial<Mentor>,
  rest: {
    matrix?: CriteriaSet["countryMatrix"];
    offsets?: Record<string, number>;
    targetMarkets?: boolean;
  } = {},
) {
  const base = facts();
  const compiled = compileCountry(
    criteria({ country, countryMatrix: rest.matrix ?? {} }),
    {
      ...base,
      mentees: [mentee(e)],
      mentors: [mentor(r)],
      offsets: rest.offsets ?? base.offsets,
      collected: {
        ...base.collected,
        targetMarkets: rest.targetMarkets ?? true,
      },
    },
  );
  return {
    s: compiled.value(0, 0),
    ...compiled.reason(0, 0),
    warnings: compiled.warnings(0, 0).map(({ key }) => key),
  };
}

describe("target market", () => {
  const target = modes({ target: 70 });

  test.each([
    // at home in it · knows it · same subregion (Northern Africa) · a shared group (ufm) · nothing shared
    [["TN"], "TN", null, 10_000, "country.target.home"],
    [["TN"], "FR", ["TN"], 10_000, "country.target.known"],
    [["MA"], "TN", null, 6_000, "country.target.subregion"],
    [["DE"], "TN", null, 4_000, "country.target.group"],
    [["AE"], "FR", null, 0, "country.target.none"],
    [["AE", "JP", "US", "MA"], "FR", ["DZ"], 6_000, "country.target.subregion"],
    [["US"], "US", ["TN"], 10_000, "country.target.home"],
  ] as const)(
    "aims at %j, mentor in %s who knows %j: %i",
    (markets, home, known, s, key) => {
      expect(
        countryOf(target, { markets }, { country: home, markets: known }),
      ).toMatchObject({ s, key, warnings: [] });
    },
  );

  test("names the market and what meets it", () => {
    expect(
      countryOf(
        target,
        { markets: ["AE", "MA"] },
        { country: "FR", markets: ["DZ"] },
      ).args,
    ).toMatchObject({
      market: "MA",
      known: "DZ",
    });
  });

  test("without targets is neutral, with a warning", () => {
    const neutral = {
      s: 5_000,
      key: "country.target.unknown",
      warnings: ["warning.targetMarketsMissing"],
    };
    expect(
      countryOf(target, { markets: null }, { country: "FR" }),
    ).toMatchObject(neutral);
    expect(countryOf(target, { markets: [] }, { country: "FR" })).toMatchObject(
      neutral,
    );
  });
});

test.each([
  ["FR", "TN", 10_000, "country.crossSea.across"],
  ["EG", "DE", 10_000, "country.crossSea.across"],
  ["FR", "IT", 3_000, "country.crossSea.sameSide"],
  ["TN", "US", 3_000, "country.crossSea.outside"],
  ["US", "JP", 3_000, "country.crossSea.outside"],
] as const)("cross-sea, %s and %s: %i", (a, b, s, key) => {
  expect(
    countryOf(modes({ crossSea: 5 }), { country: a }, { country: b }),
  ).toMatchObject({ s, key });
});

test.each([
  ["TN", "TN", 10_000, "country.similarity.same"],
  ["TN", "MA", 6_000, "country.similarity.subregion"],
  ["TN", "FR", 0, "country.similarity.none"],
] as const)("similarity, %s and %s: %i", (a, b, s, key) => {
  expect(
    countryOf(modes({ similarity: 5 }), { country: a }, { country: b }),
  ).toMatchObject({ s, key });
});

test.each([
  [1, 10_000],
  [-1, 0],
  [0.5, 7_500],
  [-0.3, 3_500],
  // half a basis point goes up, whatever floating point makes of it
  [0.0001, 5_001],
  [-0.0001, 5_000],
  [0.5555, 7_778],
  [undefined, 5_000],
])("matrix, %d: %i", (value, s) => {
  const matrix: CriteriaSet["countryMatrix"] =
    value === undefined ? {} : { FR: { TN: value } };
  const found = countryOf(
    modes({ matrix: 1 }),
    { country: "FR" },
    { country: "TN" },
    { matrix },
  );
  expect(found).toMatchObject({ s, key: "country.matrix" });
  expect(
    countryOf(
      modes({ matrix: 1 }),
      { country: "TN" },
      { country: "FR" },
      { matrix },
    ).s,
  ).toBe(5_000);
});

describe("affinity", () => {
  const affinity = modes({ affinity: 1 });
  const winter = {
    "Europe/Paris": 60,
    "Africa/Tunis": 60,
    "Asia/Dubai": 240,
    "Europe/Madrid": 60,
    "Pacific/Auckland": 780,
    "Pacific/Honolulu": -600,
  };

  test.each([
    // French √(.97·.53) = .717008; 1,485.019 km → .628745; no border; the same hours
    ["FR", "TN", 6_754],
    // English √(.39·.50) = .441588; beyond 4,000 km; 3 h apart → 5/8
    ["FR", "AE", 3_016],
    // English √(.39·.24) = .305941; 1,054.254 km → .736437; neighbours; the same hours
    ["FR", "ES", 6_433],
    // French .97; 0 km; no neighbour of itself; the same hours
    ["FR", "FR", 8_880],
    // English √(.39·.98) = .618223; too far; half a day apart, which is no overlap and not less than none
    ["FR", "NZ", 2_473],
  ])("of %s and %s, worked out by hand: %i", (a, b, s) => {
    const found = countryOf(
      affinity,
      { country: a },
      { country: b },
      { offsets: winter },
    );
    expect(found).toMatchObject({ s, key: "country.affinity" });
    expect(
      countryOf(affinity, { country: b }, { country: a }, { offsets: winter })
        .s,
    ).toBe(s);
  });

  test("follows the clocks of the reference date: in summer Paris and Tunis are an hour apart", () => {
    const summer = { ...winter, "Europe/Paris": 120 };
    // .675427 − .2·(1/8)
    expect(
      countryOf(
        affinity,
        { country: "FR" },
        { country: "TN" },
        { offsets: summer },
      ).s,
    ).toBe(6_504);
  });

  test("says which zone it lacks", () => {
    expect(() =>
      countryOf(
        affinity,
        { country: "FR" },
        { country: "TN" },
        { offsets: {} },
      ),
    ).toThrow(/Europe\/Paris/);
  });
});

describe("a mix of modes", () => {
  test("is their weighted mean, rounded once", () => {
    const mix = modes({ target: 70, crossSea: 30 });
    expect(
      countryOf(mix, { country: "TN", markets: ["FR"] }, { country: "FR" }).s,
    ).toBe(10_000);
    // .7·.4 + .3·1
    expect(
      countryOf(
        mix,
        { country: "TN", markets: ["DE"] },
        { country: "FR", markets: [] },
      ).s,
    ).toBe(8_000 - 800);
    // thirds: (.4 + .3 + 0) / 3 = .2333…
    const thirds = modes({ target: 1, crossSea: 1, similarity: 1 });
    expect(
      countryOf(thirds, { country: "FR", markets: ["TN"] }, { country: "IT" })
        .s,
    ).toBe(2_333);
  });

  test("does not round a mode before mixing", () => {
    // matrix .50005 twice as heavy as 0: .333366… ; rounded before, it would be .50010 → .3334
    const mix = modes({ similarity: 1, matrix: 2 });
    expect(
      countryOf(
        mix,
        { country: "FR" },
        { country: "TN" },
        { matrix: { FR: { TN: 0.0001 } } },
      ).s,
    ).toBe(3_334);
    const third = modes({ similarity: 2, matrix: 1 });
    expect(
      countryOf(
        third,
        { country: "FR" },
        { country: "TN" },
        { matrix: { FR: { TN: 0.00001 } } },
      ).s,
    ).toBe(1_667);
    expect(
      countryOf(
        third,
        { country: "FR" },
        { country: "TN" },
        { matrix: { FR: { TN: -0.0002 } } },
      ).s,
    ).toBe(1_666);
  });

  test("leaves out the target mode where no markets are collected, and its weight with it", () => {
    const found = countryOf(
      modes({ target: 70, crossSea: 30 }),
      { country: "TN", markets: null },
      { country: "FR" },
      { targetMarkets: false },
    );
    expect(found).toMatchObject({
      s: 10_000,
      key: "country.crossSea.across",
      warnings: [],
    });
  });

  test("without a usable mode is no criterion at all", () => {
    const base = facts();
    const scorer = compileScorer(criteria({ country: modes({ target: 70 }) }), {
      ...base,
      collected: { ...base.collected, targetMarkets: false },
    });
    expect(
      scorer.explain(0, 0).criteria.map(({ criterion }) => criterion),
    ).not.toContain("country");
  });

  test("is explained by the mode that gave most, and not by one without data", () => {
    const mix = modes({ target: 70, crossSea: 30 });
    expect(
      countryOf(mix, { country: "TN", markets: null }, { country: "FR" }),
    ).toMatchObject({
      s: 6_500,
      key: "country.crossSea.across",
      warnings: ["warning.targetMarketsMissing"],
    });
  });
});
