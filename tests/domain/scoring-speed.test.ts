import { expect, test } from "vitest";
import { countries } from "~/domain/reference/countries";
import { compileScorer } from "~/domain/scoring/compile";
import { LANGUAGE_LEVELS } from "~/domain/scoring/types";
import { criteria, facts as factsOf } from "../support/scoring-people";
import { SECTORS } from "../support/scoring-populations";

test("two thousand by two thousand pairs are scored in seconds", () => {
  const size = 2_000;
  const codes = countries.map(({ iso2 }) => iso2);
  const pick = <T>(list: readonly T[], k: number) => list[k % list.length]!;
  const base = (k: number) => ({
    name: null,
    organisation: `o${k % 700}`,
    country: pick(codes, k * 7),
    sectors: [
      ...new Set([
        pick(SECTORS, k),
        pick(SECTORS, k * 5 + 1),
        pick(SECTORS, k * 3 + 2),
      ]),
    ],
    languages: [
      { code: "en", level: pick(LANGUAGE_LEVELS, k % 4 === 0 ? 1 : 5) },
      { code: pick(["fr", "ar", "it"], k), level: pick(LANGUAGE_LEVELS, k) },
    ],
    markets: [pick(codes, k), pick(codes, k * 3), pick(codes, k * 11)],
    timeZone: "UTC",
    availability: [0, 1, 2, 3, 4].map((day) => ({
      day: day as 0,
      startMinute: (k * 13) % 900,
      endMinute: 1_000,
    })),
  });
  const topicOf = (k: number) => ({
    group: `g${k % 9}`,
    topic: `t${k % 40}`,
    priority: null,
  });
  const range2 = Array.from({ length: size }, (_, k) => k);
  const facts = factsOf({
    mentees: range2.map((k) => ({
      ...base(k),
      id: `e${k}`,
      needs: [topicOf(k), topicOf(k * 3), topicOf(k * 7)],
      mentorsWanted: 1,
    })),
    mentors: range2.map((k) => ({
      ...base(k * 17 + 3),
      id: `r${k}`,
      offers: [topicOf(k * 5), topicOf(k + 1)],
      capacity: 1,
    })),
    wishes: range2.map((k) => ({
      person: `e${k}`,
      other: `r${(k * 3) % size}`,
      rank: 1,
    })),
  });

  const start = performance.now();
  const scorer = compileScorer(criteria(), facts);
  let allowed = 0;
  for (let e = 0; e < size; e++)
    for (let r = 0; r < size; r++) if (scorer.score(e, r) >= 0) allowed++;
  const seconds = (performance.now() - start) / 1_000;

  expect(allowed).toBeGreaterThan(size);
  expect(seconds).toBeLessThan(10);
});
