import { describe, expect, test } from "vitest";
import {
  ecosystemsOf,
  entriesOfEcosystem,
} from "~/domain/reference/ecosystems.ts";
import { divisions, ecosystems, sections } from "~/domain/reference/sectors.ts";
import {
  marketShortages,
  sectorShortages,
} from "~/domain/reporting/shortages.ts";
import type { Mentee, Mentor } from "~/domain/scoring/types.ts";

const party = (id: string, over: Partial<Mentee & Mentor>) => ({
  id,
  name: null,
  organisation: null,
  country: "TN",
  sectors: ["10"],
  languages: [],
  markets: null,
  timeZone: "UTC",
  availability: null,
  ...over,
});
const mentee = (id: string, over: Partial<Mentee> = {}): Mentee => ({
  needs: null,
  mentorsWanted: 1,
  ...party(id, over),
});
const mentor = (id: string, over: Partial<Mentor> = {}): Mentor => ({
  offers: null,
  capacity: 1,
  ...party(id, over),
});

describe("shortages by ecosystem", () => {
  test("put the worst first and count people in all that is theirs", () => {
    const rows = sectorShortages(
      [
        mentee("a", { sectors: ["health"], mentorsWanted: 2 }),
        mentee("b", { sectors: ["textiles", "health"] }),
        mentee("c", { sectors: ["unheard of"] }),
      ],
      [
        mentor("m", { sectors: ["textiles"], capacity: 4 }),
        mentor("n", { sectors: ["tourism"] }),
      ],
    );
    expect(rows).toEqual([
      { of: "health", wanted: 3, free: 0 },
      { of: null, wanted: 1, free: 0 },
      { of: "textiles", wanted: 1, free: 4 },
    ]);
  });

  test("a search for an ecosystem finds exactly those who count in it", () => {
    const entries = [
      ...sections.map(({ code }) => code),
      ...divisions.flatMap(({ code }) => [code, `${code}.1`, `${code}.11`]),
      ...ecosystems.map(({ id }) => id),
      "unheard of",
    ];
    for (const { id } of ecosystems)
      for (const entry of entries)
        expect([
          id,
          entry,
          entriesOfEcosystem(id).includes(entry.split(".")[0]!),
        ]).toEqual([id, entry, ecosystemsOf([entry]).has(id)]);
  });
});

describe("shortages by target market", () => {
  test("set places of mentors who are there or know it against those who aim at it", () => {
    const rows = marketShortages(
      [
        mentee("a", { markets: ["FR", "EG"] }),
        mentee("b", { markets: ["FR"] }),
        mentee("c"),
      ],
      [
        mentor("m", { country: "FR", markets: ["FR"] }),
        mentor("n", { country: "TN", markets: ["EG"], capacity: 2 }),
      ],
    );
    expect(rows).toEqual([
      { of: "FR", wanted: 2, free: 1 },
      { of: "EG", wanted: 1, free: 2 },
    ]);
  });
});
