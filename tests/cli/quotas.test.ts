import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli";

const SCORES = {
  "S.csv":
    "mentee,mentor,score\na,x,9000\na,y,8000\nb,x,8500\nb,y,2000\nc,x,7000\nd,y,100\n",
  "K.csv": "mentor,capacity\nx,1\ny,1\n",
};

test("a result without --proof has the promised fields and no more", async () => {
  const { json } = await runCli(["assign", "--scores", "S.csv"], SCORES);
  expect(Object.keys(json)).toEqual([
    "objective",
    "matched",
    "total",
    "worst",
    "pairs",
    "unmatched",
    "certificate",
    "blockingPairs",
    "warnings",
  ]);
});

test("people who compete for too few places are named", async () => {
  const { json } = await runCli(
    ["assign", "--scores", "S.csv", "--capacities", "K.csv"],
    { ...SCORES, "S.csv": "mentee,mentor,score\na,x,9000\nb,x,8500\nc,y,1\n" },
  );
  expect(json.unmatched[0]!.reason).toContain(
    "2 mentees compete for one place of x",
  );
});

describe("quotas of a criteria file", () => {
  const files = {
    "M.csv":
      "id,country,sectors,languages,organisation\nm1,FR,35,fr,Rete\nm2,IT,35,fr,\n",
    "E.csv": "id,country,sectors,languages\ne1,MA,35,fr\ne2,MA,C,fr\n",
  };
  const run = (criteria: unknown, ...more: string[]) =>
    runCli(
      [
        "match",
        "--mentors",
        "M.csv",
        "--mentees",
        "E.csv",
        "--criteria",
        "C.json",
        ...more,
      ],
      { ...files, "C.json": JSON.stringify(criteria) },
    );
  const quota = (part: object) => ({
    quotas: [{ side: "mentors", by: "country", value: "FR", ...part }],
  });

  test("are kept", async () => {
    const { json } = await run(quota({ atMost: 0 }));
    expect(json.pairs.map(({ mentor }) => mentor)).toEqual(["m2"]);
    expect(json.unmatched[0]!.reason).toContain("quota");
    const sector = { side: "mentees", by: "sector", value: "D", atMost: 0 };
    const { json: other } = await run({ quotas: [sector] });
    expect(other.pairs.map(({ mentee }) => mentee)).toEqual(["e2"]);
  });

  test.each<[string, object, string[], string]>([
    [
      "an unknown country",
      quota({ value: "XX", atMost: 1 }),
      [],
      "quotas.0.value",
    ],
    [
      "an unknown sector",
      quota({ by: "sector", value: "??", atMost: 1 }),
      [],
      "quotas.0.value",
    ],
    ["no bound", quota({}), [], "quotas.0.atLeast"],
    [
      "a contradiction",
      quota({ atLeast: 2, atMost: 1 }),
      [],
      "quotas.0.atLeast",
    ],
    ["half a pair", quota({ atMost: 1.5 }), [], "quotas.0.atMost"],
    ["an unknown key", quota({ atmost: 1 }), [], "atMost"],
    [
      "the same twice",
      {
        quotas: [1, 2].map((atMost) => ({
          side: "mentors",
          by: "country",
          value: "FR",
          atMost,
        })),
      },
      [],
      "quotas.1",
    ],
    [
      "nobody's organisation",
      quota({ by: "organisation", value: "Reto", atMost: 1 }),
      [],
      "Reto",
    ],
    ["more than there is", quota({ atLeast: 2 }), [], "no more than 1"],
    ["stable", quota({ atMost: 1 }), ["--objective", "stable"], "stable"],
    ["an evenness that is none", { evenness: 3 }, [], "evenness"],
  ])("%s is bad input", async (_, criteria, more, said) => {
    const { code, stderr, stdout } = await run(criteria, ...more);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
  });

  test("that overlap cannot go with a floor, and say how good the result is", async () => {
    const overlapping = {
      quotas: [
        { side: "mentors", by: "country", value: "FR", atMost: 1 },
        { side: "mentors", by: "sector", value: "35", atMost: 1 },
        { side: "mentors", by: "country", value: "IT", atMost: 1 },
      ],
    };
    const mentors =
      "id,country,sectors,languages\nm1,FR,35,fr\nm2,FR,C,fr\nm3,IT,35,fr\n";
    const call = [
      "match",
      "--mentors",
      "M.csv",
      "--mentees",
      "E.csv",
      "--criteria",
      "C.json",
    ];
    const own = {
      ...files,
      "M.csv": mentors,
      "C.json": JSON.stringify(overlapping),
    };
    const done = await runCli(call, own);
    expect(done.code).toBe(0);
    const { primal, dual } = done.json.certificate;
    expect(dual).toBeGreaterThanOrEqual(primal);
    expect(done.json.warnings.some((text) => text.includes("overlap"))).toBe(
      dual > primal,
    );
    const refused = await runCli([...call, "--objective", "fairest"], own);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining("overlap"),
    ]);
  });
});
