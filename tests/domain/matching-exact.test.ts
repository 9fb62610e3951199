import { expect, test } from "vitest";
import { solveMatching } from "~/domain/matching/solve";
import { verifyMatching } from "~/domain/matching/verify";
import {
  bestByTrying,
  figuresOf,
  pairsById,
  randomProblem,
  rankOf,
  shuffled,
} from "../support/matching-cases";

const CASES = 1500;

test.each(["coverage", "total", "fairest"] as const)(
  "no other pairs are better than those of %s, by trying all",
  (objective) => {
    for (let seed = 0; seed < CASES; seed++) {
      const problem = randomProblem(seed, objective);
      const result = solveMatching(problem);
      expect(rankOf(objective, figuresOf(result)), `seed ${seed}`).toEqual(
        bestByTrying(problem),
      );
      expect(verifyMatching(problem, result), `seed ${seed}`).toMatchObject({
        ok: true,
      });
    }
  },
);

test.each(["coverage", "total", "fairest", "stable"] as const)(
  "%s gives the same pairs whatever the order of rows",
  (objective) => {
    for (let seed = 0; seed < 200; seed++) {
      const problem = randomProblem(seed, objective, 12);
      const other = shuffled(problem, seed + 1);
      expect(pairsById(other, solveMatching(other))).toEqual(
        pairsById(problem, solveMatching(problem)),
      );
    }
  },
);
