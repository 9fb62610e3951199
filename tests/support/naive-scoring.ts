import countryData from "~/domain/reference/countries.json";
import sectorData from "~/domain/reference/sectors.json";
import type {
  CriteriaSet,
  MatchingFacts,
  Mentee,
  Mentor,
  Party,
  QuestionCriterion,
} from "~/domain/scoring/types";
import {
  fraction,
  largest,
  plus,
  sum,
  times,
  type Fraction,
} from "./fractions";

/*
 * The definitions of the score once more, slow and word for word, in exact fractions: what the scorer is checked against.
 * It shares no code with it. Country affinity, the one irrational part, is not here.
 */

const HALF = fraction(1, 2);
const folded = (text: string) => text.normalize("NFKC").toLowerCase().trim();

const section = (code: string) =>
  sectorData.divisions.find((division) => division.code === code)?.section;
const isEcosystem = (entry: string) =>
  sectorData.ecosystems.some(({ id }) => id === entry);
const isLetter = (entry: string) => /^[A-Z]$/.test(entry);
const divisionOf = (entry: string) =>
  isEcosystem(entry) || isLetter(entry) ? null : entry.slice(0, 2);

/** Section, division, group and class of an entry, as far as it goes down. */
function levels(entry: string): string[] {
  if (isLetter(entry)) return [entry];
  const all = [
    section(entry.slice(0, 2))!,
    entry.slice(0, 2),
    entry.slice(0, 4),
    entry,
  ];
  return [
    ...new Set(
      all.slice(0, entry.length === 2 ? 2 : entry.length === 4 ? 3 : 4),
    ),
  ];
}

function sigma(
  x: string,
  y: string,
  links: CriteriaSet["sectorLinks"],
): Fraction {
  const candidates = links
    .filter(([a, b]) => a === x && b === y)
    .map(([, , s]) => fraction(s, 10_000));
  if (x === y) candidates.push(fraction(1));
  if (!isEcosystem(x) && !isEcosystem(y)) {
    const [a, b] = [levels(x), levels(y)];
    const common = a.filter((node) => b.includes(node)).at(-1);
    const depth = common === undefined ? 0 : a.indexOf(common) + 1;
    const isAncestor = common === x || common === y;
    if (depth > 0)
      candidates.push(
        fraction(
          (isAncestor ? [40, 85, 95, 100] : [30, 70, 85, 0])[depth - 1]!,
          100,
        ),
      );
  }
  for (const { id, naceDivisions } of sectorData.ecosystems) {
    const has = (entry: string) =>
      naceDivisions.includes(divisionOf(entry) ?? "");
    if (has(x) && has(y)) candidates.push(fraction(1, 2));
    if ((id === x && has(y)) || (id === y && has(x)))
      candidates.push(fraction(7, 10));
  }
  return largest(candidates);
}

export function naiveSector(
  mentee: Mentee,
  mentor: Mentor,
  { sectorLinks }: CriteriaSet,
): Fraction {
  const best = mentee.sectors.map((e) =>
    largest(mentor.sectors.map((m) => sigma(e, m, sectorLinks))),
  );
  if (best.length === 1) return best[0]!;
  const others = fraction(4, 10 * (best.length - 1));
  return sum(
    best.map((value, k) => times(value, k === 0 ? fraction(6, 10) : others)),
  );
}

const rowOf = (code: string) =>
  countryData.countries.find(({ iso2 }) => iso2 === code)!;

function naiveTarget(mentee: Mentee, mentor: Mentor): Fraction {
  if (!mentee.markets || mentee.markets.length === 0) return HALF;
  const known = [mentor.country, ...(mentor.markets ?? [])];
  return largest(
    mentee.markets.flatMap((target) =>
      known.map((code) => {
        if (target === code) return fraction(1);
        if (rowOf(target).subregion === rowOf(code).subregion)
          return fraction(6, 10);
        const groups: string[] = rowOf(code).groups;
        return rowOf(target).groups.some((group) => groups.includes(group))
          ? fraction(4, 10)
          : fraction(0);
      }),
    ),
  );
}

