import { fold } from "../text";
import { at, numberKeys } from "./criterion";
import { levelAt, type CompiledLanguage } from "./language";
import { reason } from "./reasons";
import {
  LANGUAGE_LEVELS,
  type CriteriaSet,
  type MatchingFacts,
  type PairOfIds,
  type Party,
  type Reason,
} from "./types";
import { positions } from "./wishes";

/** The rules that remove a pair before it is scored. */
export interface HardRules {
  /** Quick: called for every pair. */
  forbids(mentee: number, mentor: number): boolean;
  /** Every rule that the pair breaks; empty if it is allowed. */
  reasons(mentee: number, mentor: number): Reason[];
}

/** Pairs by position. */
type PairSet = (mentee: number, mentor: number) => boolean;

/** A rule by itself. */
export interface PairRule {
  readonly breaks: PairSet;
  readonly reason: (mentee: number, mentor: number) => Reason;
}

/**
 * Prepares the rules: same organisation, shared language at the minimum level, exclusions, "never" from either side, and
 * those that own questions make.
 */
export function compileHardRules(
  criteria: CriteriaSet,
  facts: MatchingFacts,
  language: CompiledLanguage,
  ofQuestions: readonly PairRule[],
): HardRules {
  const rules = [
    ...(criteria.hard.allowSameOrganisation ? [] : [sameOrganisation(facts)]),
    languageRule(criteria, language),
    ...listRules(facts),
    ...ofQuestions,
  ];
  const first = rules.map(({ breaks }) => breaks);
  return {
    forbids: (mentee, mentor) => {
      for (const breaks of first) if (breaks(mentee, mentor)) return true;
      return false;
    },
    reasons: (mentee, mentor) =>
      rules
        .filter(({ breaks }) => breaks(mentee, mentor))
        .map((rule) => rule.reason(mentee, mentor)),
  };
}

/** Somebody without an organisation shares it with nobody. */
function sameOrganisation({ mentees, mentors }: MatchingFacts): PairRule {
  const folded = ({ organisation }: Party) => fold(organisation ?? "");
  const { index, distinct } = numberKeys([...mentees, ...mentors].map(folded));
  const none = distinct.indexOf("");
  const offset = mentees.length;
  return {
    breaks: (mentee, mentor) =>
      index[mentee] === index[offset + mentor] && index[mentee] !== none,
    reason: (mentee) =>
      reason("hard.sameOrganisation", {
        organisation: at(mentees, mentee).organisation ?? "",
      }),
  };
}

function languageRule(
  { hard }: CriteriaSet,
  language: CompiledLanguage,
): PairRule {
  const minimum = LANGUAGE_LEVELS.indexOf(hard.language);
  return {
    breaks: (mentee, mentor) => language.bestLevel(mentee, mentor) < minimum,
    reason: (mentee, mentor) => {
      const shared = language.bestShared(mentee, mentor);
      if (!shared)
        return reason("hard.noSharedLanguage", { minimum: hard.language });
      const { language: code, level } = shared;
      return reason("hard.languageLevel", {
        language: code,
        level: levelAt(level),
        minimum: hard.language,
      });
    },
  };
}

function listRules(facts: MatchingFacts): PairRule[] {
  const nevers = facts.wishes.filter(({ rank }) => rank === "never");
  const byMentee = nevers.map(({ person, other }) => ({
    mentee: person,
    mentor: other,
  }));
  const byMentor = nevers.map(({ person, other }) => ({
    mentee: other,
    mentor: person,
  }));
  return [
    listRule(pairSet(facts.exclusions, facts), "hard.excluded"),
    listRule(pairSet(facts.apart ?? [], facts), "hard.apart"),
    listRule(pairSet(byMentee, facts), "hard.neverByMentee"),
    listRule(pairSet(byMentor, facts), "hard.neverByMentor"),
  ].filter((rule) => rule !== null);
}

function listRule(
  breaks: PairSet | null,
  key:
    | "hard.apart"
    | "hard.excluded"
    | "hard.neverByMentee"
    | "hard.neverByMentor",
): PairRule | null {
  return breaks && { breaks, reason: () => reason(key, {}) };
}

/** null when the list names nobody here, so that it costs nothing per pair. */
function pairSet(
  pairs: readonly PairOfIds[],
  { mentees, mentors }: MatchingFacts,
): PairSet | null {
  const menteeAt = positions(mentees);
  const mentorAt = positions(mentors);
  const rows = new Map<number, Set<number>>();
  for (const pair of pairs) {
    const mentee = menteeAt.get(pair.mentee);
    const mentor = mentorAt.get(pair.mentor);
    if (mentee === undefined || mentor === undefined) continue;
    const row = rows.get(mentee) ?? new Set<number>();
    rows.set(mentee, row.add(mentor));
  }
  return rows.size === 0
    ? null
    : (mentee, mentor) => rows.get(mentee)?.has(mentor) ?? false;
}
