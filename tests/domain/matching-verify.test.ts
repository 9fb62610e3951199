import { expect, test, vi } from "vitest";
import { solveMatching } from "~/domain/matching/solve";
import type {
  Certificate,
  MatchingProblem,
  MatchingResult,
  SolvedPair,
} from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import { peopleFirst, valueOf } from "~/domain/matching/weights";
import { problemOf, randomProblem } from "../support/matching-cases";

vi.setConfig({ testTimeout: 60_000 });

const problem = problemOf({
  scores: [
    [9000, 8000, -1, 3000],
    [8500, 7000, 2000, 3000],
    [-1, 6000, 4000, 3500],
    [5000, -1, -1, 3000],
    [-1, -1, -1, 9000],
  ],
  demand: Uint8Array.of(2, 1, 1, 1, 1),
  capacity: Int32Array.of(1, 2, 1, 0),
  pins: [[0, 2]],
  pinScores: [1500],
  minimumScore: 3000,
});

/** A result with other pairs, its figures put right, so that only the pairs themselves can be wrong. */
function withPairs(
  result: MatchingResult,
  pairs: readonly SolvedPair[],
  of: MatchingProblem = problem,
): MatchingResult {
  const people = new Set(pairs.map((pair) => pair.mentee));
  const unmatched = of.menteeIds.flatMap((_, mentee) =>
    people.has(mentee) ? [] : [{ mentee, cause: "mentors_full" as const }],
  );
  const total = pairs.reduce((sum, pair) => sum + pair.score, 0);
  const worst =
    pairs.length === 0 ? null : Math.min(...pairs.map((pair) => pair.score));
  return { ...result, pairs, unmatched, total, worst, matched: people.size };
}

function withCertificate(
  result: MatchingResult,
  change: Partial<Certificate>,
): MatchingResult {
  return { ...result, certificate: { ...result.certificate!, ...change } };
}

const reasonOf = (
  result: MatchingResult,
  of: MatchingProblem = problem,
): string => {
  const verdict = verifyMatching(of, result);
  return verdict.ok ? "accepted" : verdict.fault.key;
};

test("the untouched result is accepted", () => {
  const result = solveMatching(problem);
  expect(reasonOf(result)).toBe("accepted");
  expect(reasonOf(withPairs(result, result.pairs))).toBe("accepted");
});

test("pairs that do not stand are refused", () => {
  const result = solveMatching(problem);
  const [pin, ...others] = [...result.pairs].sort(
    (a, b) => Number(b.pinned) - Number(a.pinned),
  );
  const pair = (
    mentee: number,
    mentor: number,
    score = problem.score(mentee, mentor),
  ): SolvedPair => {
    return { mentee, mentor, score, pinned: false };
  };
  const refused = (pairs: SolvedPair[]): string =>
    reasonOf(withPairs(result, pairs));
  expect(refused(others)).toBe("pin_missing");
  expect(refused([{ ...pin!, pinned: false }, ...others])).toBe("pair_pin");
  expect(refused([{ ...pin!, score: 1600 }])).toBe("pair_pin_score");
  expect(refused([pin!, pair(0, 1), pair(0, 1)])).toBe("pair_twice");
  expect(refused([pin!, pair(0, 0), pair(0, 1)])).toBe("pair_mentee_places");
  expect(refused([pin!, pair(0, 0), pair(1, 0)])).toBe("pair_mentor_places");
  expect(refused([pin!, pair(1, 3)])).toBe("pair_mentor_places");
  expect(refused([pin!, pair(2, 0)])).toBe("pair_forbidden");
  expect(refused([pin!, pair(1, 2)])).toBe("pair_forbidden");
  expect(refused([pin!, pair(0, 0, 9001)])).toBe("pair_score");
  expect(refused([pin!, pair(7, 0, 5000)])).toBe("pair_nobody");
});

test("wrong figures are refused", () => {
  const result = solveMatching(problem);
  expect(reasonOf({ ...result, total: result.total + 1 })).toBe("total");
  expect(reasonOf({ ...result, matched: result.matched + 1 })).toBe("matched");
  expect(reasonOf({ ...result, worst: 0 })).toBe("worst");
  expect(reasonOf({ ...result, objective: "total" })).toBe("objective");
  for (const unmatched of [
    [],
    [...result.unmatched, ...result.unmatched],
    [{ mentee: 0, cause: "mentors_full" as const }],
  ])
    expect(reasonOf({ ...result, unmatched })).toBe("unmatched");
  const { primal, dual } = result.certificate!;
  for (const change of [
    { primal: primal + 1 },
    { dual: dual - 1 },
    { pairsChecked: 19 },
    { violations: 1 },
  ])
    expect(reasonOf(withCertificate(result, change))).toBe(
      "certificate_figures",
    );
  expect(reasonOf({ ...result, certificate: null })).toBe("no_certificate");
});

