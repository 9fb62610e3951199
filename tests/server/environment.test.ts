import fs from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import {
  acceptedOrigins,
  readEnvironment,
  VARIABLE_NAMES,
} from "~/lib/env.server.ts";

const example = fs.readFileSync(".env.example", "utf8");

test(".env.example names every variable, and no other", () => {
  const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(new Set(named)).toEqual(new Set(VARIABLE_NAMES));
  expect(named).toHaveLength(VARIABLE_NAMES.length);
});

test(".env.example copied as it is changes nothing", () => {
  expect(readEnvironment(parseEnv(example) as Record<string, string>)).toEqual(
    readEnvironment({}),
  );
});

test("an empty variable counts as absent", () => {
  expect(readEnvironment({ PORT: "", DATABASE_URL: " " })).toMatchObject({
    PORT: 3000,
  });
});

describe("the public origin", () => {
  test("is this machine by either name when none is set", () => {
    expect(acceptedOrigins(readEnvironment({ PORT: "4000" }))).toEqual([
      "http://127.0.0.1:4000",
      "http://localhost:4000",
    ]);
  });

  test("is the one that is set, and no other", () => {
    const settings = readEnvironment({ ORIGIN: "https://m.example.org/" });
    expect(acceptedOrigins(settings)).toEqual(["https://m.example.org"]);
  });

  test.each(["m.example.org", "https://m.example.org/x", "ftp://m.example"])(
    "cannot be %s",
    (ORIGIN) => {
      expect(() => readEnvironment({ ORIGIN })).toThrow(/ORIGIN/);
    },
  );
});
