import { expect, test } from "vitest";
import { topReasons } from "~/domain/scoring/top-reasons";
import type { CriterionLine } from "~/domain/scoring/types";
import { scoreWord } from "~/domain/scoring/word";

test.each([
  [10_000, "strong"],
  [7_500, "strong"],
  [7_499, "good"],
  [5_500, "good"],
  [5_499, "possible"],
  [4_000, "possible"],
  [3_999, "weak"],
  [0, "weak"],
])("a score of %i is %s", (score, word) => {
  expect(scoreWord(score)).toBe(word);
});

test("participants see the three best reasons above neutral, and never a wish or an own answer", () => {
  const line = (
    criterion: CriterionLine["criterion"],
    s: number,
    points: number,
  ): CriterionLine => ({
    criterion,
    s,
    weight: 1,
    points,
    reason: { key: criterion, args: {} },
  });
  const lines = [
    line("sector", 5_001, 900),
    line("country", 5_000, 4_000),
    line("needs", 8_000, 1_500),
    line("language", 9_000, 900),
    line("time", 10_000, 1_000),
    line("wishes", 10_000, 9_000),
    line("question", 10_000, 9_500),
  ];
  expect(topReasons({ criteria: lines }).map(({ key }) => key)).toEqual([
    "needs",
    "time",
    "sector",
  ]);
  expect(
    topReasons({
      criteria: [line("sector", 9_000, 0), line("time", 4_000, 400)],
    }),
  ).toEqual([]);
});
