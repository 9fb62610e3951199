import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli";

const SCORES = {
  "S.csv":
    "mentee,mentor,score\na,x,9000\na,y,8000\nb,x,8500\nb,y,2000\nc,x,7000\nd,y,100\n",
  "K.csv": "mentor,capacity\nx,1\ny,1\n",
};

/** Solves with a proof, changes the file, and has it checked. */
async function checked(
  change: (result: Record<string, never>) => unknown = (result) => result,
  options: readonly string[] = [],
  files: Readonly<Record<string, string>> = SCORES,
  inputs: readonly string[] = ["--scores", "S.csv", "--capacities", "K.csv"],
  command = "assign",
) {
  const made = await runCli([command, ...inputs, ...options, "--proof"], files);
  expect(made.stderr).toBe("");
  const result = JSON.parse(made.stdout) as Record<string, never>;
  const text = JSON.stringify(change(result) ?? result);
  return runCli(["verify", "R.json", ...inputs], { ...files, "R.json": text });
}

interface Open {
  pairs: { mentee: string; mentor: string; score: number; pinned?: boolean }[];
  unmatched: { mentee: string }[];
  certificate: Record<string, number>;
  proof: {
    menteeValue: [string, number][];
    mentorPrice: [string, number][];
    floor: number | null;
    sideProofs: unknown[];
  };
  total: number;
  matched: number;
  worst: number;
  objective: string;
  blockingPairs: number;
}

describe("a result is verified", () => {
  test.each([
    ["coverage"],
    ["total"],
    ["fairest"],
    ["stable"],
    ["coverage", "--floor"],
    ["total", "--floor"],
    ["coverage", "--evenness", "2"],
    ["total", "--evenness", "1", "--floor"],
    ["stable", "--proposing", "mentors"],
  ])("of %s %s %s %s", async (...options) => {
    const { code, stdout, stderr } = await checked(undefined, [
      "--objective",
      ...options,
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      verified: true,
      objective: options[0],
      blockingPairs: expect.any(Number) as number,
    });
  });

  test("with people, criteria, pins and quotas", async () => {
    const people = (rows: string) =>
      `id,country,sectors,languages,organisation\n${rows}`;
    const files = {
      "M.csv": people("m1,FR,35,fr,Rete\nm2,FR,35,fr,Nord\nm3,IT,C,fr,Sud\n"),
      "E.csv": people("e1,MA,35,fr,\ne2,TN,35,fr,\ne3,DZ,C,fr,\n"),
      "P.csv": "mentee,mentor\ne3,m1\n",
      "C.json": JSON.stringify({
        evenness: 1,
        floor: true,
        quotas: [
          { side: "mentors", by: "country", value: "fr", atMost: 2 },
          { side: "mentors", by: "organisation", value: "sud", atLeast: 1 },
        ],
      }),
    };
    const inputs =
      "--mentors M.csv --mentees E.csv --pins P.csv --criteria C.json";
    const call = [undefined, [], files, inputs.split(" "), "match"] as const;
    const { code, stderr } = await checked(...call);
    expect([code, stderr]).toEqual([0, ""]);
    const other = { ...files, "C.json": "{}" };
    const made = await runCli(
      ["match", ...inputs.split(" "), "--proof"],
      files,
    );
    const refused = await runCli(["verify", "R.json", ...inputs.split(" ")], {
      ...other,
      "R.json": made.stdout,
    });
    expect(refused.code).toBe(2);
  });
});