test("a worse result is refused even if its certificate claims the value it has", () => {
  const result = solveMatching(problem);
  const worse = withPairs(
    result,
    result.pairs.filter((pair) => pair.pinned || pair.mentee !== 1),
  );
  expect(reasonOf(worse)).toBe("certificate_figures");
  const { first, second } = peopleFirst(problem);
  const primal = valueOf(
    { scale: 1, first, second },
    worse.matched,
    worse.pairs.length - worse.matched,
    worse.total,
  );
  for (const shift of [0, 1, -1, first, -first, second, -second])
    for (let i = 0; i < 5; i++) {
      const menteeValue = result.certificate!.menteeValue.map((value, at) =>
        at === i ? value + shift : value,
      );
      expect(
        reasonOf(withCertificate(worse, { primal, dual: primal, menteeValue })),
      ).toBe("proof_sum");
    }
});

test("each dual value matters: none can be moved to a cheaper place, broken or made negative", () => {
  for (const objective of ["coverage", "total", "fairest"] as const)
    for (let seed = 0; seed < 60; seed++) {
      const other = randomProblem(seed, objective);
      const result = solveMatching(other);
      const { menteeValue, mentorPrice } = result.certificate!;
      for (let j = 0; j < mentorPrice.length; j++)
        for (const wrong of [-1, mentorPrice[j]! + 0.5, NaN]) {
          const prices = mentorPrice.map((price, at) =>
            at === j ? wrong : price,
          );
          expect(
            reasonOf(withCertificate(result, { mentorPrice: prices }), other),
          ).toBe("proof_sum");
        }
      for (let i = 0; i < menteeValue.length; i++) {
        const values = menteeValue.map((value, at) =>
          at === i ? value + 0.5 : value,
        );
        expect(
          reasonOf(withCertificate(result, { menteeValue: values }), other),
        ).toBe("proof_sum");
      }
    }
});

test("no other pairs pass with the certificate of the best ones", () => {
  for (const objective of ["coverage", "total", "fairest"] as const)
    for (let seed = 0; seed < 200; seed++) {
      const other = randomProblem(seed, objective);
      const result = solveMatching(other);
      for (const dropped of result.pairs) {
        if (dropped.pinned) continue;
        const rest = withPairs(
          result,
          result.pairs.filter((pair) => pair !== dropped),
          other,
        );
        expect(reasonOf(rest, other), `seed ${seed}`).not.toBe("accepted");
      }
    }
});

test("a total without the pairs that cost nothing is refused: the ties are proved too", () => {
  const ties = problemOf({
    scores: [
      [7000, 0],
      [0, 0],
    ],
    objective: "total",
  });
  const result = solveMatching(ties);
  const fewer = withPairs(
    result,
    result.pairs.filter((pair) => pair.score > 0),
    ties,
  );
  expect(fewer.total).toBe(result.total);
  expect(reasonOf(fewer, ties)).toBe("proof_ties");
});

test("coverage passed off as fairest is refused: the floor is proved too", () => {
  const scores = [
    [10000, 5000],
    [6000, 2000],
  ];
  const fair = problemOf({ scores, objective: "fairest" });
  const rich = solveMatching(problemOf({ scores }));
  const { sideProofs } = solveMatching(fair).certificate!;
  const posing = { ...rich, objective: "fairest" as const };
  expect(reasonOf(posing, fair)).toBe("floor_unasked");
  expect(reasonOf({ ...posing, floor: 5000 }, fair)).toBe("floor_pair");
  expect(reasonOf({ ...posing, floor: 2000 }, fair)).toBe("side_proofs");
  const dressed = {
    ...withCertificate(rich, { sideProofs }),
    objective: "fairest" as const,
    floor: 2000,
  };
  expect(reasonOf(dressed, fair)).toBe("proof_floor");
  const few = {
    ...withPairs(rich, rich.pairs.slice(0, 1), fair),
    objective: "fairest" as const,
  };
  expect(reasonOf(withCertificate(few, { sideProofs }), fair)).not.toBe(
    "accepted",
  );
});
