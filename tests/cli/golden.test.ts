import fs from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LOCALES } from "~/i18n/locales";
import { runCli } from "../support/cli";

const GOLDEN = "tests/cli/golden";
const INPUTS = {
  "--mentors": "mentors.csv",
  "--mentees": "mentees.csv",
  "--pins": "pins.csv",
  "--exclude": "exclude.csv",
  "--wishes": "wishes.csv",
  "--criteria": "criteria.json",
};

const files = Object.fromEntries(
  Object.values(INPUTS).map((name) => [
    name,
    fs.readFileSync(`${GOLDEN}/${name}`, "utf8"),
  ]),
);

const match = (given: Record<string, string>, ...args: string[]) =>
  runCli(["match", ...Object.entries(INPUTS).flat(), ...args], given);

// To accept a new wording: `UPDATE_GOLDEN=1 npx vitest run tests/cli/golden.test.ts`, then read the difference.
test.each(LOCALES)("a small match reads as it did, in %s", async (locale) => {
  const { code, stdout, stderr } = await match(files, "--lang", locale);
  expect([code, stderr]).toEqual([0, ""]);
  const file = `${GOLDEN}/result.${locale}.json`;
  if (process.env["UPDATE_GOLDEN"]) fs.writeFileSync(file, stdout);
  expect(stdout).toBe(fs.readFileSync(file, "utf8"));
});

test("only sentences differ between languages", async () => {
  const [en, fr, ar] = await Promise.all(
    LOCALES.map(
      async (locale) => (await match(files, "--lang", locale)).stdout,
    ),
  );
  const bare = (text: string) =>
    text.replace(/"(reason)": ".*"|^ {4}".*",?$/gmu, "");
  expect(bare(fr!)).toBe(bare(en!));
  expect(bare(ar!)).toBe(bare(en!));
});

test("rows in any order give the same bytes", async () => {
  const shuffled = fc.tuple(
    ...Object.entries(files).map(([name, text]) => {
      const [header = "", ...rows] = text.trimEnd().split("\n");
      if (!name.endsWith(".csv")) return fc.constant([name, text] as const);
      return fc
        .shuffledSubarray(rows, { minLength: rows.length })
        .map((some) => [name, [header, ...some].join("\n")] as const);
    }),
  );
  const objective = fc.constantFrom("coverage", "total", "fairest", "stable");
  await fc.assert(
    fc.asyncProperty(shuffled, objective, async (entries, chosen) => {
      const first = await match(files, "--objective", chosen);
      const second = await match(
        Object.fromEntries(entries),
        "--objective",
        chosen,
      );
      expect(first.code).toBe(0);
      expect(second.stdout).toBe(first.stdout);
    }),
    { numRuns: 40 },
  );
});
