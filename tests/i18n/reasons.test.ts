import {
  parse,
  TYPE,
  type MessageFormatElement,
} from "@formatjs/icu-messageformat-parser";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import {
  REASON_KEYS,
  type ReasonArgument,
  type ReasonKey,
} from "~/domain/scoring/reasons";
import { catalogue } from "~/i18n/catalogue";
import { LOCALES } from "~/i18n/locales";

type Branch = string | { readonly [key: string]: Branch };

function flatten(branch: Branch, path = ""): [string, string][] {
  if (typeof branch === "string") return [[path, branch]];
  return Object.entries(branch).flatMap(([key, next]) =>
    flatten(next, path ? `${path}.${key}` : key),
  );
}

function argumentsIn(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      return [
        element.value,
        ...Object.values(element.options).flatMap((option) =>
          argumentsIn(option.value),
        ),
      ];
    }
    return [element.value];
  });
}

const KEYS = Object.keys(REASON_KEYS).sort() as ReasonKey[];
const SAMPLE: Readonly<Record<ReasonArgument, string | number>> = {
  sector: "¤",
  country: "¤",
  language: "¤",
  text: "¤",
  question: "¤",
  level: "native",
  hours: 1.25,
  count: 3,
  share: 0.5,
  basisPoints: 5_000,
};

describe.each(LOCALES)("the reasons in %s", (locale) => {
  const messages = new Map(flatten(catalogue(locale).reasons));

  test("are exactly those that scoring gives", () => {
    expect([...messages.keys()].sort()).toEqual(KEYS);
  });

  test("ask for no argument that the reason does not carry", () => {
    for (const key of KEYS) {
      const known: Readonly<Record<string, ReasonArgument>> = REASON_KEYS[key];
      const asked = new Set(argumentsIn(parse(messages.get(key)!)));
      for (const name of asked) expect(Object.keys(known), key).toContain(name);
    }
  });

  test("become whole sentences for any number", () => {
    for (const key of KEYS) {
      const known: Readonly<Record<string, ReasonArgument>> = REASON_KEYS[key];
      for (const count of [0, 1, 2, 3, 11, 100]) {
        const values = Object.entries(known).map(([name, kind]) => [
          name,
          kind === "count" ? count : SAMPLE[kind],
        ]);
        const translate = createTranslator({
          locale,
          messages: { text: messages.get(key)! },
          onError: (error) => {
            throw error;
          },
        });
        const sentence = translate(
          "text",
          Object.fromEntries(values) as Record<string, string | number>,
        );
        expect(sentence, key).toMatch(/\.$/);
        expect(sentence, key).not.toMatch(/[{}#]/);
      }
    }
  });
});