function naiveCrossSea(mentee: Mentee, mentor: Mentor): Fraction {
  const sides = [rowOf(mentee.country).side, rowOf(mentor.country).side];
  return sides.includes("europe") && sides.includes("mena")
    ? fraction(1)
    : fraction(3, 10);
}

function naiveSimilarity(mentee: Mentee, mentor: Mentor): Fraction {
  if (mentee.country === mentor.country) return fraction(1);
  return rowOf(mentee.country).subregion === rowOf(mentor.country).subregion
    ? fraction(6, 10)
    : fraction(0);
}

/** Matrix values are whole hundredths here. */
function naiveMatrix(
  mentee: Mentee,
  mentor: Mentor,
  { countryMatrix }: CriteriaSet,
): Fraction {
  const hundredths = Math.round(
    (countryMatrix[mentee.country]?.[mentor.country] ?? 0) * 100,
  );
  return fraction(hundredths + 100, 200);
}

/** null when no mode is in use. */
export function naiveCountry(
  mentee: Mentee,
  mentor: Mentor,
  set: CriteriaSet,
  facts: MatchingFacts,
): Fraction | null {
  const parts: [number, Fraction][] = [
    [
      facts.collected.targetMarkets ? set.country.target : 0,
      naiveTarget(mentee, mentor),
    ],
    [set.country.crossSea, naiveCrossSea(mentee, mentor)],
    [set.country.similarity, naiveSimilarity(mentee, mentor)],
    [set.country.matrix, naiveMatrix(mentee, mentor, set)],
  ];
  const total = parts.reduce((all, [weight]) => all + weight, 0);
  if (total === 0) return null;
  return sum(
    parts.map(([weight, value]) => times(fraction(weight, total), value)),
  );
}

export function naiveNeeds({ needs }: Mentee, { offers }: Mentor): Fraction {
  if (!needs || needs.length === 0 || !offers) return HALF;
  const same = (a: string | null, b: string | null) =>
    folded(a ?? "") === folded(b ?? "");
  const unique = needs.filter(
    (need, k) =>
      needs.findIndex(
        (other) =>
          same(other.group, need.group) && same(other.topic, need.topic),
      ) === k,
  );
  const weightOf = (priority: 1 | 2 | 3 | null) =>
    ({ 1: 3, 2: 2, 3: 1 })[priority ?? 2];
  const total = unique.reduce(
    (all, { priority }) => all + weightOf(priority),
    0,
  );
  const covered = unique.map((need) => {
    const offered = offers.some(
      (offer) => same(offer.group, need.group) && same(offer.topic, need.topic),
    );
    const sibling =
      need.group !== null &&
      offers.some((offer) => same(offer.group, need.group));
    return times(
      fraction(weightOf(need.priority), total),
      offered ? fraction(1) : sibling ? HALF : fraction(0),
    );
  });
  return sum(covered);
}

const ORDER = ["A1", "A2", "B1", "B2", "C1", "C2", "native"];
const WORTH = [0, 2, 4, 6, 8, 10, 10];

export function naiveLanguage(mentee: Mentee, mentor: Mentor): Fraction {
  const values = mentee.languages.flatMap(({ code, level }, k) =>
    mentor.languages
      .filter((other) => other.code === code)
      .map((other) => {
        const lower = Math.min(
          ORDER.indexOf(level),
          ORDER.indexOf(other.level),
        );
        return fraction(Math.min(10, WORTH[lower]! + (k === 0 ? 1 : 0)), 10);
      }),
  );
  return largest(values);
}

