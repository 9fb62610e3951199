import { describe, expect, test } from "vitest";
import { checkPins, parsePairs, parseWishes } from "~/domain/roster/pairs";
import {
  collectedFacts,
  parseMentees,
  parseMentors,
} from "~/domain/roster/people";
import {
  capacitySink,
  scoreSink,
  type RowSink,
  type ScoreTable,
} from "~/domain/roster/scores";
import type { RosterProblem, Table } from "~/domain/roster/table";

function table(...lines: string[]): Table {
  const [header = [], ...rows] = lines.map((line) => line.split("|"));
  return { header, rows, rowNumbers: rows.map((_, index) => index + 2) };
}

const KNOWN = {
  mentees: new Set(["e1", "e2", "x"]),
  mentors: new Set(["m1", "m2", "x"]),
};

describe("pairs", () => {
  test("name a known mentee and a known mentor", () => {
    expect(parsePairs(table("mentor|MENTEE", "m1| e1 "), KNOWN)).toEqual({
      pairs: [{ mentee: "e1", mentor: "m1", row: 2 }],
      problems: [],
    });
    expect(
      parsePairs(table("mentee|mentor", "m1|e1"), KNOWN).problems,
    ).toMatchObject([
      { row: 2, column: "mentee", key: "mentee.unknown", args: { id: "m1" } },
      { row: 2, column: "mentor", key: "mentor.unknown", args: { id: "e1" } },
    ]);
  });

  test("stand once", () => {
    const { problems } = parsePairs(
      table("mentee|mentor", "e1|m1", "e2|m1", "e1|m1"),
      KNOWN,
    );
    expect(problems).toMatchObject([
      { row: 4, key: "pair.repeated", args: { first: "2" } },
    ]);
  });

  test("have no empty cell and no other column", () => {
    expect(
      parsePairs(table("mentee|mentor", "e1|"), KNOWN).problems,
    ).toMatchObject([{ row: 2, column: "mentor", key: "cell.empty" }]);
    expect(
      parsePairs(table("mentee|mentors", "e1|m1"), KNOWN).problems,
    ).toMatchObject([
      { column: "mentors", key: "column.misspelt" },
      { column: "mentor", key: "column.missing" },
    ]);
  });

  test("that are pinned need a place on both sides", () => {
    const mentors = parseMentors(
      table(
        "id|country|sectors|languages|capacity",
        "m1|FR|62|fr|1",
        "m2|FR|62|fr|0",
      ),
      () => true,
    ).people;
    const mentees = parseMentees(
      table(
        "id|country|sectors|languages|mentors_wanted",
        "e1|MA|62|fr|1",
        "e2|MA|62|fr|2",
      ),
      () => true,
    ).people;
    const pin = (mentee: string, mentor: string, row: number) => ({
      mentee,
      mentor,
      row,
    });
    expect(checkPins([pin("e1", "m1", 2)], mentors, mentees)).toEqual([]);
    expect(
      checkPins([pin("e1", "m1", 2), pin("e2", "m1", 3)], mentors, mentees),
    ).toEqual([
      {
        row: 3,
        column: "mentor",
        key: "pin.capacity",
        args: { id: "m1", limit: "1" },
      },
    ]);
    expect(
      checkPins([pin("e1", "m1", 2), pin("e1", "m2", 3)], mentors, mentees),
    ).toMatchObject([
      {
        row: 3,
        column: "mentor",
        key: "pin.capacity",
        args: { id: "m2", limit: "0" },
      },
      {
        row: 3,
        column: "mentee",
        key: "pin.wanted",
        args: { id: "e1", limit: "1" },
      },
    ]);
  });
});

