import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runCli, type CliRun, type PrintedPair } from "../support/cli";

/** Two files in which everybody could be paired with everybody. */
const FILES = {
  "M.csv": "id,country,sectors,languages\nm1,FR,35,fr\nm2,IT,C,fr\n",
  "E.csv": "id,country,sectors,languages\ne1,MA,35.11,fr\ne2,TN,10,fr\n",
};

const MATCH = [
  "match",
  "--mentors",
  "M.csv",
  "--mentees",
  "E.csv",
  "--lang",
  "en",
];

async function match(
  files: Record<string, string | Uint8Array> = {},
  ...args: string[]
) {
  return runCli([...MATCH, ...args], { ...FILES, ...files });
}

const criteriaOf = (pair: PrintedPair | undefined) =>
  pair!.criteria.map((line) => line.criterion);

describe("the result", () => {
  test("has the promised fields, in code point order of ids", async () => {
    const { code, json, stderr } = await match();
    expect([code, stderr]).toEqual([0, ""]);
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
      "referenceDate",
    ]);
    expect(json).toMatchObject({
      objective: "coverage",
      matched: 2,
      unmatched: [],
      warnings: [],
    });
    expect(json.pairs.map((p) => [p.mentee, p.mentor])).toEqual([
      ["e1", "m1"],
      ["e2", "m2"],
    ]);
    expect(json.certificate).toEqual({
      primal: json.certificate.dual,
      dual: json.certificate.dual,
      pairsChecked: 4,
      violations: 0,
    });
  });

  test("total sums the printed scores and worst is the lowest", async () => {
    const { json } = await match();
    const scores = json.pairs.map((pair) => pair.score);
    expect(json.total).toBe(scores[0]! + scores[1]!);
    expect(json.worst).toBe(Math.min(...scores));
  });

  test("every pair has its criteria, whose points sum to the score, with a sentence each", async () => {
    const { json } = await match();
    for (const pair of json.pairs) {
      const points = pair.criteria.reduce((sum, line) => sum + line.points, 0);
      expect(points).toBe(pair.score);
      for (const line of pair.criteria) {
        expect(Object.keys(line)).toEqual([
          "criterion",
          "s",
          "weight",
          "points",
          "reason",
        ]);
        expect(line.reason).toMatch(/^\p{Lu}.*\.$/u);
      }
    }
    expect(json.pairs[0]!.criteria[0]!.reason).toContain("Electricity");
  });

  test("ids are printed as given and sorted by code point", async () => {
    const { json } = await match({
      "E.csv":
        "id,country,sectors,languages\n\u{1F600},MA,35,fr\n\u{FB01},MA,35,fr\nZ,MA,35,fr\na,MA,35,fr\n",
      "M.csv": "id,country,sectors,languages,capacity\nM,FR,35,fr,9\n",
    });
    expect(json.pairs.map((pair) => pair.mentee)).toEqual([
      "Z",
      "a",
      "\u{FB01}",
      "\u{1F600}",
    ]);
  });

  test("unmatched lists every other mentee with a sentence that names the cause", async () => {
    const { code, json } = await match({
      "M.csv": "id,country,sectors,languages,organisation\nm1,FR,35,fr,Rete\n",
      "E.csv":
        "id,country,sectors,languages,organisation\ne1,MA,35,fr,\ne2,MA,C,fr,\ne3,MA,35,ar,\ne4,MA,35,fr,rete\n",
    });
    expect(code).toBe(0);
    expect(json.unmatched.map((entry) => entry.mentee)).toEqual([
      "e2",
      "e3",
      "e4",
    ]);
    const [full, language, organisation] = json.unmatched.map(
      (entry) => entry.reason,
    );
    expect(full).toContain("taken by others");
    expect(language).toContain("no shared language");
    expect(organisation).toMatch(/same organisation.*rete/iu);
  });

  test("a minimum score leaves a mentee unmatched and says so", async () => {
    const { code, json } = await match(
      { "C.json": '{"minimumScore":9999}' },
      "--criteria",
      "C.json",
    );
    expect(code).toBe(0);
    expect(json).toMatchObject({
      matched: 0,
      total: 0,
      worst: null,
      pairs: [],
    });
    expect(json.unmatched[0]!.reason).toContain("below the minimum of 9999");
  });

  test.each(["M.csv", "E.csv"])(
    "a header alone in %s is no pairs, exit 0",
    async (file) => {
      const { code, json } = await match({
        [file]: "id,country,sectors,languages\n",
      });
      expect(code).toBe(0);
      expect(json).toMatchObject({
        matched: 0,
        total: 0,
        worst: null,
        pairs: [],
      });
      expect(json.unmatched).toHaveLength(file === "M.csv" ? 2 : 0);
      expect(json.certificate).toMatchObject({ violations: 0 });
    },
  );

  test("stable has no certificate but blocking pairs", async () => {
    const { json } = await match({}, "--objective", "stable");
    expect(json).toMatchObject({
      objective: "stable",
      certificate: null,
      blockingPairs: 0,
    });
  });

  test.each(["coverage", "total", "fairest"])(
    "%s is proved",
    async (objective) => {
      const { json } = await match({}, "--objective", objective);
      expect(json).toMatchObject({ objective, certificate: { violations: 0 } });
      expect(json.certificate.primal).toBe(json.certificate.dual);
    },
  );

  test("the reference date is that of the criteria, else today in UTC", async () => {
    expect((await match()).json.referenceDate).toBe("2026-11-22");
    const dated = await match(
      { "C.json": '{"referenceDate":"2026-06-15"}' },
      "--criteria",
      "C.json",
    );
    expect(dated.json.referenceDate).toBe("2026-06-15");
  });

  test("time zones count as they stand on the reference date", async () => {
    const files = {
      "M.csv":
        "id,country,sectors,languages,availability\nm1,FR,35,fr,Mon 09:00-11:00\n",
      "E.csv":
        "id,country,sectors,languages,availability\ne1,TN,35,fr,Mon 08:00-10:00\n",
    };
    const on = async (date: string) => {
      const criteria = { "C.json": JSON.stringify({ referenceDate: date }) };
      const { json } = await match(
        { ...files, ...criteria },
        "--criteria",
        "C.json",
      );
      return json.pairs[0]!.criteria.find((line) => line.criterion === "time")!
        .s;
    };
    // Tunis stays at UTC+1; Paris is there in winter, and at UTC+2 in summer
    expect(await on("2026-01-15")).toBe(5_000);
    expect(await on("2026-06-15")).toBe(10_000);
  });
});

