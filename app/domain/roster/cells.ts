import { country, findCountry } from "../reference/countries";
import { sectorEntry } from "../reference/sectors";
import {
  LANGUAGE_LEVELS,
  type LanguageLevel,
  type SpokenLanguage,
} from "../scoring/types";
import { isLanguageCode } from "./language-codes";
import { excerpt, parsed, refused, type Parsed } from "./table";

/** The level of a language about which nothing more was said. */
const UNSTATED_LEVEL: LanguageLevel = "B2";

const MOST_TARGET_MARKETS = 5;

/** The items of a list cell, trimmed; empty ones are passed over. */
export function splitList(text: string): string[] {
  return text
    .split(";")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** Text as it was written, without the space around it. */
export function parseText(text: string): Parsed<string> {
  return parsed(text.trim());
}

/** A country by alpha-2 code, or by name or short name in any of the three languages. */
export function parseCountry(text: string): Parsed<string> {
  const code = findCountry(text);
  return code === null
    ? refused("country.unknown", { value: excerpt(text) })
    : parsed(code);
}

/** Countries that a mentor knows; repeated ones are dropped. */
export function parseMarkets(text: string): Parsed<string[]> {
  return parseDistinct(text, parseCountry);
}

/** Countries that a mentee aims at: at most five different ones. */
export function parseTargetMarkets(text: string): Parsed<string[]> {
  const markets = parseMarkets(text);
  if (!markets.ok || markets.value.length <= MOST_TARGET_MARKETS)
    return markets;
  return refused("markets.tooMany", {
    count: String(markets.value.length),
    most: String(MOST_TARGET_MARKETS),
  });
}

/** NACE codes and ecosystems, in the order written; repeated ones are dropped. */
export function parseSectors(text: string): Parsed<string[]> {
  return parseDistinct(text, (item) => {
    const entry = sectorEntry(item);
    return entry === null
      ? refused("sector.unknown", { value: excerpt(item) })
      : parsed(entry);
  });
}

/** Languages such as `fr:C1; ar:native; en`. Of a repeated one the first place and the higher level count. */
export function parseLanguages(text: string): Parsed<SpokenLanguage[]> {
  const levels = new Map<string, LanguageLevel>();
  for (const item of splitList(text)) {
    const language = parseLanguage(item);
    if (!language.ok) return language;
    const { code, level } = language.value;
    const before = levels.get(code);
    if (before === undefined || rank(level) > rank(before))
      levels.set(code, level);
  }
  return parsed([...levels].map(([code, level]) => ({ code, level })));
}

/** An IANA zone that `isTimeZone` knows. */
export function parseTimeZone(
  text: string,
  isTimeZone: (name: string) => boolean,
): Parsed<string> {
  return isTimeZone(text)
    ? parsed(text)
    : refused("timeZone.unknown", { value: excerpt(text) });
}

/** A whole number of mentees, 0 or more. */
export function parseCapacity(text: string): Parsed<number> {
  return /^\d+$/u.test(text)
    ? parsed(Math.min(Number(text), Number.MAX_SAFE_INTEGER))
    : refused("capacity.format", { value: excerpt(text) });
}

/** One mentor or two. */
export function parseMentorsWanted(text: string): Parsed<1 | 2> {
  if (text === "1") return parsed(1);
  if (text === "2") return parsed(2);
  return refused("mentorsWanted.format", { value: excerpt(text) });
}

/** The zone of somebody who named none: the first one of their country. */
export function firstTimeZone(code: string): string {
  return country(code)?.timeZones[0] ?? "UTC";
}

function parseLanguage(item: string): Parsed<SpokenLanguage> {
  const [written = "", level, ...rest] = item
    .split(":")
    .map((part) => part.trim());
  const code = written.toLowerCase();
  if (!isLanguageCode(code))
    return refused("language.unknown", { value: excerpt(item) });
  if (level === undefined) return parsed({ code, level: UNSTATED_LEVEL });
  const known = LANGUAGE_LEVELS.find(
    (name) => name.toLowerCase() === level.toLowerCase(),
  );
  return known === undefined || rest.length > 0
    ? refused("language.level", { value: excerpt(item) })
    : parsed({ code, level: known });
}

function rank(level: LanguageLevel): number {
  return LANGUAGE_LEVELS.indexOf(level);
}

function parseDistinct(
  text: string,
  parse: (item: string) => Parsed<string>,
): Parsed<string[]> {
  const values = new Set<string>();
  for (const item of splitList(text)) {
    const value = parse(item);
    if (!value.ok) return value;
    values.add(value.value);
  }
  return parsed([...values]);
}
