import { describe, expect, test } from "vitest";
import { parseMentees, parseMentors } from "~/domain/roster/people";
import type { Table } from "~/domain/roster/table";

const ZONES = ["Europe/Paris", "Africa/Tunis"];
const isTimeZone = (name: string) => ZONES.includes(name);

/** A table from lines of cells separated by `|`. */
function table(...lines: string[]): Table {
  const [header = [], ...rows] = lines.map((line) => line.split("|"));
  return { header, rows, rowNumbers: rows.map((_, index) => index + 2) };
}

const BASE = "id|country|sectors|languages";

function mentor(column: string, cell: string) {
  return parseMentors(
    table(`${BASE}|${column}`, `m1|FR|62|fr|${cell}`),
    isTimeZone,
  );
}

function mentee(column: string, cell: string) {
  return parseMentees(
    table(`${BASE}|${column}`, `e1|MA|62|fr|${cell}`),
    isTimeZone,
  );
}

/** One row with only the required columns, one of which has this cell. */
function required(column: string, cell: string) {
  const cells: Record<string, string> = {
    id: "m1",
    country: "FR",
    sectors: "62",
    languages: "fr",
  };
  cells[column] = cell;
  return parseMentors(
    table(
      BASE,
      BASE.split("|")
        .map((name) => cells[name])
        .join("|"),
    ),
    isTimeZone,
  );
}

function keys(roster: { problems: readonly { key: string }[] }) {
  return roster.problems.map(({ key }) => key);
}

describe("columns", () => {
  test("stand in any order, with space around and in any case", () => {
    const { people, problems } = parseMentors(
      table(" LANGUAGES |Sectors|iD|COUNTRY", "fr|62|m1|FR"),
      isTimeZone,
    );
    expect(problems).toEqual([]);
    expect(people[0]).toMatchObject({
      id: "m1",
      country: "FR",
      sectors: ["62"],
    });
  });

  test("that are unknown are an error with a suggestion", () => {
    const { problems } = mentor("capasity", "2");
    expect(problems).toMatchObject([
      {
        row: null,
        column: "capasity",
        key: "column.misspelt",
        args: { suggestion: "capacity" },
      },
    ]);
    expect(mentor("favourite_colour", "2").problems).toMatchObject([
      { key: "column.unknown" },
    ]);
  });

  test("of the other role are unknown", () => {
    expect(keys(mentor("needs", "x"))).toEqual(["column.unknown"]);
    expect(keys(mentee("capacity", "2"))).toEqual(["column.unknown"]);
    expect(keys(mentee("offers", "x"))).toEqual(["column.unknown"]);
    expect(keys(mentor("mentors_wanted", "1"))).toEqual(["column.unknown"]);
  });

  test("that are required must be there, each is named", () => {
    const { problems } = parseMentors(table("id|sectors", "m1|62"), isTimeZone);
    expect(problems).toMatchObject([
      { column: "country", key: "column.missing" },
      { column: "languages", key: "column.missing" },
    ]);
  });

  test("may not appear twice, whatever their case", () => {
    expect(keys(mentor("ID", "m2"))).toEqual(["column.repeated"]);
  });
});

describe("required cells", () => {
  test.each(["id", "country", "sectors", "languages"])(
    "of %s are not empty",
    (column) => {
      expect(required(column, "  ").problems).toEqual([
        { row: 2, column, key: "cell.empty", args: {} },
      ]);
    },
  );

  test("that hold only separators are empty", () => {
    expect(keys(required("sectors", " ; ;"))).toEqual(["cell.empty"]);
  });

  test("every problem of a row is told", () => {
    const { problems, people } = parseMentors(
      table(BASE, "m1|Atlantis|04|xx"),
      isTimeZone,
    );
    expect(problems.map(({ column }) => column)).toEqual([
      "country",
      "sectors",
      "languages",
    ]);
    expect(people).toEqual([]);
  });
});