describe("criteria in use", () => {
  const mentors = (column: string, cell: string) => ({
    "M.csv": `id,country,sectors,languages,${column}\nm1,FR,35,fr,${cell}\n`,
  });
  const mentees = (column: string, cell: string) => ({
    "E.csv": `id,country,sectors,languages,${column}\ne1,MA,35,fr,${cell}\n`,
  });

  test("without optional columns they are sector, country and language", async () => {
    expect(criteriaOf((await match()).json.pairs[0])).toEqual([
      "sector",
      "country",
      "language",
    ]);
  });

  test("needs want both columns; an empty cell is neutral with a warning", async () => {
    const one = await match(mentees("needs", "funding"));
    expect(criteriaOf(one.json.pairs[0])).not.toContain("needs");
    const both = await match({
      ...mentees("needs", "funding"),
      ...mentors("offers", ""),
    });
    const line = both.json.pairs[0]!.criteria.find(
      (l) => l.criterion === "needs",
    );
    expect(line!.s).toBe(5_000);
    expect(both.json.warnings).toHaveLength(1);
    expect(both.json.warnings[0]).toMatch(/e1.*m1.*offer/u);
  });

  test("time wants both availability columns", async () => {
    const one = await match(mentors("availability", "Mon 09:00-12:00"));
    expect(criteriaOf(one.json.pairs[0])).not.toContain("time");
  });

  test("wishes want a file, which may have no rows", async () => {
    const { json } = await match(
      { "W.csv": "person,other,rank\n" },
      "--wishes",
      "W.csv",
    );
    expect(criteriaOf(json.pairs[0])).toContain("wishes");
  });

  test("the target mode wants the mentees' markets", async () => {
    const country = (run: CliRun) => run.json.pairs[0]!.criteria[1]!.s;
    expect(country(await match())).toBe(10_000); // cross-sea alone
    expect(country(await match(mentees("markets", "JP")))).toBe(3_000); // .7·0 + .3·1
  });

  test("a criterion with weight 0 is listed with 0 points", async () => {
    const { json } = await match(
      { "C.json": '{"weights":{"sector":0}}' },
      "--criteria",
      "C.json",
    );
    expect(json.pairs[0]!.criteria[0]).toMatchObject({
      criterion: "sector",
      weight: 0,
      points: 0,
    });
  });

  test("affinity and the matrix have all they need", async () => {
    const criteria = {
      country: { target: 0, crossSea: 0, affinity: 1, matrix: 1 },
      countryMatrix: { MA: { FR: 1 } },
    };
    const run = await match(
      { "C.json": JSON.stringify(criteria) },
      "--criteria",
      "C.json",
    );
    expect(run.code).toBe(0);
  });
});

