import { describe, expect, test } from "vitest";
import { LOCALES } from "~/i18n/locales";
import { runCli } from "../support/cli";

const M = "id,country,sectors,languages\nm1,FR,35,fr\n";
const E = "id,country,sectors,languages\ne1,MA,35,fr\ne2,MA,35,fr\n";
const MATCH = ["match", "--mentors", "M.csv", "--mentees", "E.csv"];
const ASSIGN = ["assign", "--scores", "S.csv"];

interface Bad {
  readonly what: string;
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** What the message names, in every language: file, row, column or value. */
  readonly names: readonly string[];
}

const mentor = (
  column: string,
  cell: string,
  what = `${column} ${cell}`,
): Bad => ({
  what,
  args: MATCH,
  files: {
    "M.csv": `id,country,sectors,languages,${column}\nm1,FR,35,fr,x\n`.replace(
      "x\n",
      `"${cell}"\n`,
    ),
    "E.csv": E,
  },
  names: ["M.csv", "2", column],
});

const mentee = (column: string, cell: string): Bad => ({
  what: `${column} ${cell}`,
  args: MATCH,
  files: {
    "M.csv": M,
    "E.csv": `id,country,sectors,languages,${column}\ne0,MA,35,fr,\n\ne1,MA,35,fr,"${cell}"\n`,
  },
  names: ["E.csv", "4", column],
});

const rows = (what: string, text: string, ...names: string[]): Bad => ({
  what,
  args: MATCH,
  files: { "M.csv": M, "E.csv": text },
  names: ["E.csv", ...names],
});

const extra = (
  what: string,
  option: string,
  file: string,
  text: string,
  ...names: string[]
): Bad => ({
  what,
  args: [...MATCH, option, file],
  files: { "M.csv": M, "E.csv": E, [file]: text },
  names: [file, ...names],
});

const scores = (what: string, text: string, ...names: string[]): Bad => ({
  what,
  args: ASSIGN,
  files: { "S.csv": text },
  names: ["S.csv", ...names],
});