describe("id", () => {
  test("is unique; the first row is named", () => {
    const { problems } = parseMentors(
      table(BASE, "m1|FR|62|fr", " m1 |IT|62|it"),
      isTimeZone,
    );
    expect(problems).toEqual([
      {
        row: 3,
        column: "id",
        key: "id.repeated",
        args: { id: "m1", first: "2" },
      },
    ]);
  });

  test("is trimmed and otherwise compared exactly", () => {
    const { people } = parseMentors(
      table(BASE, " m1 |FR|62|fr", "M1|FR|62|fr"),
      isTimeZone,
    );
    expect(people.map(({ id }) => id)).toEqual(["m1", "M1"]);
  });
});

describe("country", () => {
  test.each([
    ["fr", "FR"],
    ["France", "FR"],
    [" LIBAN ", "LB"],
    ["Palestinian Territories", "PS"],
    ["Palestine", "PS"],
    ["فلسطين", "PS"],
    ["مصر", "EG"],
    ["Maroc", "MA"],
  ])("%s is understood", (text, code) => {
    expect(required("country", text).people[0]!.country).toBe(code);
  });

  test("that is unknown is quoted", () => {
    expect(required("country", "Atlantis").problems).toMatchObject([
      {
        row: 2,
        column: "country",
        key: "country.unknown",
        args: { value: "Atlantis" },
      },
    ]);
  });
});

describe("sectors", () => {
  test("are NACE codes and ecosystems in any of the languages, in order, without duplicates", () => {
    const { people } = required(
      "sectors",
      "62.01; Tourism; c; tourisme; 10.1;62.01",
    );
    expect(people[0]!.sectors).toEqual(["62.01", "tourism", "C", "10.1"]);
  });

  test.each(["04", "62.123", "Z", "fishing for compliments"])(
    "%s is unknown",
    (text) => {
      expect(keys(required("sectors", `62;${text}`))).toEqual([
        "sector.unknown",
      ]);
    },
  );
});

describe("languages", () => {
  test("have a code and perhaps a level, in any case; without a level it is B2", () => {
    expect(
      required("languages", "FR:c1; ar:NATIVE; en").people[0]!.languages,
    ).toEqual([
      { code: "fr", level: "C1" },
      { code: "ar", level: "native" },
      { code: "en", level: "B2" },
    ]);
  });

  test("that are repeated keep the first place and the higher level", () => {
    expect(
      required("languages", "fr:A2; en:C1; fr:C2").people[0]!.languages,
    ).toEqual([
      { code: "fr", level: "C2" },
      { code: "en", level: "C1" },
    ]);
  });

  test.each([
    ["xx", "language.unknown"],
    ["french", "language.unknown"],
    ["fr:D1", "language.level"],
    ["fr:", "language.level"],
    ["fr:C1:C2", "language.level"],
  ])("%s is refused", (text, key) => {
    expect(keys(required("languages", text))).toEqual([key]);
  });
});

describe("offers and needs", () => {
  test("are topics with or without a group; a need may carry a priority", () => {
    expect(
      mentor("offers", "export/labelling; funding").people[0]!.offers,
    ).toEqual([
      { group: "export", topic: "labelling" },
      { group: null, topic: "funding" },
    ]);
    expect(
      mentee("needs", "Export / Labelling:1; funding : 3;hiring").people[0]!
        .needs,
    ).toEqual([
      { group: "Export", topic: "Labelling", priority: 1 },
      { group: null, topic: "funding", priority: 3 },
      { group: null, topic: "hiring", priority: null },
    ]);
  });

  test("that are repeated count once, as first written, whatever case and width", () => {
    expect(
      mentee("needs", "Funding:1; ｆｕｎｄｉｎｇ:3").people[0]!.needs,
    ).toEqual([{ group: null, topic: "Funding", priority: 1 }]);
  });

  test.each([
    "export:4",
    "export:0",
    "export:constructor",
    "export:",
    "export:1:2",
  ])("the need %s has no known priority", (text) =>
    expect(keys(mentee("needs", text))).toEqual(["topic.priority"]),
  );

  test("an offer has no priority", () => {
    expect(keys(mentor("offers", "export:1"))).toEqual(["topic.offerPriority"]);
  });

  test.each(["/labelling", "export/", "/"])("%s is not a topic", (text) => {
    expect(keys(mentor("offers", text))).toEqual(["topic.format"]);
    expect(keys(mentee("needs", text))).toEqual(["topic.format"]);
  });

  test("an empty cell is missing, not an empty list", () => {
    expect(mentor("offers", "").people[0]!.offers).toBeNull();
    expect(mentee("needs", " ; ").people[0]!.needs).toBeNull();
  });
});

