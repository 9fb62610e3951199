import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { FAULT_KEYS } from "~/domain/matching/fault";
import { catalogue } from "~/i18n/catalogue";
import { LOCALES } from "~/i18n/locales";

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[`${prefix}${key}`, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

/** Texts between double quotes in the sources, where the domain names its messages. */
function quotedIn(...folders: string[]): Set<string> {
  const sources = folders.flatMap((folder) =>
    fs.statSync(folder).isDirectory()
      ? fs
          .readdirSync(folder)
          .filter((name) => name.endsWith(".ts"))
          .map((name) => `${folder}/${name}`)
      : [folder],
  );
  const texts = sources.map((file) => fs.readFileSync(file, "utf8")).join("\n");
  return new Set(
    [...texts.matchAll(/["`]([a-z][\w.${}]*)["`]/giu)].map(([, key]) => key!),
  );
}

const placeholders = (text: string) =>
  [
    ...new Set([...text.matchAll(/\{(\w+)[,}]/gu)].map(([, name]) => name!)),
  ].sort();

describe.each([
  [
    "roster",
    [
      "app/domain/roster",
      "app/lib/csv.ts",
      "app/features/programmes/criteria-input.ts",
      "app/features/programmes/settings-input.ts",
    ],
  ],
  ["cli", ["app/cli"]],
] as const)("the messages of %s", (namespace, folders) => {
  const texts = LOCALES.map((locale) =>
    flatten(catalogue(locale)[namespace] as Tree),
  );
  const [english] = texts as [Map<string, string>];
  const quoted = quotedIn(...folders);
  // keys that are put together: `mentee.unknown`, `options.out`, `commands.match.notes`
  const isBuilt = (key: string) =>
    /^(?:mentee|mentor|person)\.unknown$|^(?:options|commands|fault)\.|^error\.(?:settings|quota)\./u.test(
      key,
    );

  test("exist in every language, with the same arguments", () => {
    for (const [at, locale] of LOCALES.entries()) {
      expect([locale, [...texts[at]!.keys()]]).toEqual([
        locale,
        [...english.keys()],
      ]);
      for (const [key, text] of texts[at]!) {
        const wanted = placeholders(english.get(key)!);
        expect([locale, key, placeholders(text)]).toEqual([
          locale,
          key,
          wanted,
        ]);
      }
    }
  });

  test("are all used", () => {
    expect(
      [...english.keys()].filter((key) => !quoted.has(key) && !isBuilt(key)),
    ).toEqual([]);
  });

  test("are all there", () => {
    const groups = new Set([...english.keys()].map((key) => key.split(".")[0]));
    const named = [...quoted].filter(
      (key) => /^\w+\.\w+$/u.test(key) && groups.has(key.split(".")[0]),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((key) => !english.has(key))).toEqual([]);
  });
});

test("every fault that the verifier can find has words", () => {
  const words = Object.keys(catalogue("en").cli.fault);
  expect(words.sort()).toEqual([...FAULT_KEYS].sort());
});