describe("pins, exclusions and wishes", () => {
  const pin = { "P.csv": "mentee,mentor\ne1,m2\n" };

  test("a pin is kept and marked", async () => {
    const { json } = await match(pin, "--pins", "P.csv");
    expect(json.pairs[0]).toMatchObject({
      mentee: "e1",
      mentor: "m2",
      pinned: true,
    });
    expect("pinned" in json.pairs[1]!).toBe(false);
    expect(json.warnings).toEqual([]);
  });

  test.each([
    [
      "an exclusion",
      { "X.csv": "mentee,mentor\ne1,m2\n" },
      ["--exclude", "X.csv"],
    ],
    [
      "a language",
      { "M.csv": "id,country,sectors,languages\nm1,FR,35,fr\nm2,IT,C,it\n" },
      [],
    ],
    [
      "a never",
      { "W.csv": "person,other,rank\nm2,e1,never\n" },
      ["--wishes", "W.csv"],
    ],
    [
      "the minimum score",
      { "C.json": '{"minimumScore":9000}' },
      ["--criteria", "C.json"],
    ],
  ])(
    "a pin stands above %s, with a warning that names the pair",
    async (_, files, args) => {
      const { code, json } = await match(
        { ...pin, ...files },
        "--pins",
        "P.csv",
        ...args,
      );
      expect(code).toBe(0);
      const pinned = json.pairs.find((pair) => pair.pinned);
      expect(pinned).toMatchObject({ mentee: "e1", mentor: "m2" });
      expect(pinned!.score).toBeGreaterThan(0);
      expect(json.warnings[0]).toMatch(/e1.*m2.*pinned/u);
    },
  );

  test("an exclusion and a never keep two apart", async () => {
    const files = {
      "X.csv": "mentee,mentor\ne1,m1\n",
      "W.csv": "person,other,rank\ne2,m2,never\n",
    };
    const { json } = await match(
      files,
      "--exclude",
      "X.csv",
      "--wishes",
      "W.csv",
    );
    expect(json.pairs.map((p) => `${p.mentee}${p.mentor}`)).toEqual([
      "e1m2",
      "e2m1",
    ]);
  });

  test("capacity and the mentors wanted are kept to", async () => {
    const { json } = await match({
      "M.csv":
        "id,country,sectors,languages,capacity\nm1,FR,35,fr,\nm2,IT,C,fr,2\nm3,IT,C,fr,0\n",
      "E.csv":
        "id,country,sectors,languages,mentors_wanted\ne1,MA,35,fr,2\ne2,TN,10,fr,\n",
    });
    expect(json.pairs.map((p) => `${p.mentee}${p.mentor}`)).toEqual([
      "e1m1",
      "e1m2",
      "e2m2",
    ]);
    expect(json.matched).toBe(2);
  });
});

describe("where the result goes", () => {
  test("--out gets it whole and stdout stays empty", async () => {
    const printed = await match();
    const { code, stdout, stderr, folder } = await match(
      { "R.json": "old" },
      "--out",
      "R.json",
    );
    expect([code, stdout, stderr]).toEqual([0, "", ""]);
    expect(fs.readFileSync(path.join(folder, "R.json"), "utf8")).toBe(
      printed.stdout,
    );
    expect(
      fs.readdirSync(folder).filter((name) => name.includes("tmp")),
    ).toEqual([]);
  });

  test("bad input leaves an existing --out as it was", async () => {
    const bad = {
      "R.json": "old",
      "E.csv": "id,country,sectors,languages\ne1,XX,35,fr\n",
    };
    const { code, folder } = await match(bad, "--out", "R.json");
    expect(code).toBe(2);
    expect(fs.readFileSync(path.join(folder, "R.json"), "utf8")).toBe("old");
  });

  test("--out in a missing folder, onto a folder or onto an input is refused before any work", async () => {
    expect((await match({}, "--out", "out/none/R.json")).code).toBe(2);
    const folder = await runCli([...MATCH, "--out", "/"], FILES);
    expect([folder.code, folder.stderr]).toEqual([
      2,
      expect.stringContaining("folder"),
    ]);
    const input = await match({}, "--out", "M.csv");
    expect([input.code, input.stderr]).toEqual([
      2,
      expect.stringContaining("also read"),
    ]);
    expect(fs.readFileSync(path.join(input.folder, "M.csv"), "utf8")).toBe(
      FILES["M.csv"],
    );
  });

  test("--out may be a device, which is written to and not replaced", async () => {
    // through a link, so that a mistake costs the link and not the machine's device
    const links = fs.mkdtempSync(path.join(os.tmpdir(), "passerelle-cli-"));
    const link = path.join(links, "out");
    fs.symlinkSync("/dev/null", link);
    const { code } = await runCli([...MATCH, "--out", link], FILES);
    expect(code).toBe(0);
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
  });
});
