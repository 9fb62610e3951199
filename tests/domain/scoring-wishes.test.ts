import { describe, expect, test } from "vitest";
import type { Mentor, Wish } from "~/domain/scoring/types";
import { compileWishes } from "~/domain/scoring/wishes";
import { facts, mentee, mentor } from "../support/scoring-people";

describe("wishes", () => {
  const wishes = (
    list: readonly Wish[],
    others: readonly Partial<Mentor>[] = [],
  ) => {
    const mentors = [
      mentor({ id: "r" }),
      ...others.map((other) => mentor(other)),
    ];
    const compiled = compileWishes(
      facts({ mentees: [mentee({ id: "e" })], mentors, wishes: list }),
    );
    return { s: compiled.value(0, 0), ...compiled.reason(0, 0) };
  };
  const rank = (
    person: string,
    other: string,
    place: number | "never",
  ): Wish => ({ person, other, rank: place });
  const many = [{ id: "b" }, { id: "c" }, { id: "d" }];

  test("rank r of n is 1 − (r − 1)/n, and the silent side is neutral", () => {
    expect(wishes([])).toMatchObject({ s: 5_000, key: "wishes.none" });
    expect(wishes([rank("e", "r", 1)])).toMatchObject({
      s: 7_500,
      key: "wishes.mentee",
    });
    // second of four: .75, and .5
    const four = [
      rank("e", "b", 1),
      rank("e", "r", 2),
      rank("e", "c", 3),
      rank("e", "d", 4),
    ];
    expect(wishes(four, many)).toMatchObject({
      s: 6_250,
      args: { menteeRank: 2, menteeRanked: 4 },
    });
    expect(wishes([...four, rank("r", "e", 1)], many)).toMatchObject({
      s: 8_750,
      key: "wishes.both",
    });
    expect(wishes([rank("r", "e", 1)])).toMatchObject({
      s: 7_500,
      key: "wishes.mentor",
    });
  });

  test("n is how many were ranked, also where not all of them are here", () => {
    const second = { ...rank("e", "r", 2), of: 4 };
    expect(wishes([second])).toMatchObject({
      s: 6_250,
      args: { menteeRank: 2, menteeRanked: 4 },
    });
  });

  test("a third of a basis point is rounded once", () => {
    // last of three: 1/3, and .5 → .41666…
    expect(
      wishes([rank("e", "b", 1), rank("e", "c", 2), rank("e", "r", 3)], many).s,
    ).toBe(4_167);
  });

  test("of two ranks for the same person the first counts", () => {
    const twice = [rank("e", "r", 1), rank("e", "b", 2), rank("e", "r", 2)];
    expect(wishes(twice, many)).toMatchObject({
      s: 7_500,
      args: { menteeRank: 1, menteeRanked: 2 },
    });
  });

  test("a rank survives the leaving of the better ranked, and a 'never' is no rank", () => {
    expect(wishes([rank("e", "gone", 1), rank("e", "r", 2)]).s).toBe(5_000);
    expect(
      wishes([rank("e", "r", 1), rank("e", "b", "never")], many),
    ).toMatchObject({ s: 7_500 });
  });

  test("somebody may rank a few hundred thousand people", () => {
    const count = 200_000;
    const others = Array.from({ length: count }, (_, at) => ({ id: `o${at}` }));
    const list = others.map(({ id }, at) => rank("e", id, at + 1));
    expect(wishes([...list, rank("e", "r", count + 1)], others)).toMatchObject({
      args: { menteeRank: count + 1, menteeRanked: count + 1 },
    });
  });
});
