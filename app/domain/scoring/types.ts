import type { ScoreColumns } from "./score-columns";

import type { MatchingSettings } from "../matching/settings";
import type { Words } from "../question/question";

/** The plain values that scoring works on, and what it answers. Scores and criterion values are whole basis points, 0 to 10,000. */

export type BasisPoints = number;

export const CRITERIA = [
  "sector",
  "country",
  "needs",
  "language",
  "time",
  "wishes",
] as const;
export type Criterion = (typeof CRITERIA)[number];

/** What a line of a score is about: one of those, or an own question of the programme. */
export type LineCriterion = Criterion | "question";

/** How two people's answers to an own question are compared. */
export const QUESTION_RELATIONS = ["same", "different", "overlap"] as const;
export type QuestionRelation = (typeof QUESTION_RELATIONS)[number];

/** An own question that is asked of both roles, compared. */
export interface QuestionCriterion {
  readonly question: string;
  readonly relation: QuestionRelation;
  /** Whole, 0 or more, beside the weights of the criteria; "must" forbids the pairs that do not keep it. */
  readonly weight: number | "must";
}

/** An own question that both sides answered. */
export interface CollectedQuestion {
  readonly id: string;
  readonly text: Words;
}

export const LANGUAGE_LEVELS = [
  "A1",
  "A2",
  "B1",
  "B2",
  "C1",
  "C2",
  "native",
] as const;
export type LanguageLevel = (typeof LANGUAGE_LEVELS)[number];

export const COUNTRY_MODES = [
  "target",
  "crossSea",
  "similarity",
  "affinity",
  "matrix",
] as const;
export type CountryMode = (typeof COUNTRY_MODES)[number];

/** A language somebody works in; `code` is ISO 639-1, lower case. */
export interface SpokenLanguage {
  readonly code: string;
  readonly level: LanguageLevel;
}

/** What a mentor offers. Group and topic keep the spelling of the person; comparison folds case and width. */
export interface Topic {
  readonly group: string | null;
  readonly topic: string;
}

/** What a mentee needs; priority 1 is the highest, null was not said (counts as 2). */
export interface Need extends Topic {
  readonly priority: 1 | 2 | 3 | null;
}

/** One weekly range in local wall-clock time: day 0 is Monday, minutes 0 to 1,440, start before end, end excluded. */
export interface WeeklyRange {
  readonly day: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  readonly startMinute: number;
  readonly endMinute: number;
}

/** What both sides bring. `null` means that nothing was said (missing data), which is not the same as "none". */
export interface Party {
  readonly id: string;
  readonly name: string | null;
  readonly organisation: string | null;
  /** ISO 3166 alpha-2, upper case. */
  readonly country: string;
  /** NACE Rev. 2.1 codes or ecosystem ids, the first is primary; never empty, no duplicates. */
  readonly sectors: readonly string[];
  /** The first is the preferred one; never empty, no duplicates. */
  readonly languages: readonly SpokenLanguage[];
  readonly markets: readonly string[] | null;
  /** IANA name. */
  readonly timeZone: string;
  readonly availability: readonly WeeklyRange[] | null;
  /** What was answered to own questions, by the id of the question; who left one out has no entry for it. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
}

export interface Mentor extends Party {
  readonly offers: readonly Topic[] | null;
  /** Whole, 0 or more. */
  readonly capacity: number;
}

export interface Mentee extends Party {
  readonly needs: readonly Need[] | null;
  readonly mentorsWanted: 1 | 2;
}

export interface PairOfIds {
  readonly mentee: string;
  readonly mentor: string;
}

/** A rank (whole, 1 is the favourite) that one person gives another, or "never". */
export interface Wish {
  readonly person: string;
  readonly other: string;
  readonly rank: number | "never";
  /** How many the person ranked, where not all of them are among these people. */
  readonly of?: number;
}

/** A pair of whom one or both would like to go on after a first meeting, without saying which one. */
export interface LikedPair extends PairOfIds {
  readonly by: 1 | 2;
}

/** Which facts the cohort asks for; a criterion nobody was asked about is not in use (product rule, not missing data). */
export interface Collected {
  readonly needs: boolean;
  readonly time: boolean;
  readonly targetMarkets: boolean;
  readonly wishes: boolean;
  readonly questions?: readonly CollectedQuestion[];
}

/** Everything a matching run is computed from, besides the criteria set. */
export interface MatchingFacts {
  readonly mentors: readonly Mentor[];
  readonly mentees: readonly Mentee[];
  readonly wishes: readonly Wish[];
  readonly pins: readonly PairOfIds[];
  readonly exclusions: readonly PairOfIds[];
  /** Pairs of whom one would rather not, without saying which: what is secret is not in the facts at all. */
  readonly apart?: readonly PairOfIds[];
  /** Nobody twice; part of the criterion wishes. */
  readonly liked?: readonly LikedPair[];
  /** How many ratings of first meetings there were, and how many were missing, for whoever reads the run. */
  readonly rated?: { readonly given: number; readonly missing: number };
  readonly collected: Collected;
  /** ISO date at whose 12:00 UTC the offsets hold. */
  readonly referenceDate: string;
  /** Minutes east of UTC for every zone named by a party, and for the first zone of every country when affinity is in use. */
  readonly offsets: Readonly<Record<string, number>>;
}

/**
 * One immutable version of how a cohort matches; the defaults stand in defaults.ts. Weights are whole, 0 or more, and need
 * not sum to 100. What it says about matching itself may be left out (matching/settings.ts).
 */
export interface CriteriaSet extends Partial<MatchingSettings> {
  readonly weights: Readonly<Record<Criterion, number>>;
  readonly country: Readonly<Record<CountryMode, number>>;
  /** mentee country → mentor country → −1 … +1. */
  readonly countryMatrix: Readonly<
    Record<string, Readonly<Record<string, number>>>
  >;
  readonly hard: {
    readonly language: LanguageLevel;
    readonly allowSameOrganisation: boolean;
  };
  /** mentee's entry, mentor's entry, basis points. */
  readonly sectorLinks: readonly (readonly [string, string, BasisPoints])[];
  readonly hoursNeeded: number;
  readonly referenceDate: string | null;
  readonly minimumScore: BasisPoints;
  /** Each question once. */
  readonly questions?: readonly QuestionCriterion[];
}

/** A sentence in waiting: a key of the `reasons` catalogue and its arguments. */
export interface Reason {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;
}

export interface CriterionLine {
  readonly criterion: LineCriterion;
  /** Of an own question: its id. */
  readonly question?: string;
  readonly s: BasisPoints;
  readonly weight: number;
  /** This criterion's share of the score; the lines sum to the score exactly. */
  readonly points: BasisPoints;
  readonly reason: Reason;
}

/** Why a pair has the score it has. `score` is computed even when a hard rule forbids the pair. */
export interface PairExplanation {
  readonly score: BasisPoints;
  readonly blockedBy: readonly Reason[];
  readonly criteria: readonly CriterionLine[];
  readonly warnings: readonly Reason[];
}

/** Scores pairs by position in the lists it was compiled from. */
export interface Scorer {
  readonly menteeCount: number;
  readonly mentorCount: number;
  /** The score, or −1 if a hard rule (or an exclusion, or a "never") forbids the pair. Pins and the minimum score are the solver's business. */
  score(mentee: number, mentor: number): number;
  explain(mentee: number, mentor: number): PairExplanation;
  /** Upper bounds of all scores for a scan, made anew at every call. */
  columns(): ScoreColumns;
}
