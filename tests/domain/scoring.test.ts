import { describe, expect, test } from "vitest";
import { combine } from "~/domain/scoring/combine";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import { usableWeights } from "~/domain/scoring/in-use";
import { CRITERIA, type MatchingFacts } from "~/domain/scoring/types";
import {
  criteria,
  facts,
  mentee,
  mentor,
  modes,
} from "../support/scoring-people";

const NOTHING = {
  needs: false,
  time: false,
  targetMarkets: false,
  wishes: false,
};
const NO_WEIGHT = {
  sector: 0,
  country: 0,
  needs: 0,
  language: 0,
  time: 0,
  wishes: 0,
};

test("a pair worked out by hand with the default criteria", () => {
  const scorer = compileScorer(
    DEFAULT_CRITERIA,
    facts({
      mentees: [
        mentee({
          country: "TN",
          sectors: ["35", "62"],
          languages: [
            { code: "ar", level: "native" },
            { code: "fr", level: "C1" },
          ],
          markets: ["FR"],
          needs: [{ group: "export", topic: "customs", priority: 1 }],
        }),
      ],
      mentors: [
        mentor({
          country: "IT",
          sectors: ["27"],
          languages: [{ code: "fr", level: "B2" }],
          offers: [{ group: "export", topic: "fairs" }],
        }),
      ],
    }),
  );

  // sector .6·.5 (energy-renewables) + .4·0 (27 and 62 share nothing) · country .7·.4 (EU) + .3·1 · sibling topic .5
  // French at B2 .6 · no hours given · no wishes: 35·.3 + 20·.58 + 20·.5 + 10·.6 + 10·.5 + 5·.5 = 45.6
  expect(scorer.explain(0, 0)).toMatchObject({
    score: 4_560,
    blockedBy: [],
    criteria: [
      { criterion: "sector", s: 3_000, weight: 35, points: 1_050 },
      { criterion: "country", s: 5_800, weight: 20, points: 1_160 },
      { criterion: "needs", s: 5_000, weight: 20, points: 1_000 },
      { criterion: "language", s: 6_000, weight: 10, points: 600 },
      { criterion: "time", s: 5_000, weight: 10, points: 500 },
      { criterion: "wishes", s: 5_000, weight: 5, points: 250 },
    ],
    warnings: [
      { key: "warning.menteeTimeMissing" },
      { key: "warning.mentorTimeMissing" },
    ],
  });
  expect(scorer.score(0, 0)).toBe(4_560);
});

describe("the sum", () => {
  test("is rounded half up, and the points follow by largest remainder, the earlier line first among equals", () => {
    expect(
      combine([
        { s: 1, weight: 1 },
        { s: 0, weight: 1 },
      ]),
    ).toEqual({ score: 1, points: [1, 0] });
    // shares 3333⅓ each sum to 10,000: one point is missing, and the first line gets it
    const thirds = [1, 1, 1].map((weight) => ({ s: 10_000, weight }));
    expect(combine(thirds)).toEqual({
      score: 10_000,
      points: [3_334, 3_333, 3_333],
    });
    expect(
      combine([
        { s: 1, weight: 3 },
        { s: 2, weight: 4 },
      ]),
    ).toEqual({ score: 2, points: [1, 1] });
    expect(
      combine([
        { s: 5_000, weight: 0 },
        { s: 7_777, weight: 2 },
      ]),
    ).toEqual({ score: 7_777, points: [0, 7_777] });
  });

  test("refuses weights that sum to 0", () => {
    expect(() => combine([{ s: 1, weight: 0 }])).toThrow(RangeError);
    expect(() => combine([])).toThrow(RangeError);
  });
});

describe("criteria in use", () => {
  const used = (
    set: Parameters<typeof criteria>[0],
    collected: Partial<MatchingFacts["collected"]>,
  ) =>
    compileScorer(
      criteria(set),
      facts({ collected: { ...NOTHING, ...collected } }),
    )
      .explain(0, 0)
      .criteria.map(({ criterion }) => criterion);

  test("are those the cohort collects something for", () => {
    expect(used({}, {})).toEqual(["sector", "country", "language"]);
    expect(
      used({}, { needs: true, time: true, targetMarkets: true, wishes: true }),
    ).toEqual([...CRITERIA]);
    expect(used({ country: modes({ target: 1 }) }, {})).toEqual([
      "sector",
      "language",
    ]);
  });

  test("with weight 0 are listed with 0 points", () => {
    const scorer = compileScorer(
      criteria({ weights: { ...NO_WEIGHT, sector: 1 } }),
      facts(),
    );
    expect(scorer.explain(0, 0)).toMatchObject({ score: 10_000 });
    expect(scorer.explain(0, 0).criteria.map(({ points }) => points)).toEqual([
      10_000, 0, 0, 0, 0, 0,
    ]);
  });

  test("need a weight above 0 among them, and whole weights", () => {
    const onlyWishes = criteria({ weights: { ...NO_WEIGHT, wishes: 5 } });
    const refused = { ok: false, reason: "criteria.no_weight_in_use" };
    expect(usableWeights(onlyWishes, { ...NOTHING, wishes: true })).toEqual({
      ok: true,
    });
    expect(usableWeights(onlyWishes, NOTHING)).toEqual(refused);
    expect(() =>
      compileScorer(onlyWishes, facts({ collected: NOTHING })),
    ).toThrow(RangeError);
    for (const weight of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const set = criteria({
        weights: { ...NO_WEIGHT, language: 5, sector: weight },
      });
      expect(usableWeights(set, NOTHING)).toEqual({
        ok: false,
        reason: "criteria.weights_not_whole",
      });
    }
  });
});

