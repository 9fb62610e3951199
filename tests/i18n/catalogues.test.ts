import {
  isPluralElement,
  isSelectElement,
  isTagElement,
  parse,
  TYPE,
  type MessageFormatElement,
} from "@formatjs/icu-messageformat-parser";
import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue } from "~/i18n/catalogue.ts";
import { LOCALES, type Locale } from "~/i18n/locales.ts";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[path + key, value] as [string, string]]
      : flat(value, `${path}${key}.`),
  );
}

const texts = Object.fromEntries(
  LOCALES.map((locale) => [
    locale,
    new Map(flat(catalogue(locale) as unknown as Tree)),
  ]),
) as Record<Locale, Map<string, string>>;

interface Shape {
  args: Set<string>;
  tags: Set<string>;
  plurals: string[][];
}

/** What a message needs and how it branches. */
function shapeOf(message: string): Shape {
  const shape: Shape = { args: new Set(), tags: new Set(), plurals: [] };
  const visit = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (isTagElement(element)) {
        shape.tags.add(element.value);
        visit(element.children);
      } else if (isPluralElement(element) || isSelectElement(element)) {
        shape.args.add(element.value);
        if (isPluralElement(element))
          shape.plurals.push(
            Object.keys(element.options).filter(
              (name) => !name.startsWith("="),
            ),
          );
        for (const option of Object.values(element.options))
          visit(option.value);
      } else if (element.type !== TYPE.literal && element.type !== TYPE.pound) {
        shape.args.add(element.value);
      }
    }
  };
  visit(parse(message));
  return shape;
}

/** Words that are the same in two languages, names, codes, and formats without words. */
const SAME_ON_PURPOSE = new Set(
  JSON.parse(
    fs.readFileSync(new URL("same-on-purpose.json", import.meta.url), "utf8"),
  ) as string[],
);

describe.each(LOCALES)("the catalogue of %s", (locale) => {
  test("has exactly the keys of English", () => {
    expect([...texts[locale].keys()].sort()).toEqual(
      [...texts.en.keys()].sort(),
    );
  });

  test("holds valid messages that need what the English ones need", () => {
    const wrong = [...texts[locale]].filter(([key, text]) => {
      const english = shapeOf(texts.en.get(key)!);
      const own = shapeOf(text);
      const missing = [...english.args].filter(
        // a zero, one or two in words needs no number
        (arg) => !own.args.has(arg),
      );
      const unknown = [...own.args].filter((arg) => !english.args.has(arg));
      return (
        missing.length > 0 ||
        unknown.length > 0 ||
        [...english.tags].sort().join() !== [...own.tags].sort().join()
      );
    });
    expect(wrong).toEqual([]);
  });

  test("gives every plural all the forms of the language", () => {
    // the French "many" is for round millions, and falls back to "other"
    const needed = new Intl.PluralRules(locale)
      .resolvedOptions()
      .pluralCategories.filter((form) => locale !== "fr" || form !== "many");
    const wrong = [...texts[locale]].filter(([, text]) =>
      shapeOf(text).plurals.some((forms) =>
        needed.some((form) => !forms.includes(form)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("has no empty text and none that begins or ends with a space", () => {
    const wrong = [...texts[locale]].filter(
      ([, text]) => text === "" || text !== text.trim(),
    );
    expect(wrong).toEqual([]);
  });
});

describe.each(["fr", "ar"] as const)("the translations of %s", (locale) => {
  test("are translated", () => {
    const wrong = [...texts[locale]].filter(
      ([key, text]) =>
        text === texts.en.get(key) &&
        /\p{L}{2}/u.test(text.replace(/\{[^{}]*\}/g, "")) &&
        !SAME_ON_PURPOSE.has(text),
    );
    expect(wrong).toEqual([]);
  });

  test("use the words of the glossary and no others", () => {
    const FORBIDDEN = {
      fr: /(?<!personnes? )mentorée?s?(?![·\p{L}])|\bjumelage|\btu\b|\bton\b|\bmatching\b|\bmails?\b|\bemails?\b/iu,
      ar: /متدرب|المتدرّب|مينتور|منتور|موجّه|ايميل|إيميل|عنقود|(?<!\p{L})(?:لك|منك|إليك|عليك|سواك)(?!\p{L})/u,
    };
    // tags are code, and so are the lists of columns in the help of a command
    const prose = (text: string) =>
      text.replace(/<[^<>]*>/g, "").replace(/^ {2}\S+ {3,}.*$/gm, "");
    const wrong = [...texts[locale]].filter(([, text]) =>
      FORBIDDEN[locale].test(prose(text)),
    );
    expect(wrong).toEqual([]);
  });
});

test("Arabic says nothing of left and right, and keeps its own punctuation", () => {
  const wrong = [...texts.ar].filter(([, text]) => {
    const prose = text.replace(/\{[^{}]*[{}]?/g, "");
    return (
      /اليمين|اليسار/u.test(text) ||
      /[\u0600-\u06ff]\s*[,;?](\s|$)/u.test(prose)
    );
  });
  expect(wrong).toEqual([]);
});

test("French puts a no-break space where its typography wants one", () => {
  const wrong = [...texts.fr].filter(([, text]) =>
    / [?!;»]| :(?!\d)|« /u.test(text.replace(/\{[^{}]*\}/g, "")),
  );
  expect(wrong.map(([key]) => key)).toEqual([]);
});

test("every key that the source names as namespace:key is in the catalogue", () => {
  const missing = new Set<string>();
  for (const file of sources()) {
    const source = fs.readFileSync(file, "utf8");
    for (const [, namespace, key] of source.matchAll(
      /"(\w+):([\w.]+)(?:\?[^"]*)?"/g,
    ))
      if (namespace! in catalogue("en") && !texts.en.has(`${namespace}.${key}`))
        missing.add(`${file}: ${namespace}:${key}`);
  }
  expect([...missing]).toEqual([]);
});

/** Node 20 has no glob of its own. */
function sources(): string[] {
  return ["app", "db"].flatMap((root) =>
    (fs.readdirSync(root, { recursive: true }) as string[])
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${root}/${name}`),
  );
}