describe("a result that was tampered with is refused, and the first violation named", () => {
  const edit =
    (change: (result: Open) => void) => (result: Record<string, never>) => {
      change(result as unknown as Open);
    };
  test.each<[string, (result: Open) => void, string]>([
    ["a pair left out", (r) => void r.pairs.pop(), "matched"],
    [
      "another partner",
      (r) => (r.pairs[0]!.mentor = r.pairs[1]!.mentor),
      "pair",
    ],
    ["a better score", (r) => r.pairs[0]!.score++, "a – "],
    ["somebody unknown", (r) => (r.pairs[0]!.mentee = "zz"), "names nobody"],
    ["a pin of one's own", (r) => (r.pairs[0]!.pinned = true), "pin"],
    ["another total", (r) => r.total++, "total"],
    ["another count", (r) => r.matched++, "matched"],
    ["another worst", (r) => r.worst--, "worst"],
    ["nobody unmatched", (r) => void (r.unmatched = []), "unmatched"],
    ["another value", (r) => r.certificate["primal"]!++, "certificate"],
    ["another bound", (r) => r.certificate["dual"]!--, "certificate"],
    [
      "fewer pairs checked",
      (r) => r.certificate["pairsChecked"]!--,
      "certificate",
    ],
    [
      "half a point more",
      (r) => (r.proof.menteeValue[0]![1] += 0.5),
      "no proof",
    ],
    ["a negative price", (r) => (r.proof.mentorPrice[0]![1] = -1), "no proof"],
    ["a missing price", (r) => void r.proof.mentorPrice.pop(), "no proof"],
    [
      "somebody twice",
      (r) => r.proof.menteeValue.push(r.proof.menteeValue[0]!),
      "no proof",
    ],
    ["a floor of one's own", (r) => (r.proof.floor = 100), "floor"],
    ["another objective", (r) => (r.objective = "total"), "certificate"],
    ["other blocking pairs", (r) => r.blockingPairs++, "blocking"],
  ])("%s", async (_, change, named) => {
    const { code, stderr, stdout } = await checked(edit(change));
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("refused");
    expect(stderr).toContain(named);
  });

  test("a worse result with figures and bound put right", async () => {
    const { code, stderr } = await checked(
      edit((r) => {
        const dropped = r.pairs.pop()!;
        r.unmatched.push({ mentee: dropped.mentee });
        r.matched--;
        r.total -= dropped.score;
        r.worst = Math.min(...r.pairs.map(({ score }) => score));
        r.certificate["primal"] = r.certificate["dual"] =
          200_000 * r.matched + r.total;
        r.blockingPairs = 2;
      }),
    );
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("no proof of the best value"),
    ]);
  });

  test("a floor that could be higher", async () => {
    const { stderr } = await checked(
      edit((r) => void r.proof.sideProofs.pop()),
      ["--objective", "fairest"],
    );
    expect(stderr).toContain("side proofs");
  });
});

describe("what cannot be checked", () => {
  const verify = (args: readonly string[], text: string) =>
    runCli(["verify", ...args], { ...SCORES, "R.json": text });

  test("no result, no proof, no files, both kinds of files", async () => {
    const made = await runCli(["assign", "--scores", "S.csv"], SCORES);
    for (const [args, text, said] of [
      [["R.json", "--scores", "S.csv"], "[1", "not a result"],
      [["R.json", "--scores", "S.csv"], "{}", "not a result"],
      [["R.json", "--scores", "S.csv"], made.stdout, "no proof"],
      [["R.json"], made.stdout, "--scores"],
      [["--scores", "S.csv"], made.stdout, "--result"],
      [
        [
          "R.json",
          "--scores",
          "S.csv",
          "--mentors",
          "S.csv",
          "--mentees",
          "S.csv",
        ],
        made.stdout,
        "--scores",
      ],
    ] as const) {
      const { code, stderr } = await verify(args, text);
      expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    }
  });
});

test.each([
  ["fr", "Première violation : le total est faux."],
  ["ar", "أول مخالفة: المجموع غير صحيح."],
])(
  "what is wrong is said in the language asked for: %s",
  async (lang, said) => {
    const inputs = ["--scores", "S.csv", "--capacities", "K.csv"];
    const made = await runCli(["assign", ...inputs, "--proof"], SCORES);
    const result = JSON.parse(made.stdout) as Record<string, number>;
    const text = JSON.stringify({ ...result, total: result["total"]! + 1 });
    const { code, stderr } = await runCli(
      ["verify", "R.json", ...inputs, "--lang", lang],
      { ...SCORES, "R.json": text },
    );
    expect([code, stderr.replaceAll("\u00a0", " ")]).toEqual([
      2,
      expect.stringContaining(said),
    ]);
  },
);

test("the help of verify says what its exit codes mean", async () => {
  const { stdout } = await runCli(["verify", "--help"]);
  expect(stdout).toMatch(/verify FILE/u);
  expect(stdout).toContain("0 the result is verified; 2 it is refused");
});
