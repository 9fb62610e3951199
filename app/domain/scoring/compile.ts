import { layColumns } from "./columns";
import { combine } from "./combine";
import { compileCountry } from "./country";
import type { CompiledCriterion } from "./criterion";
import { compileHardRules, type HardRules } from "./hard-rules";
import { criteriaInUse, usableWeights } from "./in-use";
import { compileLanguage, type CompiledLanguage } from "./language";
import { compileNeeds } from "./needs";
import { type CompiledQuestion, compileQuestions } from "./question";
import { ROUNDING } from "./factor";
import { NEUTRAL, roundRatio } from "./rounding";
import type { ScoreColumns } from "./score-columns";
import { compileSector } from "./sector";
import { compileTime } from "./time";
import type {
  CriteriaSet,
  Criterion,
  MatchingFacts,
  PairExplanation,
  Scorer,
} from "./types";
import { compileWishes } from "./wishes";

/** A criterion and its whole weight. */
interface Weighted {
  readonly compiled: CompiledCriterion;
  readonly weight: number;
}

/**
 * Prepares the scoring of every pair of a matching run; the scorer depends on its arguments alone.
 *
 * @param criteria  weights are whole, 0 or more, and need not sum to 100
 * @param facts     the people by position; the scorer takes the same positions
 * @throws {RangeError} if the weights cannot be used (ask `usableWeights` first), or the offset of a needed time zone is missing
 * Cost: preparing is near linear in people; a score takes some 0.1 µs and allocates nothing.
 */
export function compileScorer(
  criteria: CriteriaSet,
  facts: MatchingFacts,
): Scorer {
  const verdict = usableWeights(criteria, facts.collected);
  if (!verdict.ok) throw new RangeError(verdict.reason);
  const language = compileLanguage(facts);
  const questions = compileQuestions(criteria, facts);
  const musts = rulesAmong(questions);
  const rules = compileHardRules(criteria, facts, language, musts);
  const lines = [
    ...criteriaInUse(criteria, facts.collected).map((criterion) => ({
      compiled: compileCriterion(criterion, criteria, facts, language),
      weight: criteria.weights[criterion],
    })),
    ...questions.flatMap((own) => (own.weight === "must" ? [] : own)),
  ];
  return {
    menteeCount: facts.mentees.length,
    mentorCount: facts.mentors.length,
    score: quickScore(lines, rules),
    explain: (mentee, mentor) => ({
      ...explain(mentee, mentor, lines, rules),
      warnings: [...lines.map(({ compiled }) => compiled), ...musts].flatMap(
        (part) => part.warnings(mentee, mentor),
      ),
    }),
    columns: () => columnsOf(criteria, facts, lines, language, musts),
  };
}

function rulesAmong(questions: readonly CompiledQuestion[]) {
  return questions.flatMap((own) => (own.weight === "must" ? own.rule : []));
}

/** Language is laid out even where it does not count: it is a hard rule as well. */
function columnsOf(
  criteria: CriteriaSet,
  facts: MatchingFacts,
  lines: readonly Weighted[],
  language: CompiledLanguage,
  musts: ReturnType<typeof rulesAmong>,
): ScoreColumns {
  const total = lines.reduce((sum, { weight }) => sum + weight, 0);
  const weighted = lines.flatMap(({ compiled, weight }) =>
    weight === 0 && compiled !== language
      ? []
      : compiled
          .factors(criteria)
          .map((factor) => ({ factor, share: weight / total })),
  );
  weighted.push(...musts.map(({ factor }) => ({ factor, share: 0 })));
  const wishes = lines.find(({ compiled }) => compiled.criterion === "wishes");
  const neutral = wishes ? (NEUTRAL * wishes.weight) / total : 0;
  return layColumns(facts, weighted, neutral + ROUNDING);
}

function compileCriterion(
  criterion: Criterion,
  criteria: CriteriaSet,
  facts: MatchingFacts,
  language: CompiledLanguage,
): CompiledCriterion {
  switch (criterion) {
    case "sector":
      return compileSector(criteria, facts);
    case "country":
      return compileCountry(criteria, facts);
    case "needs":
      return compileNeeds(facts);
    case "language":
      return language;
    case "time":
      return compileTime(criteria, facts);
    case "wishes":
      return compileWishes(facts);
  }
}

/** The same sum as `combine`, without its lists: this runs once per pair. */
function quickScore(
  lines: readonly Weighted[],
  rules: HardRules,
): Scorer["score"] {
  const counting = lines.filter(({ weight }) => weight > 0);
  const total = counting.reduce((sum, { weight }) => sum + weight, 0);
  return (mentee, mentor) => {
    if (rules.forbids(mentee, mentor)) return -1;
    let sum = 0;
    for (const { compiled, weight } of counting)
      sum += weight * compiled.value(mentee, mentor);
    return roundRatio(sum, total);
  };
}

function explain(
  mentee: number,
  mentor: number,
  lines: readonly Weighted[],
  rules: HardRules,
): Omit<PairExplanation, "warnings"> {
  const values = lines.map(({ compiled, weight }) => ({
    s: compiled.value(mentee, mentor),
    weight,
  }));
  const { score, points } = combine(values);
  return {
    score,
    blockedBy: rules.reasons(mentee, mentor),
    criteria: lines.map(({ compiled, weight }, line) => ({
      criterion: compiled.criterion,
      ...(compiled.question !== undefined && { question: compiled.question }),
      s: values[line]?.s ?? 0,
      weight,
      points: points[line] ?? 0,
      reason: compiled.reason(mentee, mentor),
    })),
  };
}