/** Every minute of the week in UTC, true where the person is free. */
function freeMinutes(
  { availability, timeZone }: Party,
  offsets: MatchingFacts["offsets"],
): boolean[] {
  const week = Array.from({ length: 7 * 24 * 60 }, () => false);
  for (const { day, startMinute, endMinute } of availability!) {
    for (let minute = startMinute; minute < endMinute; minute++) {
      const utc = day * 24 * 60 + minute - offsets[timeZone]!;
      week[(utc + 2 * week.length) % week.length] = true;
    }
  }
  return week;
}

/** `hoursNeeded` in whole quarters of an hour. */
export function naiveTime(
  mentee: Mentee,
  mentor: Mentor,
  set: CriteriaSet,
  { offsets }: MatchingFacts,
): Fraction {
  if (!mentee.availability || !mentor.availability) return HALF;
  const [a, b] = [freeMinutes(mentee, offsets), freeMinutes(mentor, offsets)];
  const minutes = a.filter((free, minute) => free && b[minute]).length;
  const needed = set.hoursNeeded * 60;
  return minutes >= needed ? fraction(1) : fraction(minutes, needed);
}

export function naiveWishes(
  mentee: Mentee,
  mentor: Mentor,
  { wishes }: MatchingFacts,
): Fraction {
  const side = (person: string, other: string) => {
    const ranked = wishes.filter(
      (wish) => wish.person === person && wish.rank !== "never",
    );
    const rank = ranked.find((wish) => wish.other === other)?.rank;
    return typeof rank === "number"
      ? fraction(ranked.length - rank + 1, ranked.length)
      : HALF;
  };
  return times(
    HALF,
    plus(side(mentee.id, mentor.id), side(mentor.id, mentee.id)),
  );
}

/** null where one of the two said nothing. */
export function naiveQuestion(
  mentee: Mentee,
  mentor: Mentor,
  { question, relation }: QuestionCriterion,
): Fraction | null {
  const wanted = new Set(mentee.answers?.[question] ?? []);
  const offered = new Set(mentor.answers?.[question] ?? []);
  if (wanted.size === 0 || offered.size === 0) return null;
  const common = [...wanted].filter((answer) => offered.has(answer)).length;
  if (relation === "overlap") return fraction(common, wanted.size);
  const isTrue =
    relation === "different"
      ? common === 0
      : [...wanted].sort().join() === [...offered].sort().join();
  return fraction(isTrue ? 1 : 0);
}

/** The questions that were asked of both sides, in the order of the criteria. */
export function naiveQuestions(
  { questions = [] }: CriteriaSet,
  { collected }: MatchingFacts,
): readonly QuestionCriterion[] {
  const asked = (collected.questions ?? []).map(({ id }) => id);
  return questions.filter(({ question }) => asked.includes(question));
}

export function naiveIsForbidden(
  mentee: Mentee,
  mentor: Mentor,
  set: CriteriaSet,
  facts: MatchingFacts,
): boolean {
  const { hard } = set;
  const broken = naiveQuestions(set, facts).some((own) => {
    const value = naiveQuestion(mentee, mentor, own);
    const isKept = value === null || value[0] > 0;
    return own.weight === "must" && !isKept;
  });
  const organisation = folded(mentee.organisation ?? "");
  const minimum = ORDER.indexOf(hard.language);
  const understand = mentee.languages.some(({ code, level }) =>
    mentor.languages.some(
      (other) =>
        other.code === code &&
        ORDER.indexOf(level) >= minimum &&
        ORDER.indexOf(other.level) >= minimum,
    ),
  );
  const isPair = (a: string, b: string) =>
    [a, b].includes(mentee.id) && [a, b].includes(mentor.id);
  return (
    broken ||
    (!hard.allowSameOrganisation &&
      organisation !== "" &&
      organisation === folded(mentor.organisation ?? "")) ||
    !understand ||
    facts.exclusions.some(
      (pair) => pair.mentee === mentee.id && pair.mentor === mentor.id,
    ) ||
    facts.wishes.some(
      ({ person, other, rank }) => rank === "never" && isPair(person, other),
    )
  );
}
