import { describe, expect, test } from "vitest";
import {
  areNeighbours,
  countries,
  country,
  countryName,
  countryOptions,
  findCountry,
} from "~/domain/reference/countries";
import {
  divisions,
  ecosystemOptions,
  ecosystems,
  sectorEntry,
  sectorName,
  sectorOptions,
  sections,
} from "~/domain/reference/sectors";
import { fold } from "~/domain/text";

const LANGUAGES = ["en", "fr", "ar"] as const;

function repeated(values: readonly string[]): string[] {
  return values.filter((value, k) => values.indexOf(value) !== k);
}

describe("the countries", () => {
  test("have unique codes and three names each, none shared by two countries", () => {
    expect(repeated(countries.map(({ iso2 }) => iso2))).toEqual([]);
    expect(repeated(countries.map(({ iso3 }) => iso3))).toEqual([]);
    for (const entry of countries) {
      expect(entry.iso2).toMatch(/^[A-Z]{2}$/);
      for (const language of LANGUAGES) {
        expect(entry.name[language].trim(), entry.iso2).not.toBe("");
        expect(findCountry(entry.name[language]), entry.name[language]).toBe(
          entry.iso2,
        );
        expect(findCountry(countryName(entry.iso2, language))).toBe(entry.iso2);
      }
    }
  });

  test("lie on the globe, in a subregion, on one shore of the Mediterranean or neither", () => {
    for (const entry of countries) {
      expect(Math.abs(entry.lat), entry.iso2).toBeLessThanOrEqual(90);
      expect(Math.abs(entry.lon), entry.iso2).toBeLessThanOrEqual(180);
      expect(entry.subregion).not.toBe("");
      expect(["europe", "mena", null]).toContain(entry.side);
      expect(["sat-sun", "fri-sat", "thu-fri", "fri-fri", "sun-sun"]).toContain(
        entry.weekend,
      );
    }
  });

  test("keep clocks that Intl knows", () => {
    for (const { iso2, timeZones } of countries) {
      expect(timeZones.length, iso2).toBeGreaterThan(0);
      for (const timeZone of timeZones)
        expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
    }
  });

  test("have whole shares of speakers between 0 and 100", () => {
    for (const { iso2, languages } of countries) {
      for (const share of Object.values(languages)) {
        expect(
          Number.isInteger(share) && share >= 0 && share <= 100,
          iso2,
        ).toBe(true);
      }
    }
  });

  test("are neighbours of their neighbours; only two are still listed by a withdrawn code", () => {
    const unknown = new Set(
      countries.flatMap(({ neighbours }) =>
        neighbours.filter((code) => !country(code)),
      ),
    );
    expect([...unknown].sort()).toEqual(["TP", "ZR"]);
    for (const entry of countries) {
      for (const code of entry.neighbours.filter((neighbour) =>
        country(neighbour),
      )) {
        expect(
          country(code)!.neighbours,
          `${entry.iso2} and ${code}`,
        ).toContain(entry.iso2);
      }
    }
    expect(areNeighbours(country("CD")!, country("AO")!)).toBe(true);
    expect(areNeighbours(country("ID")!, country("TL")!)).toBe(true);
    expect(areNeighbours(country("TN")!, country("IT")!)).toBe(false);
  });

  test("hold the 27 members of the EU, all of them European and in the Union for the Mediterranean", () => {
    const members = countries.filter(({ groups }) => groups.includes("eu"));
    expect(members).toHaveLength(27);
    expect(
      members.every(
        ({ side, groups }) => side === "europe" && groups.includes("ufm"),
      ),
    ).toBe(true);
  });

  test.each([
    ["fr", "FR"],
    [" Tn ", "TN"],
    ["tunisie", "TN"],
    ["TUNISIA", "TN"],
    ["تونس", "TN"],
    ["UK", "GB"],
    ["Royaume-Uni", "GB"],
    ["Ｆrance", "FR"],
    ["Hong Kong", "HK"],
    ["Côte d'Ivoire", "CI"],
    ["Atlantis", null],
    ["", null],
  ])("are found by code or name: %j is %j", (text, code) => {
    expect(findCountry(text)).toBe(code);
  });

  test("are offered under their short names, in the order of the language", () => {
    expect(countryName("GB", "en")).toBe("UK");
    expect(countryName("GB", "ar")).toBe("المملكة المتحدة");
    expect(countryName("ZZ", "en")).toBe("ZZ");
    const labels = countryOptions("fr").map(({ label }) => label);
    expect(labels).toHaveLength(countries.length);
    expect(labels.indexOf("Égypte")).toBeLessThan(labels.indexOf("Espagne"));
  });
});

