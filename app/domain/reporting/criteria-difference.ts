import {
  type Evenness,
  type Quota,
  settingsOf,
  type Side,
} from "../matching/settings.ts";
import type { Objective } from "../matching/types.ts";
import {
  type BasisPoints,
  COUNTRY_MODES,
  CRITERIA,
  type CountryMode,
  type CriteriaSet,
  type Criterion,
  type LanguageLevel,
} from "../scoring/types.ts";

/** How a run was asked to match. */
export interface MatchingWay {
  readonly criteria: CriteriaSet;
  readonly objective: Objective;
}

interface Changed<T> {
  readonly before: T;
  readonly after: T;
}

/** Lines of a table that one version has and the other has not, or has with another value. */
export interface LinesChanged {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** One thing that is not the same in two versions of how a cohort matches. */
export type CriteriaChange =
  | ({ readonly part: "objective" } & Changed<Objective>)
  | ({ readonly part: "weight"; readonly of: Criterion } & Changed<number>)
  | ({ readonly part: "country"; readonly of: CountryMode } & Changed<number>)
  | ({ readonly part: "language" } & Changed<LanguageLevel>)
  | ({ readonly part: "same_organisation" | "floor" } & Changed<boolean>)
  | ({ readonly part: "minimum_score" } & Changed<BasisPoints>)
  | ({ readonly part: "hours" } & Changed<number>)
  | ({ readonly part: "reference_date" } & Changed<string | null>)
  | ({ readonly part: "evenness" } & Changed<Evenness>)
  | ({ readonly part: "proposing" } & Changed<Side>)
  | ({
      readonly part: "quotas" | "links" | "matrix" | "questions";
    } & LinesChanged);

/** Everything that is not the same in two ways of matching, in the order of the form; what was left out counts as its default. */
export function criteriaDifference(
  before: MatchingWay,
  after: MatchingWay,
): CriteriaChange[] {
  const [a, b] = [before.criteria, after.criteria];
  const of = {
    objective: change(before.objective, after.objective),
    language: change(a.hard.language, b.hard.language),
    same_organisation: change(
      a.hard.allowSameOrganisation,
      b.hard.allowSameOrganisation,
    ),
    minimum_score: change(a.minimumScore, b.minimumScore),
    hours: change(a.hoursNeeded, b.hoursNeeded),
    reference_date: change(a.referenceDate, b.referenceDate),
  };
  return [
    ...numbers("weight", CRITERIA, a.weights, b.weights),
    ...numbers("country", COUNTRY_MODES, a.country, b.country),
    ...Object.entries(of)
      .filter(([, { before, after }]) => before !== after)
      // the keys and values of the object above
      .map(([part, values]) => ({ part, ...values }) as CriteriaChange),
    ...settings(a, b),
    ...lines("questions", questionLines(a), questionLines(b)),
    ...lines("links", linkLines(a), linkLines(b)),
    ...lines("matrix", matrixLines(a), matrixLines(b)),
  ];
}

function change<T>(before: T, after: T): Changed<T> {
  return { before, after };
}

function numbers<P extends "weight" | "country", N extends string>(
  part: P,
  names: readonly N[],
  before: Readonly<Record<N, number>>,
  after: Readonly<Record<N, number>>,
) {
  return names
    .filter((of) => before[of] !== after[of])
    .map((of) => ({ part, of, before: before[of], after: after[of] }));
}

function settings(a: CriteriaSet, b: CriteriaSet): CriteriaChange[] {
  const [before, after] = [settingsOf(a), settingsOf(b)];
  return [
    ...(["floor", "evenness", "proposing"] as const)
      .filter((part) => before[part] !== after[part])
      .map(
        (part) =>
          ({
            part,
            before: before[part],
            after: after[part],
          }) as CriteriaChange, // the same part on both sides
      ),
    ...lines("quotas", quotaLines(before.quotas), quotaLines(after.quotas)),
  ];
}

type Lines = ReadonlyMap<string, string>;

function quotaLines(quotas: readonly Quota[]): Lines {
  return new Map(
    quotas.map(({ side, by, value, atLeast, atMost }) => [
      `${side} ${by} ${value}`,
      `${atLeast ?? ""}-${atMost ?? ""}`,
    ]),
  );
}

function questionLines({ questions = [] }: CriteriaSet): Lines {
  return new Map(
    questions.map(({ question, relation, weight }) => [
      question,
      `${relation} ${weight}`,
    ]),
  );
}

function linkLines({ sectorLinks }: CriteriaSet): Lines {
  return new Map(sectorLinks.map(([a, b, value]) => [`${a} ${b}`, `${value}`]));
}

function matrixLines({ countryMatrix }: CriteriaSet): Lines {
  return new Map(
    Object.entries(countryMatrix).flatMap(([mentee, row]) =>
      Object.entries(row).map(([mentor, value]): [string, string] => [
        `${mentee} ${mentor}`,
        `${value}`,
      ]),
    ),
  );
}

/** Nothing if both tables say the same, in whatever order. */
function lines(
  part: "quotas" | "links" | "matrix" | "questions",
  before: Lines,
  after: Lines,
): CriteriaChange[] {
  const added = [...after.keys()].filter((key) => !before.has(key)).length;
  const removed = [...before.keys()].filter((key) => !after.has(key)).length;
  const changed = [...after].filter(
    ([key, value]) => (before.get(key) ?? value) !== value,
  ).length;
  return added + removed + changed === 0
    ? []
    : [{ part, added, removed, changed }];
}
