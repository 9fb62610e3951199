import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli";

/** Two mentors as good as each other for both mentees; only the answers tell them apart. */
const FILES = {
  "M.csv":
    "id,country,sectors,languages,Question: Meeting,question:size\nm1,FR,10,fr,Video; in person,big\nm2,FR,10,fr,phone,small\n",
  "E.csv":
    "id,country,sectors,languages,question:meeting,question:size\ne1,MA,10,fr,PHONE,small\ne2,MA,10,fr,video,\n",
};

const MATCH = [
  "match",
  "--mentors",
  "M.csv",
  "--mentees",
  "E.csv",
  "--criteria",
  "C.json",
  "--lang",
  "en",
];

const match = (questions: unknown, files: Record<string, string> = {}) =>
  runCli(MATCH, {
    ...FILES,
    "C.json": JSON.stringify({ questions }),
    ...files,
  });

describe("columns of own questions", () => {
  test("count as the criteria say, whatever the case, and explain themselves", async () => {
    const { code, json, stderr } = await match([
      { question: "Meeting", relation: "overlap", weight: 20 },
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(json.pairs.map((p) => `${p.mentee} ${p.mentor}`)).toEqual([
      "e1 m2",
      "e2 m1",
    ]);
    for (const pair of json.pairs) {
      expect(pair.criteria.at(-1)).toMatchObject({
        criterion: "question",
        question: "meeting",
        s: 10_000,
        weight: 20,
        reason:
          "Answers of the mentee to “meeting” that the mentor gave too: 1 of 1.",
      });
      const points = pair.criteria.reduce((sum, line) => sum + line.points, 0);
      expect(points).toBe(pair.score);
    }
  });

  test("can rule pairs out; who did not answer is warned of", async () => {
    const { json } = await match([
      { question: "size", relation: "different", weight: "must" },
    ]);
    expect(json.pairs.map((p) => `${p.mentee} ${p.mentor}`)).toEqual([
      "e1 m1",
      "e2 m2",
    ]);
    expect(json.warnings).toEqual([
      expect.stringContaining(
        "did not answer “size”; its rule was not applied",
      ),
    ]);
  });

  test("are looked at anew when the result is verified", async () => {
    const questions = [
      { question: "meeting", relation: "overlap", weight: 20 },
      { question: "size", relation: "different", weight: "must" },
    ];
    const criteria = { "C.json": JSON.stringify({ questions }) };
    const made = await runCli([...MATCH, "--proof"], { ...FILES, ...criteria });
    const verify = (mentors: string) =>
      runCli(["verify", "R.json", ...MATCH.slice(1)], {
        ...FILES,
        ...criteria,
        "M.csv": mentors,
        "R.json": made.stdout,
      });
    expect((await verify(FILES["M.csv"])).code).toBe(0);
    const answeredLater = FILES["M.csv"].replace("in person", "phone");
    expect((await verify(answeredLater)).code).not.toBe(0);
  });

  test("change nothing while the criteria do not name them", async () => {
    const plain = {
      "M.csv": "id,country,sectors,languages\nm1,FR,10,fr\nm2,FR,10,fr\n",
      "E.csv": "id,country,sectors,languages\ne1,MA,10,fr\ne2,MA,10,fr\n",
    };
    expect((await match([])).json).toEqual((await match([], plain)).json);
  });
});

describe("criteria that name a question", () => {
  test.each([
    [
      "that one file lacks",
      { question: "colour", relation: "same", weight: 1 },
      "questions.0.question",
      "question:colour",
    ],
    [
      "with an unknown relation",
      { question: "size", relation: "like", weight: 1 },
      "questions.0.relation",
      '"same", "different" or "overlap"',
    ],
    [
      "with half a weight",
      { question: "size", relation: "same", weight: 0.5 },
      "questions.0.weight",
      '"must"',
    ],
    [
      "with an unknown key",
      { question: "size", relation: "same", wieght: 1 },
      "questions.0.wieght",
      "weight",
    ],
    [
      "without a relation",
      { question: "size", weight: 1 },
      "questions.0.relation",
      '"same", "different" or "overlap"',
    ],
  ])("%s are refused with its place", async (_, question, column, text) => {
    const { code, stdout, stderr } = await match([question]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(column);
    expect(stderr).toContain(text);
  });

  test("twice are refused", async () => {
    const one = { question: "size", relation: "same", weight: 1 };
    const { code, stderr } = await match([one, { ...one, question: " SIZE " }]);
    expect(code).toBe(2);
    expect(stderr).toContain("questions.1.question");
  });

  test("are refused where only mentees answered", async () => {
    const { code, stderr } = await match(
      [{ question: "size", relation: "same", weight: 1 }],
      { "M.csv": "id,country,sectors,languages\nm1,FR,10,fr\n" },
    );
    expect(code).toBe(2);
    expect(stderr).toContain("C.json");
  });

  test("a column twice is refused", async () => {
    const { code, stderr } = await match([], {
      "M.csv":
        "id,country,sectors,languages,question:a,Question:A\nm1,FR,10,fr,x,y\n",
    });
    expect(code).toBe(2);
    expect(stderr).toContain("appears twice");
  });
});
