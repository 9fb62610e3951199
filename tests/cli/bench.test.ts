import { expect, test } from "vitest";
import { runCase } from "~/cli/bench/cases";
import { population } from "~/cli/bench/population";

test("a benchmark case is proved, and its peer finds the same optimum", () => {
  for (const [mentees, mentors] of [
    [60, 40],
    [60, 20],
  ] as const)
    for (const seed of [1, 2, 3]) {
      const bench = {
        name: "small",
        mentees,
        mentors,
        runs: 2,
        withoutPeer: null,
      };
      const line = runCase(bench, seed);
      expect(line).toMatchObject({
        case: "small",
        n: mentees,
        m: mentors,
        proved: true,
      });
      expect(line.matched).toBeGreaterThan(20);
      expect(line.ratio).toBeGreaterThan(0);
    }
});

test("a case without a peer says why", () => {
  const bench = {
    name: "alone",
    mentees: 5,
    mentors: 5,
    runs: 1,
    withoutPeer: "too large",
  };
  expect(runCase(bench, 1)).toMatchObject({
    peer: null,
    peerMs: null,
    ratio: null,
    reason: "too large",
  });
});

test("the same seed invents the same people, another seed others", () => {
  expect(population(30, 20, 7)).toEqual(population(30, 20, 7));
  expect(population(30, 20, 8)).not.toEqual(population(30, 20, 7));
});