describe("wishes", () => {
  const wishes = (...rows: string[]) =>
    parseWishes(table("person|other|rank", ...rows), KNOWN);

  test("go either way, with a whole rank from 1 or never", () => {
    expect(wishes("e1|m1|1", "m1|e1|never", "e1|m2|12", "m2|e1|NEVER")).toEqual(
      {
        wishes: [
          { person: "e1", other: "m1", rank: 1 },
          { person: "m1", other: "e1", rank: "never" },
          { person: "e1", other: "m2", rank: 12 },
          { person: "m2", other: "e1", rank: "never" },
        ],
        problems: [],
      },
    );
  });

  test.each(["0", "-1", "1.5", "first"])("the rank %s is refused", (rank) => {
    expect(wishes(`e1|m1|${rank}`).problems).toMatchObject([
      { row: 2, column: "rank", key: "wish.rank", args: { value: rank } },
    ]);
  });

  test("of one person about one other stand once", () => {
    expect(wishes("e1|m1|1", "e1|m1|never").problems).toMatchObject([
      { row: 3, column: "other", key: "wish.repeated", args: { first: "2" } },
    ]);
  });

  test("stay between mentors and mentees, who must be known", () => {
    expect(wishes("e1|e2|1").problems).toMatchObject([
      { key: "wish.sameRole" },
    ]);
    expect(wishes("e1|z|1").problems).toMatchObject([
      { column: "other", key: "person.unknown" },
    ]);
    expect(wishes("e1|x|1", "x|m1|1").problems).toEqual([]);
  });
});

describe("which facts are collected", () => {
  const of = (mentors: string[], mentees: string[], wishes = false) =>
    collectedFacts(new Set(mentors), new Set(mentees), wishes);

  test("needs want both columns", () => {
    expect(of(["offers"], ["needs"]).needs).toBe(true);
    expect(of([], ["needs"]).needs).toBe(false);
    expect(of(["offers"], []).needs).toBe(false);
  });

  test("time wants both availability columns", () => {
    expect(of(["availability"], ["availability"]).time).toBe(true);
    expect(of(["availability"], []).time).toBe(false);
    expect(of([], ["availability"]).time).toBe(false);
  });

  test("targets want the mentees' markets, wishes a file", () => {
    expect(of([], ["markets"]).targetMarkets).toBe(true);
    expect(of(["markets"], []).targetMarkets).toBe(false);
    expect(of([], [], true).wishes).toBe(true);
  });
});

describe("scores and capacities", () => {
  function feed(sink: RowSink, lines: string[]): void {
    const [header = [], ...rows] = lines.map((line) => line.split("|"));
    if (sink.header(header))
      rows.forEach((cells, index) => sink.row(cells, index + 2));
  }
  function scores(...lines: string[]) {
    const [found, problems]: [ScoreTable, RosterProblem[]] = [new Map(), []];
    feed(scoreSink(found, problems), ["mentee|mentor|score", ...lines]);
    return { found, problems };
  }

  test("scores are whole, from 0 to 10000", () => {
    const { found, problems } = scores("e1|m1|0", "e1|m2|10000");
    expect(problems).toEqual([]);
    expect([...found.get("e1")!]).toEqual([
      ["m1", 0],
      ["m2", 10_000],
    ]);
  });

  test.each(["10001", "-1", "0.5", "x", "1e3", "99999999999"])(
    "the score %s is refused",
    (text) => {
      expect(scores(`e1|m1|${text}`).problems).toMatchObject([
        { row: 2, column: "score", key: "score.format" },
      ]);
    },
  );

  test("a pair has one score", () => {
    expect(scores("e1|m1|5", "e1|m1|5").problems).toMatchObject([
      { row: 3, key: "score.repeated", args: { mentee: "e1", mentor: "m1" } },
    ]);
  });

  test("a mentor has one capacity", () => {
    const [places, problems] = [
      new Map<string, number>(),
      [] as RosterProblem[],
    ];
    feed(capacitySink(places, problems), [
      "mentor|capacity",
      "m1|0",
      "m1|2",
      "m2|x",
    ]);
    expect([...places]).toEqual([["m1", 0]]);
    expect(problems).toMatchObject([
      { row: 3, column: "mentor", key: "capacity.repeated" },
      { row: 4, column: "capacity", key: "capacity.format" },
    ]);
  });
});