describe("the sectors", () => {
  test("are the 22 sections and 87 divisions of NACE Rev. 2.1, each with three titles", () => {
    expect(sections.map(({ code }) => code).join("")).toBe(
      "ABCDEFGHIJKLMNOPQRSTUV",
    );
    expect(divisions).toHaveLength(87);
    expect(repeated(divisions.map(({ code }) => code))).toEqual([]);
    for (const entry of [...sections, ...divisions, ...ecosystems]) {
      for (const language of LANGUAGES)
        expect(entry[language].trim()).not.toBe("");
    }
    const letters = sections.map(({ code }) => code);
    expect(
      divisions.filter(({ section }) => !letters.includes(section)),
    ).toEqual([]);
  });

  test("group into 14 ecosystems of divisions that exist", () => {
    expect(ecosystems).toHaveLength(14);
    const codes = divisions.map(({ code }) => code);
    for (const { id, naceDivisions } of ecosystems) {
      expect(repeated(naceDivisions), id).toEqual([]);
      expect(
        naceDivisions.filter((code) => !codes.includes(code)),
        id,
      ).toEqual([]);
      for (const language of LANGUAGES)
        expect(sectorEntry(sectorName(id, language))).toBe(id);
    }
  });

  test.each([
    ["C", "C"],
    [" c ", "C"],
    ["01", "01"],
    ["01.1", "01.1"],
    ["01.99", "01.99"],
    ["６２", "62"],
    ["DIGITAL", "digital"],
    ["numérique", "digital"],
    ["القطاع الرقمي", "digital"],
    ["Agri-food", "agri-food"],
    ["W", null],
    ["04", null],
    ["1", null],
    ["01.", null],
    ["01.111", null],
    ["C10", null],
    ["toString", null],
    ["", null],
  ])("are read from a code or a name: %j is %j", (text, entry) => {
    expect(sectorEntry(text)).toBe(entry);
  });

  test("are shown by title, and below the divisions by code and the title of the division", () => {
    expect(sectorName("A", "en")).toBe("Agriculture, forestry and fishing");
    expect(sectorName("02", "fr")).toBe(
      "Sylviculture et exploitation forestière",
    );
    expect(sectorName("02.10", "en")).toBe("02.10 Forestry and logging");
    expect(sectorName("nonsense", "en")).toBe("nonsense");
  });

  test("fill a menu: every section with itself and its divisions, and every ecosystem", () => {
    const values = sectorOptions("en").flatMap(({ options }) =>
      options.map(({ value }) => value),
    );
    expect(values).toHaveLength(22 + 87);
    expect(values.every((value) => sectorEntry(value) === value)).toBe(true);
    expect(ecosystemOptions("ar")).toHaveLength(14);
  });
});

test("text is compared without width, case or surrounding space, but with its accents", () => {
  expect(fold("  ＰÔLE  Mer ")).toBe("pôle  mer");
  expect(fold("STRASSE")).toBe(fold("Straße"));
  expect(fold("ΟΔΟΣ")).toBe(fold("οδος"));
  expect(fold("pôle")).not.toBe(fold("pole"));
});