describe("markets", () => {
  test("of a mentee are at most five different countries", () => {
    expect(
      mentee("markets", "FR;IT;ES;DE;PT;France").people[0]!.markets,
    ).toEqual(["FR", "IT", "ES", "DE", "PT"]);
    expect(mentee("markets", "FR;IT;ES;DE;PT;BE").problems).toMatchObject([
      { row: 2, column: "markets", key: "markets.tooMany" },
    ]);
  });

  test("of a mentor may be more", () => {
    expect(
      mentor("markets", "FR;IT;ES;DE;PT;BE").people[0]!.markets,
    ).toHaveLength(6);
  });
});

describe("time zone and availability", () => {
  test("without a zone it is the first one of the country", () => {
    expect(mentee("time_zone", "").people[0]!.timeZone).toBe(
      "Africa/Casablanca",
    );
    expect(mentee("name", "").people[0]!.timeZone).toBe("Africa/Casablanca");
    expect(mentee("time_zone", "Africa/Tunis").people[0]!.timeZone).toBe(
      "Africa/Tunis",
    );
  });

  test("an unknown zone is refused", () => {
    expect(keys(mentee("time_zone", "Mars/Olympus"))).toEqual([
      "timeZone.unknown",
    ]);
  });

  test("ranges are read to the minute and may end at 24:00; repeated ones count once", () => {
    expect(
      mentee(
        "availability",
        "Mon 09:00-12:30; SUN 20:00-24:00; mon 09:00 - 12:30",
      ).people[0]!.availability,
    ).toEqual([
      { day: 0, startMinute: 540, endMinute: 750 },
      { day: 6, startMinute: 1200, endMinute: 1440 },
    ]);
  });

  test.each([
    ["Mon 12:00-09:00", "availability.order"],
    ["Mon 09:00-09:00", "availability.order"],
    ["Mon 09:00-24:01", "availability.time"],
    ["Mon 09:60-10:00", "availability.time"],
    ["Mon 24:00-24:00", "availability.time"],
    ["Lun 09:00-10:00", "availability.format"],
    ["Mon 9-12", "availability.format"],
    ["Mon", "availability.format"],
    ["constructor 09:00-10:00", "availability.format"],
  ])("%s is refused", (text, key) => {
    expect(keys(mentee("availability", text))).toEqual([key]);
  });
});

describe("places", () => {
  test("capacity is whole, 0 or more; empty or absent it is 1", () => {
    expect(mentor("capacity", "0").people[0]!.capacity).toBe(0);
    expect(mentor("capacity", "12").people[0]!.capacity).toBe(12);
    expect(mentor("capacity", "").people[0]!.capacity).toBe(1);
    expect(mentor("name", "").people[0]!.capacity).toBe(1);
  });

  test.each(["-1", "1.5", "two", "1e3"])(
    "the capacity %s is refused",
    (text) => {
      expect(keys(mentor("capacity", text))).toEqual(["capacity.format"]);
    },
  );

  test("a mentee wants one mentor or two", () => {
    expect(mentee("mentors_wanted", "2").people[0]!.mentorsWanted).toBe(2);
    expect(mentee("mentors_wanted", "").people[0]!.mentorsWanted).toBe(1);
    expect(keys(mentee("mentors_wanted", "3"))).toEqual([
      "mentorsWanted.format",
    ]);
    expect(keys(mentee("mentors_wanted", "0"))).toEqual([
      "mentorsWanted.format",
    ]);
  });
});

test("a long cell is quoted in part, on one line", () => {
  const [problem] = required("country", `a\n${"b".repeat(500)}`).problems;
  expect(problem!.args["value"]).toMatch(/^a b{57}…$/u);
});
