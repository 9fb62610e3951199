import { at, type CompiledCriterion } from "./criterion";
import type { Factor } from "./factor";
import { reason } from "./reasons";
import { FULL } from "./rounding";
import {
  LANGUAGE_LEVELS,
  type LanguageLevel,
  type MatchingFacts,
  type Party,
  type Reason,
} from "./types";

/** By the lower of the two levels, A1 to native. */
const STEPS = [0, 2_000, 4_000, 6_000, 8_000, FULL, FULL];
const PREFERRED = 1_000;
const NOT_SPOKEN = -1;

/** Positions in LANGUAGE_LEVELS, by language code, in the order the person listed them. */
type Spoken = ReadonlyMap<string, number>;

/** A language both speak, and the lower of their two levels as a position in LANGUAGE_LEVELS. */
interface SharedLanguage {
  readonly language: string;
  readonly level: number;
}

export interface CompiledLanguage extends CompiledCriterion {
  /** The highest level that both reach in one language, as a position in LANGUAGE_LEVELS; −1 without a shared language. */
  bestLevel(mentee: number, mentor: number): number;
  /** The shared language with that level, the mentee's earlier one among equals. */
  bestShared(mentee: number, mentor: number): SharedLanguage | null;
}

/** Language: the best shared one by the lower of the two levels, a little more for the mentee's first. */
export function compileLanguage({
  mentees,
  mentors,
}: MatchingFacts): CompiledLanguage {
  const menteeSpoken = mentees.map(spokenBy);
  const mentorSpoken = mentors.map(spokenBy);
  const levels = tabulateLevels(menteeSpoken, mentorSpoken);
  const lists = menteeSpoken.map((spoken) =>
    [...spoken].map(([code, level]) => ({
      mentorLevels: levels.get(code),
      level,
    })),
  );
  const best = (
    mentee: number,
    mentor: number,
    worth: (level: number, isFirst: boolean) => number,
    none: number,
  ) => {
    const list = at(lists, mentee);
    let found = none;
    for (let k = 0; k < list.length; k++) {
      const lower = lowerLevel(list[k]?.level, list[k]?.mentorLevels?.[mentor]);
      if (lower !== NOT_SPOKEN) found = Math.max(found, worth(lower, k === 0));
    }
    return found;
  };
  return {
    criterion: "language",
    value: (mentee, mentor) => best(mentee, mentor, valueOf, 0),
    bestLevel: (mentee, mentor) => best(mentee, mentor, levelOf, NOT_SPOKEN),
    bestShared: (mentee, mentor) =>
      pickShared(at(menteeSpoken, mentee), at(mentorSpoken, mentor), levelOf),
    reason: (mentee, mentor) =>
      languageReason(at(menteeSpoken, mentee), at(mentorSpoken, mentor)),
    warnings: () => [],
    factors: ({ hard }) => [
      languageFactor(
        menteeSpoken,
        levels,
        LANGUAGE_LEVELS.indexOf(hard.language),
      ),
    ],
  };
}

/**
 * One column per language, level of a mentee and whether it is the first: 0 where the lower level is below the minimum,
 * else one more than the value in per cent. A shared language below the minimum never has a greater value than one that
 * reaches it, so leaving it out keeps the bound.
 */
function languageFactor(
  menteeSpoken: readonly Spoken[],
  levels: ReadonlyMap<string, Int8Array>,
  minimum: number,
): Factor {
  const columns: Uint8Array[] = [];
  const numbers = new Map<string, number>();
  const columnOf = (code: string, own: number, isFirst: boolean) => {
    const key = `${code} ${own} ${isFirst}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, columns.length);
    const column = Uint8Array.from(levels.get(code) ?? [], (level) => {
      const lower = lowerLevel(own, level);
      return lower < minimum ? 0 : 1 + Math.ceil(valueOf(lower, isFirst) / 100);
    });
    return columns.push(column) - 1;
  };
  const lists = menteeSpoken.map((spoken) =>
    [...spoken].map(([code, own], k) => columnOf(code, own, k === 0)),
  );
  return {
    combine: "max",
    cap: 255,
    isRequired: true,
    columns,
    termsOf: (mentee) => ({
      columns: at(lists, mentee),
      times: [],
      perUnit: 100,
      base: -100,
    }),
  };
}

/** The name of the level at this position. */
export function levelAt(position: number): LanguageLevel {
  return at(LANGUAGE_LEVELS, position);
}

function valueOf(level: number, isFirst: boolean): number {
  return Math.min(FULL, (STEPS[level] ?? 0) + (isFirst ? PREFERRED : 0));
}

function levelOf(level: number): number {
  return level;
}

function lowerLevel(a = NOT_SPOKEN, b = NOT_SPOKEN): number {
  return Math.min(a, b);
}

/** A language listed twice keeps its first place and its higher level. */
function spokenBy({ languages }: Party): Spoken {
  const spoken = new Map<string, number>();
  for (const { code, level } of languages) {
    spoken.set(
      code,
      Math.max(spoken.get(code) ?? 0, LANGUAGE_LEVELS.indexOf(level)),
    );
  }
  return spoken;
}

/** For every language of a mentee the level of each mentor. */
function tabulateLevels(
  mentees: readonly Spoken[],
  mentors: readonly Spoken[],
): Map<string, Int8Array> {
  const codes = new Set(mentees.flatMap((spoken) => [...spoken.keys()]));
  return new Map(
    [...codes].map((code) => [
      code,
      Int8Array.from(mentors, (spoken) => spoken.get(code) ?? NOT_SPOKEN),
    ]),
  );
}

function pickShared(
  mentee: Spoken,
  mentor: Spoken,
  worth: (level: number, isFirst: boolean) => number,
): (SharedLanguage & { readonly isFirst: boolean }) | null {
  const shared = [...mentee.keys()].flatMap((language, k) => {
    const level = lowerLevel(mentee.get(language), mentor.get(language));
    return level === NOT_SPOKEN
      ? []
      : [{ language, level, isFirst: k === 0, worth: worth(level, k === 0) }];
  });
  if (shared.length === 0) return null;
  return shared.reduce((best, candidate) =>
    candidate.worth > best.worth ? candidate : best,
  );
}

function languageReason(mentee: Spoken, mentor: Spoken): Reason {
  const shared = pickShared(mentee, mentor, valueOf);
  if (!shared) return reason("language.none", {});
  const { language, isFirst } = shared;
  return reason(isFirst ? "language.preferred" : "language.shared", {
    language,
    level: levelAt(shared.level),
    menteeLevel: levelAt(mentee.get(language) ?? 0),
    mentorLevel: levelAt(mentor.get(language) ?? 0),
  });
}
