import { expect, test } from "vitest";
import { POLICY } from "~/domain/access/policy";
import { ROLES } from "~/domain/access/roles";
import { runCli } from "../support/cli";

test("--json prints every route and method with its roles, and the doors of the guard itself", async () => {
  const { code, stdout, stderr } = await runCli(["policy", "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  const rows = JSON.parse(stdout) as unknown[];
  const count = Object.values(POLICY).flatMap(Object.keys).length;
  expect(rows).toHaveLength(count + 2);
  expect(rows).toContainEqual({
    route: "/cohorts/:cohortId/state",
    method: "POST",
    roles: ["coordinator", "administrator"],
  });
  expect(rows).toContainEqual({
    route: "/readyz",
    method: "GET",
    roles: [...ROLES],
  });
});

test("without it, a line each", async () => {
  const { stdout } = await runCli(["policy"]);
  expect(stdout).toMatch(/^GET {3}\/admin +administrator$/mu);
  expect(stdout).toMatch(/^POST {2}\/login +\*$/mu);
});

test("the help explains it in three languages", async () => {
  for (const lang of ["en", "fr", "ar"]) {
    const { code, stdout } = await runCli(["policy", "--help", "--lang", lang]);
    expect([lang, code]).toEqual([lang, 0]);
    expect(stdout).toContain("--json");
  }
});
