import { describe, expect, test } from "vitest";
import { compileSector } from "~/domain/scoring/sector";
import type { CriteriaSet } from "~/domain/scoring/types";
import { criteria, facts, mentee, mentor } from "../support/scoring-people";

function sector(
  wanted: readonly string[],
  offered: readonly string[],
  links: CriteriaSet["sectorLinks"] = [],
) {
  const compiled = compileSector(
    criteria({ sectorLinks: links }),
    facts({
      mentees: [mentee({ sectors: wanted })],
      mentors: [mentor({ sectors: offered })],
    }),
  );
  return { s: compiled.value(0, 0), ...compiled.reason(0, 0) };
}

describe("two entries", () => {
  test.each([
    ["02.10", "02.10", 10_000, "sector.equal"],
    ["digital", "digital", 10_000, "sector.equal"],
    // one above the other
    ["02.10", "02.1", 9_500, "sector.mentorBroader"],
    ["02.1", "02.10", 9_500, "sector.mentorNarrower"],
    ["02.10", "02", 8_500, "sector.mentorBroader"],
    ["02", "02.1", 8_500, "sector.mentorNarrower"],
    ["02.10", "A", 4_000, "sector.mentorBroader"],
    ["A", "02", 4_000, "sector.mentorNarrower"],
    // side by side
    ["02.11", "02.12", 8_500, "sector.sameGroup"],
    ["02.1", "02.2", 7_000, "sector.sameDivision"],
    ["02.11", "02.20", 7_000, "sector.sameDivision"],
    ["15", "33", 3_000, "sector.sameSection"],
    // agri-food holds 01 and 10, of different sections; 01 and 02 share it within one
    ["01", "10", 5_000, "sector.sharedEcosystem"],
    ["01.1", "10.12", 5_000, "sector.sharedEcosystem"],
    ["01", "02", 5_000, "sector.sharedEcosystem"],
    ["agri-food", "10.12", 7_000, "sector.ecosystemMember"],
    ["10", "agri-food", 7_000, "sector.ecosystemMember"],
    // a section letter belongs to no ecosystem, two ecosystems are strangers
    ["agri-food", "A", 0, "sector.none"],
    ["A", "10", 0, "sector.none"],
    ["electronics", "digital", 0, "sector.none"],
    ["01", "62", 0, "sector.none"],
  ])("%s and %s: %i", (wanted, offered, s, key) => {
    expect(sector([wanted], [offered])).toMatchObject({
      s,
      key,
      args: { menteeSector: wanted, mentorSector: offered, s },
    });
  });

  test("name what they have in common", () => {
    expect(sector(["02.11"], ["02.12"]).args).toMatchObject({
      commonSector: "02.1",
    });
    expect(sector(["15"], ["33"]).args).toMatchObject({ commonSector: "C" });
    expect(sector(["01"], ["10"]).args).toMatchObject({
      commonSector: "agri-food",
    });
  });
});

describe("a coordinator's link", () => {
  test("counts for exactly its entries, in its direction", () => {
    const links = [["01", "62", 8_000]] as const;
    expect(sector(["01"], ["62"], links)).toMatchObject({
      s: 8_000,
      key: "sector.link",
    });
    expect(sector(["62"], ["01"], links).s).toBe(0);
    expect(sector(["01.1"], ["62"], links).s).toBe(0);
  });

  test("only ever raises", () => {
    expect(sector(["01"], ["10"], [["01", "10", 4_999]])).toMatchObject({
      s: 5_000,
      key: "sector.sharedEcosystem",
    });
    expect(sector(["01"], ["10"], [["01", "10", 5_001]])).toMatchObject({
      s: 5_001,
      key: "sector.link",
    });
  });

  test("joins ecosystems too, and the highest of several counts", () => {
    const links = [
      ["digital", "electronics", 3_000],
      ["digital", "electronics", 6_000],
      ["digital", "electronics", 5_000],
    ] as const;
    expect(sector(["digital"], ["electronics"], links).s).toBe(6_000);
  });
});

describe("several entries", () => {
  test("of a mentee: the first counts .6, the others share .4", () => {
    expect(sector(["62", "01"], ["62"]).s).toBe(6_000);
    expect(sector(["01", "62"], ["62"]).s).toBe(4_000);
    expect(sector(["62", "01", "10"], ["62", "01"]).s).toBe(
      6_000 + 2_000 + 1_000,
    );
  });

  test("of a mentor: the best for each of the mentee's counts, in any order", () => {
    expect(sector(["02.10"], ["A", "02", "02.1"]).s).toBe(9_500);
    expect(sector(["02.10"], ["02.1", "02", "A"]).s).toBe(9_500);
  });

  test("round half up, once: 1/3 of .4 of .85, and an exact half", () => {
    // .6·0 + (.4/3)·.85 = .11333…
    expect(sector(["55", "02.10", "86", "94"], ["02"]).s).toBe(1_133);
    // .6·0 + (.4/2)·.00025 + 0: 0.5 of a basis point goes up
    expect(sector(["55", "01", "94"], ["62"], [["01", "62", 2]]).s).toBe(0);
    expect(sector(["55", "01", "94"], ["62"], [["01", "62", 3]]).s).toBe(1);
    expect(
      sector(["55", "01", "94", "86", "35"], ["62"], [["01", "62", 5]]).s,
    ).toBe(1);
  });

  test("are explained by the two that gave most", () => {
    expect(sector(["01", "62"], ["62"])).toMatchObject({
      key: "sector.equal",
      args: { menteeSector: "62" },
    });
    expect(sector(["62", "02"], ["02", "62.1"])).toMatchObject({
      args: { menteeSector: "62", mentorSector: "62.1" },
    });
  });
});