describe("hard rules", () => {
  const blocked = (
    changes: Partial<MatchingFacts>,
    set: Parameters<typeof criteria>[0] = {},
  ) => {
    const scorer = compileScorer(criteria(set), facts(changes));
    const { blockedBy, score } = scorer.explain(0, 0);
    expect(score).toBeGreaterThan(0);
    expect(scorer.score(0, 0)).toBe(blockedBy.length > 0 ? -1 : score);
    return blockedBy;
  };
  const inOrganisations = (a: string | null, b: string | null) => ({
    mentees: [mentee({ organisation: a })],
    mentors: [mentor({ organisation: b })],
  });
  const atLevels = (a: "B1" | "B2", b: "B1" | "B2") => ({
    mentees: [mentee({ languages: [{ code: "fr", level: a }] })],
    mentors: [mentor({ languages: [{ code: "fr", level: b }] })],
  });

  test("keep two of the same organisation apart, however it is spelt, unless the programme allows it", () => {
    const same = inOrganisations("Pôle Mer ", "PÔLE MER");
    expect(blocked(same)).toEqual([
      { key: "hard.sameOrganisation", args: { organisation: "Pôle Mer " } },
    ]);
    expect(
      blocked(same, { hard: { language: "B2", allowSameOrganisation: true } }),
    ).toEqual([]);
    expect(blocked(inOrganisations("Pôle Mer", "Pole Mer"))).toEqual([]);
    expect(blocked(inOrganisations(null, null))).toEqual([]);
    expect(blocked(inOrganisations(" ", ""))).toEqual([]);
  });

  test("ask for one language at the minimum level on both sides", () => {
    expect(blocked(atLevels("B2", "B2"))).toEqual([]);
    expect(blocked(atLevels("B2", "B1"))).toEqual([
      {
        key: "hard.languageLevel",
        args: { language: "fr", level: "B1", minimum: "B2" },
      },
    ]);
    expect(
      blocked(atLevels("B1", "B2"), {
        hard: { language: "B1", allowSameOrganisation: false },
      }),
    ).toEqual([]);
    const strangers = {
      mentees: [mentee({ languages: [{ code: "ar", level: "native" }] })],
    };
    expect(blocked(strangers)).toEqual([
      { key: "hard.noSharedLanguage", args: { minimum: "B2" } },
    ]);
  });

  test("respect exclusions and a 'never' from either side, and tell them apart", () => {
    const never = (person: string, other: string) => ({
      wishes: [{ person, other, rank: "never" as const }],
    });
    expect(
      blocked({ exclusions: [{ mentee: "mentee", mentor: "mentor" }] }),
    ).toMatchObject([{ key: "hard.excluded" }]);
    expect(blocked(never("mentee", "mentor"))).toMatchObject([
      { key: "hard.neverByMentee" },
    ]);
    expect(blocked(never("mentor", "mentee"))).toMatchObject([
      { key: "hard.neverByMentor" },
    ]);
    expect(
      blocked({ exclusions: [{ mentee: "mentor", mentor: "mentee" }] }),
    ).toEqual([]);
    expect(blocked(never("mentee", "Mentor"))).toEqual([]);
  });

  test("keep two apart of whom one would rather not, without saying which", () => {
    expect(
      blocked({ apart: [{ mentee: "mentee", mentor: "mentor" }] }),
    ).toEqual([{ key: "hard.apart", args: {} }]);
  });

  test("are all named when several are broken", () => {
    const both = {
      ...inOrganisations("A", "a"),
      exclusions: [{ mentee: "mentee", mentor: "mentor" }],
    };
    expect(blocked(both).map(({ key }) => key)).toEqual([
      "hard.sameOrganisation",
      "hard.excluded",
    ]);
  });
});