const CASES: readonly Bad[] = [
  mentor("capacity", "-1"),
  mentor("offers", "export:2"),
  mentor("markets", "Atlantis"),
  mentor("time_zone", "Mars/Olympus"),
  mentor("time_zone", "+02:00"),
  mentee("mentors_wanted", "3"),
  mentee("needs", "export:9"),
  mentee("markets", "FR;IT;ES;DE;PT;BE"),
  mentee("availability", "Mon 12:00-09:00"),
  rows(
    "an unknown country",
    "id,country,sectors,languages\ne1,Atlantis,35,fr\n",
    "2",
    "country",
    "Atlantis",
  ),
  rows(
    "an unknown sector",
    "id,country,sectors,languages\ne1,MA,04,fr\n",
    "2",
    "sectors",
    "04",
  ),
  rows(
    "an unknown language",
    "id,country,sectors,languages\ne1,MA,35,xx\n",
    "2",
    "languages",
    "xx",
  ),
  rows(
    "an empty required cell",
    "id,country,sectors,languages\ne1,,35,fr\n",
    "2",
    "country",
  ),
  rows(
    "an id used twice",
    "id,country,sectors,languages\ne1,MA,35,fr\ne1,MA,35,fr\n",
    "3",
    "id",
    "e1",
  ),
  rows(
    "an unknown column",
    "id,country,sectors,languages,langages\ne1,MA,35,fr,x\n",
    "langages",
    "languages",
  ),
  rows("a missing column", "id,country,sectors\ne1,MA,35\n", "languages"),
  rows(
    "a column twice",
    "id,country,sectors,languages,ID\ne1,MA,35,fr,e1\n",
    "id",
  ),
  rows("too many cells", "id,country,sectors,languages\ne1,MA,35,fr,ar\n", "2"),
  rows("too few cells", "id,country,sectors,languages\ne1,MA,35\n", "2"),
  rows(
    "an open quotation mark",
    'id,country,sectors,languages\ne1,MA,35,"fr\n',
    "2",
  ),
  rows("an empty file", ""),
  rows("a file of blank lines", "\n\n"),
  {
    ...rows("a file in Windows-1252", ""),
    files: { "M.csv": M, "E.csv": Uint8Array.of(0x69, 0xe9) },
  },
  {
    ...rows("a file in UTF-16", ""),
    files: { "M.csv": M, "E.csv": Buffer.from(`\u{FEFF}${E}`, "utf16le") },
  },
  extra(
    "a pin of an unknown mentee",
    "--pins",
    "P.csv",
    "mentee,mentor\nzz,m1\n",
    "2",
    "mentee",
    "zz",
  ),
  extra("a pin twice", "--pins", "P.csv", "mentee,mentor\ne1,m1\ne1,m1\n", "3"),
  extra(
    "pins beyond capacity",
    "--pins",
    "P.csv",
    "mentee,mentor\ne1,m1\ne2,m1\n",
    "3",
    "mentor",
    "m1",
  ),
  extra(
    "an exclusion of an unknown mentor",
    "--exclude",
    "X.csv",
    "mentee,mentor\ne1,zz\n",
    "2",
    "mentor",
    "zz",
  ),
  extra(
    "a wish of nobody",
    "--wishes",
    "W.csv",
    "person,other,rank\nzz,m1,1\n",
    "2",
    "person",
    "zz",
  ),
  extra(
    "a wish without a rank",
    "--wishes",
    "W.csv",
    "person,other,rank\ne1,m1,0\n",
    "2",
    "rank",
  ),
  extra(
    "two wishes for one",
    "--wishes",
    "W.csv",
    "person,other,rank\ne1,m1,1\ne1,m1,2\n",
    "3",
  ),
  extra(
    "a wish for one's own role",
    "--wishes",
    "W.csv",
    "person,other,rank\ne1,e2,1\n",
    "2",
  ),
  extra("criteria that are not JSON", "--criteria", "C.json", '{"weights":'),
  extra(
    "an unknown criterion",
    "--criteria",
    "C.json",
    '{"weights":{"sectors":1}}',
    "weights.sectors",
    "sector",
  ),
  extra(
    "an unknown key",
    "--criteria",
    "C.json",
    '{"colour":1}',
    "colour",
    "minimumScore",
  ),
  extra(
    "a weight below 0",
    "--criteria",
    "C.json",
    '{"weights":{"sector":-1}}',
    "weights.sector",
  ),
  extra(
    "a weight that is not whole",
    "--criteria",
    "C.json",
    '{"weights":{"sector":1.5}}',
    "weights.sector",
  ),
  extra(
    "weights that are all 0",
    "--criteria",
    "C.json",
    '{"weights":{"sector":0,"country":0,"needs":0,"language":0,"time":0,"wishes":0}}',
    "weights",
  ),
  extra(
    "a date that does not exist",
    "--criteria",
    "C.json",
    '{"referenceDate":"2026-02-30"}',
    "referenceDate",
  ),
  extra(
    "a minimum above 10000",
    "--criteria",
    "C.json",
    '{"minimumScore":10001}',
    "minimumScore",
  ),
  extra(
    "a link to no sector",
    "--criteria",
    "C.json",
    '{"sectorLinks":[["01","04",5]]}',
    "sectorLinks.0.1",
  ),
  extra(
    "a matrix of no country",
    "--criteria",
    "C.json",
    '{"countryMatrix":{"FR":{"ZZ":1}}}',
    "countryMatrix.FR.ZZ",
  ),
  extra(
    "a matrix above 1",
    "--criteria",
    "C.json",
    '{"countryMatrix":{"FR":{"MA":1.1}}}',
    "countryMatrix.FR.MA",
  ),
  extra(
    "no hours needed",
    "--criteria",
    "C.json",
    '{"hoursNeeded":0}',
    "hoursNeeded",
  ),
  extra(
    "an unknown level",
    "--criteria",
    "C.json",
    '{"hard":{"language":"B3"}}',
    "hard.language",
  ),
  scores(
    "a score above 10000",
    "mentee,mentor,score\na,x,10001\n",
    "2",
    "score",
    "10001",
  ),
  scores(
    "a score that is not whole",
    "mentee,mentor,score\na,x,1\na,y,0.5\n",
    "3",
    "score",
    "0.5",
  ),
  scores("a pair with two scores", "mentee,mentor,score\na,x,1\na,x,1\n", "3"),
  scores("an empty mentor", "mentee,mentor,score\na,,1\n", "2", "mentor"),
  scores("no header", "a,x,5\n", "mentee"),
  {
    what: "a capacity below 0",
    args: [...ASSIGN, "--capacities", "K.csv"],
    files: {
      "S.csv": "mentee,mentor,score\n",
      "K.csv": "mentor,capacity\nx,-1\n",
    },
    names: ["K.csv", "2", "capacity"],
  },
  {
    what: "a mentor with two capacities",
    args: [...ASSIGN, "--capacities", "K.csv"],
    files: {
      "S.csv": "mentee,mentor,score\n",
      "K.csv": "mentor,capacity\nx,1\nx,1\n",
    },
    names: ["K.csv", "3", "mentor"],
  },
  {
    what: "a missing file",
    args: ["assign", "--scores", "none.csv"],
    files: {},
    names: ["none.csv"],
  },
  {
    what: "a folder",
    args: ["assign", "--scores", "/"],
    files: {},
    names: ["/"],
  },
  {
    what: "an unknown option",
    args: [...ASSIGN, "--scoress", "x"],
    files: {},
    names: ["--scoress", "--scores"],
  },
  {
    what: "an option twice",
    args: [...ASSIGN, "--scores", "S.csv"],
    files: {},
    names: ["--scores"],
  },
  {
    what: "an option without a value",
    args: ["assign", "--scores"],
    files: {},
    names: ["--scores"],
  },
  {
    what: "an option before an option",
    args: ["assign", "--scores", "--out", "x"],
    files: {},
    names: ["--scores"],
  },
  {
    what: "an empty value",
    args: ["assign", "--scores="],
    files: {},
    names: ["--scores"],
  },
  {
    what: "a required option left out",
    args: ["match", "--mentors", "M.csv"],
    files: { "M.csv": M },
    names: ["--mentees"],
  },
  {
    what: "an unknown objective",
    args: [...ASSIGN, "--objective", "best"],
    files: {},
    names: ["best", "coverage"],
  },
  {
    what: "a stray word",
    args: ["assign", "S.csv"],
    files: {},
    names: ["S.csv"],
  },
  {
    what: "an unknown command",
    args: ["mtach"],
    files: {},
    names: ["mtach", "match"],
  },
  { what: "no command", args: [], files: {}, names: ["match", "assign"] },
];

