import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runCli, type PrintedResult } from "../support/cli";

async function assign(scores: string, capacities?: string, ...args: string[]) {
  const files = {
    "S.csv": scores,
    ...(capacities === undefined ? {} : { "K.csv": capacities }),
  };
  const options = capacities === undefined ? [] : ["--capacities", "K.csv"];
  return runCli(
    ["assign", "--scores", "S.csv", ...options, "--lang", "en", ...args],
    files,
  );
}

const HEADER = "mentee,mentor,score\n";
const pairsOf = (json: PrintedResult) =>
  json.pairs.map((p) => `${p.mentee}-${p.mentor}`);

describe("assign", () => {
  test("finds the best of all assignments and proves it", async () => {
    const { code, json, stderr } = await assign(
      `${HEADER}a,x,9000\na,y,8000\nb,x,8500\nb,y,1000\n`,
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(pairsOf(json)).toEqual(["a-y", "b-x"]);
    expect(json).toMatchObject({
      matched: 2,
      total: 16_500,
      worst: 8_000,
      warnings: [],
    });
    expect(json.certificate.primal).toBe(json.certificate.dual);
    expect(Object.keys(json.pairs[0]!)).toEqual(["mentee", "mentor", "score"]);
    expect("referenceDate" in json).toBe(false);
  });

  test("a pair without a row is forbidden; a pair with 0 is not", async () => {
    const { json } = await assign(`${HEADER}a,x,0\nb,x,5\nb,y,5\n`);
    expect(pairsOf(json)).toEqual(["a-x", "b-y"]);
  });

  test("a mentor without a capacity row has 1, and one without a score is allowed", async () => {
    const scores = `${HEADER}a,x,10\nb,x,20\nc,y,5\nd,y,6\n`;
    expect(pairsOf((await assign(scores)).json)).toEqual(["b-x", "d-y"]);
    const { json } = await assign(scores, "mentor,capacity\nx,2\nz,4\n");
    expect(pairsOf(json)).toEqual(["a-x", "b-x", "d-y"]);
    expect(json.unmatched).toMatchObject([
      { mentee: "c", reason: expect.stringContaining("y") },
    ]);
  });

  test("a mentor with capacity 0 takes nobody", async () => {
    const { code, json } = await assign(
      `${HEADER}a,x,10\n`,
      "mentor,capacity\nx,0\n",
    );
    expect([code, json.matched, json.worst]).toEqual([0, 0, null]);
  });

  test("a huge capacity is no more than everybody", async () => {
    const { json } = await assign(
      `${HEADER}a,x,1\nb,x,2\n`,
      `mentor,capacity\nx,${"9".repeat(30)}\n`,
    );
    expect(json.matched).toBe(2);
  });

  test("a header alone is no pairs; no header is bad input", async () => {
    const { code, json } = await assign(HEADER);
    expect([code, json.pairs, json.unmatched, json.worst]).toEqual([
      0,
      [],
      [],
      null,
    ]);
    expect((await assign("")).code).toBe(2);
    expect((await assign(HEADER, "")).code).toBe(2);
    expect((await assign(HEADER, "mentor,capacity\n")).code).toBe(0);
  });

  test("coverage puts people first, total the sum, fairest the worst pair", async () => {
    const people = `${HEADER}a,x,9000\na,y,1\nb,x,100\n`;
    expect(pairsOf((await assign(people)).json)).toEqual(["a-y", "b-x"]);
    expect(
      pairsOf((await assign(people, undefined, "--objective", "total")).json),
    ).toEqual(["a-x"]);
    const worst = `${HEADER}a,x,9000\na,y,5000\nb,x,5000\nb,y,2000\n`;
    expect(pairsOf((await assign(worst)).json)).toEqual(["a-x", "b-y"]);
    const { json } = await assign(worst, undefined, "--objective", "fairest");
    expect([pairsOf(json), json.worst]).toEqual([["a-y", "b-x"], 5_000]);
  });

  test("stable has no certificate, and nobody who would rather have each other", async () => {
    const { json } = await assign(
      `${HEADER}a,x,9000\na,y,8000\nb,x,8500\nb,y,1000\n`,
      undefined,
      "--objective",
      "stable",
    );
    expect(pairsOf(json)).toEqual(["a-x", "b-y"]);
    expect(json).toMatchObject({ certificate: null, blockingPairs: 0 });
  });

  test("rows in any order give the same bytes", async () => {
    const pair = fc.tuple(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 4 }),
    );
    // few distinct scores, so that ties are the rule
    const row = fc.record({ pair, score: fc.integer({ min: 0, max: 3 }) });
    const rows = fc.uniqueArray(row, {
      selector: ({ pair: [a, b] }) => `${a} ${b}`,
    });
    const objective = fc.constantFrom("coverage", "total", "fairest", "stable");
    await fc.assert(
      fc.asyncProperty(
        rows.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length }),
          ),
        ),
        objective,
        async ([list, shuffled], chosen) => {
          const text = (some: typeof list) =>
            HEADER +
            some
              .map(({ pair: [a, b], score }) => `e${a},m${b},${score * 1000}\n`)
              .join("");
          const first = await assign(
            text(list),
            undefined,
            "--objective",
            chosen,
          );
          const second = await assign(
            text(shuffled),
            undefined,
            "--objective",
            chosen,
          );
          expect(first.code).toBe(0);
          expect(second.stdout).toBe(first.stdout);
        },
      ),
      { numRuns: 60 },
    );
  });
});
