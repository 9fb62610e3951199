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
const party = (over: {
  readonly country?: string;
  readonly sectors?: readonly string[];
  readonly markets?: readonly string[];
  readonly places?: number;
}) => ({ country: "TN", sectors: ["10"], markets: null, places: 1, ...over });

describe("shortages by ecosystem", () => {
  test("put the worst first and count people in all that is theirs", () => {
    const rows = sectorShortages(
      [
        party({ sectors: ["health"], places: 2 }),
        party({ sectors: ["textiles", "health"] }),
        party({ sectors: ["unheard of"] }),
      ],
      [
        party({ sectors: ["textiles"], places: 4 }),
        party({ sectors: ["tourism"] }),
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
      [party({ markets: ["FR", "EG"] }), party({ markets: ["FR"] }), party({})],
      [
        party({ country: "FR", markets: ["FR"] }),
        party({ markets: ["EG"], places: 2 }),
      ],
    );
    expect(rows).toEqual([
      { of: "FR", wanted: 2, free: 1 },
      { of: "EG", wanted: 1, free: 2 },
    ]);
  });
});
