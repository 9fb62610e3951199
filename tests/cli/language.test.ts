import { describe, expect, test } from "vitest";
import { chooseLocale } from "~/cli/language";
import { runCli } from "../support/cli";

describe("the language of messages", () => {
  test.each([
    [["match", "--lang", "ar"], { LANG: "fr_FR.UTF-8" }, "ar"],
    [["match", "--lang=fr", "--colour"], {}, "fr"],
    [["match"], { LC_ALL: "fr_TN.UTF-8", LANG: "ar_MA" }, "fr"],
    [["match"], { LC_ALL: "", LC_MESSAGES: "ar_EG", LANG: "fr_FR" }, "ar"],
    [["match"], { LANG: "fr" }, "fr"],
    [["match"], { LANG: "AR.utf8" }, "ar"],
    [["match"], { LC_ALL: "C", LANG: "fr_FR" }, "en"],
    [["match"], { LANG: "de_DE.UTF-8" }, "en"],
    [["match", "--lang", "de"], { LANG: "fr_FR" }, "fr"],
    [["match"], {}, "en"],
  ])("%j with %j is %s", (args, env, locale) => {
    expect(chooseLocale(args, env)).toBe(locale);
  });

  test("an unknown --lang is bad input", async () => {
    const { code, stderr } = await runCli(
      ["assign", "--scores", "S.csv", "--lang", "de"],
      {
        "S.csv": "mentee,mentor,score\n",
      },
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining("en, fr, ar")]);
  });
});

describe("help", () => {
  test.each(["en", "fr", "ar"])(
    "names every command and option in %s",
    async (locale) => {
      const general = await runCli(["--help", "--lang", locale]);
      expect(general.code).toBe(0);
      expect(general.stdout).toMatch(/match[\s\S]*assign[\s\S]*--lang/u);
      const match = await runCli(["match", "--help", "--lang", locale]);
      for (const name of [
        "mentors",
        "mentees",
        "criteria",
        "pins",
        "exclude",
        "wishes",
        "objective",
        "out",
      ]) {
        expect(match.stdout).toContain(`--${name}`);
      }
      expect(match.stdout).not.toMatch(/options\.|commands\.|help\.|\{\w+\}/u);
      const assign = await runCli(["assign", "-h", "--lang", locale]);
      expect(assign.stdout).toContain("--capacities");
    },
  );
});