describe.each(LOCALES)("bad input in %s", (locale) => {
  test.each(CASES.map((bad) => [bad.what, bad] as const))(
    "%s",
    async (_, { args, files, names }) => {
      const { code, stdout, stderr } = await runCli(args, files, {
        LANG: `${locale}_XX.UTF-8`,
      });
      expect(code).toBe(2);
      expect(stdout).toBe("");
      for (const name of names) expect(stderr).toContain(name);
      expect(stderr).not.toMatch(/ {4}at |\{\w+\}|undefined|cli\.|roster\./u);
      expect(/[\u{600}-\u{6FF}]/u.test(stderr)).toBe(locale === "ar");
    },
  );
});

test("problems of several files are told at once, in the order of rows", async () => {
  const { stderr } = await runCli([...MATCH, "--criteria", "C.json"], {
    "C.json": '{"colour":1}',
    "M.csv": "id,country,sectors,languages\nm1,XX,35,fr\nm2,FR,04,fr\n",
    "E.csv": "id,country,sectors,languages\ne1,MA,35,zz\n",
  });
  expect(
    stderr.split("\n").map((line) => /^[\w.]+(?:, row \d)?/u.exec(line)?.[0]),
  ).toEqual([
    "C.json",
    "M.csv, row 2",
    "M.csv, row 3",
    "E.csv, row 2",
    undefined,
  ]);
});

test("a thousand problems are counted, not listed", async () => {
  const lines = Array.from(
    { length: 1000 },
    (_, at) => `e${at},XX,35,fr\n`,
  ).join("");
  const { stderr } = await runCli(MATCH, {
    "M.csv": M,
    "E.csv": `id,country,sectors,languages\n${lines}`,
  });
  expect(stderr.trimEnd().split("\n")).toHaveLength(51);
  expect(stderr).toContain("950 more problems");
});

test("a cell cannot command the terminal", async () => {
  const { stderr } = await runCli(MATCH, {
    "M.csv": M,
    "E.csv": "id,country,sectors,languages\ne1,\u{1B}[2Jx,35,fr\n",
  });
  expect(stderr).not.toContain("\u{1B}");
});
