import { describe, expect, test } from "vitest";
import { compileLanguage } from "~/domain/scoring/language";
import { compileNeeds } from "~/domain/scoring/needs";
import type { Mentee, SpokenLanguage, Topic } from "~/domain/scoring/types";
import { facts, mentee, mentor } from "../support/scoring-people";

const topic = (text: string): Topic => {
  const [last, group] = text.split("/").reverse();
  return { group: group ?? null, topic: last! };
};
const need = (text: string, priority: 1 | 2 | 3 | null = null) => ({
  ...topic(text),
  priority,
});

describe("needs and offers", () => {
  const needs = (
    wanted: Mentee["needs"],
    offered: readonly string[] | null,
  ) => {
    const compiled = compileNeeds(
      facts({
        mentees: [mentee({ needs: wanted })],
        mentors: [mentor({ offers: offered && offered.map(topic) })],
      }),
    );
    return {
      s: compiled.value(0, 0),
      ...compiled.reason(0, 0),
      warnings: compiled.warnings(0, 0).map(({ key }) => key),
    };
  };

  test("priorities 1, 2, 3 weigh 3, 2, 1, and none weighs 2", () => {
    const wanted = [need("a", 1), need("b", 2), need("c", 3), need("d")];
    expect(needs(wanted, ["a"]).s).toBe(3_750);
    expect(needs(wanted, ["b"]).s).toBe(2_500);
    expect(needs(wanted, ["c"]).s).toBe(1_250);
    expect(needs(wanted, ["d"]).s).toBe(2_500);
    expect(needs(wanted, ["d", "c", "b", "a", "x"])).toMatchObject({
      s: 10_000,
      key: "needs.all",
      args: { count: 4, topic: "a" },
    });
  });

  test("a sibling topic of the same group counts half", () => {
    expect(needs([need("export/customs")], ["export/fairs"])).toMatchObject({
      s: 5_000,
      key: "needs.sibling",
      args: { topic: "customs", group: "export" },
    });
    expect(
      needs(
        [need("export/customs", 1), need("law/patents", 3)],
        ["export/fairs", "law/patents"],
      ),
    ).toMatchObject({
      s: 6_250,
      key: "needs.some",
      args: { covered: 1, count: 2, topic: "patents" },
    });
  });

  test("topics without a group have no siblings, and differ from the same word in a group", () => {
    expect(needs([need("customs")], ["fairs"]).s).toBe(0);
    expect(needs([need("customs")], ["export/customs"])).toMatchObject({
      s: 0,
      key: "needs.none",
    });
  });

  test("case, width and space do not matter, and a need said twice counts as first said", () => {
    expect(needs([need("Export/ Customs ")], ["ＥＸＰＯＲＴ/customs"]).s).toBe(
      10_000,
    );
    expect(needs([need("a", 3), need("A", 1), need("b", 3)], ["a"]).s).toBe(
      5_000,
    );
  });

  test("what was not said is neutral with a warning; offering nothing is an answer", () => {
    const unknown = { s: 5_000, key: "needs.unknown" };
    expect(needs(null, ["a"])).toMatchObject({
      ...unknown,
      warnings: ["warning.needsMissing"],
    });
    expect(needs([], ["a"])).toMatchObject({
      ...unknown,
      warnings: ["warning.needsMissing"],
    });
    expect(needs([need("a")], null)).toMatchObject({
      ...unknown,
      warnings: ["warning.offersMissing"],
    });
    expect(needs(null, null).warnings).toEqual([
      "warning.needsMissing",
      "warning.offersMissing",
    ]);
    expect(needs([need("a")], [])).toMatchObject({ s: 0, warnings: [] });
  });

  test("a third is rounded once", () => {
    expect(needs([need("a"), need("b"), need("c")], ["a", "b"]).s).toBe(6_667);
  });
});

describe("language", () => {
  const spoken = (text: string) =>
    text
      .split(" ")
      .map(
        (word) =>
          ({ code: word.slice(0, 2), level: word.slice(3) }) as SpokenLanguage,
      );
  const language = (wanted: string, offered: string) => {
    const compiled = compileLanguage(
      facts({
        mentees: [mentee({ languages: spoken(wanted) })],
        mentors: [mentor({ languages: spoken(offered) })],
      }),
    );
    return { s: compiled.value(0, 0), ...compiled.reason(0, 0) };
  };

  test.each([
    ["A1", 0],
    ["A2", 2_000],
    ["B1", 4_000],
    ["B2", 6_000],
    ["C1", 8_000],
    ["C2", 10_000],
    ["native", 10_000],
  ])(
    "at %s on the lower side: %i, and a tenth more if it is the mentee's first",
    (level, s) => {
      expect(language(`it:native fr:${level}`, "fr:native").s).toBe(s);
      expect(language("it:native fr:native", `fr:${level}`).s).toBe(s);
      expect(language(`fr:${level} it:native`, "fr:native").s).toBe(
        Math.min(10_000, s + 1_000),
      );
    },
  );

  test("the best of the shared ones counts, though it is not the preferred", () => {
    expect(language("fr:B2 en:C1", "en:C1 fr:B2")).toMatchObject({
      s: 8_000,
      key: "language.shared",
      args: { language: "en", level: "C1" },
    });
    expect(language("fr:B2 en:B2", "en:C1 fr:C1")).toMatchObject({
      s: 7_000,
      key: "language.preferred",
      args: {
        language: "fr",
        level: "B2",
        menteeLevel: "B2",
        mentorLevel: "C1",
      },
    });
  });

  test("nothing shared is worth nothing; a language listed twice keeps its higher level", () => {
    expect(language("fr:C1", "en:C1")).toMatchObject({
      s: 0,
      key: "language.none",
    });
    expect(language("it:A1 fr:A1 fr:C1", "fr:C1").s).toBe(8_000);
  });
});
