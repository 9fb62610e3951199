import { crowding } from "./crowding";
import { problemOf } from "./problem";
import type {
  Certificate,
  DualValues,
  MatchingProblem,
  MatchingResult,
  Objective,
} from "./types";
import { type Verdict, verifyMatching } from "./verify";
import { compileScorer } from "../scoring/compile";
import type {
  CriteriaSet,
  MatchingFacts,
  PairExplanation,
  Scorer,
} from "../scoring/types";

/** Dual values by id; quotas in the order of the criteria. */
interface StoredDuals {
  readonly menteeValue: Readonly<Record<string, number>>;
  readonly mentorPrice: Readonly<Record<string, number>>;
  readonly quotaPrice?: readonly number[];
}

/** What a run answered, by id; the same shape as the result of the command line, without prose. */
export interface StoredMatchingResult {
  readonly pairs: readonly {
    mentee: string;
    mentor: string;
    score: number;
    pinned: boolean;
    explanation: PairExplanation;
  }[];
  readonly matched: number;
  readonly total: number;
  readonly worst: number | null;
  /** The score that no unpinned pair is below because the worst pair came first. */
  readonly floor?: number | null;
  /** `crowd`: which of the crowds the mentee is in. */
  readonly unmatched: readonly {
    mentee: string;
    cause: string;
    crowd?: number;
  }[];
  /** Mentees who compete for the places of a few mentors; everybody else is out of reach for them. */
  readonly crowds?: readonly {
    mentees: number;
    mentors: readonly string[];
    places: number;
  }[];
  readonly certificate:
    | (StoredDuals & {
        readonly primal: number;
        readonly dual: number;
        readonly pairsChecked: number;
        readonly violations: number;
        /** Missing in runs of before there were any. */
        readonly sideProofs?: readonly (StoredDuals & {
          readonly claim: "ties" | "places" | "floor";
        })[];
        readonly floorWitness?: readonly (readonly [
          mentee: string,
          mentor: string,
        ])[];
      })
    | null;
  readonly blockingPairs: number;
}

/** Above that who competes with whom is not looked for: it takes a pass over the scores. */
const MOST_PAIRS = 100_000_000;

/** A result as it is stored: people by id, every pair explained, with all that proves it. */
export function storedResult(
  problem: MatchingProblem,
  scorer: Scorer,
  result: MatchingResult,
): StoredMatchingResult {
  const mentee = (at: number) => problem.menteeIds[at] ?? "";
  const mentor = (at: number) => problem.mentorIds[at] ?? "";
  const { matched, total, worst, floor, blockingPairs } = result;
  return {
    pairs: result.pairs.map((pair) => ({
      mentee: mentee(pair.mentee),
      mentor: mentor(pair.mentor),
      score: pair.score,
      pinned: pair.pinned,
      explanation: scorer.explain(pair.mentee, pair.mentor),
    })),
    matched,
    total,
    worst,
    floor,
    ...unmatchedOf(problem, result),
    certificate: certificateById(problem, result.certificate),
    blockingPairs,
  };
}

function unmatchedOf(
  problem: MatchingProblem,
  result: MatchingResult,
): Pick<StoredMatchingResult, "unmatched" | "crowds"> {
  const pairs = problem.menteeIds.length * problem.mentorIds.length;
  const isTold = result.objective !== "stable" && pairs <= MOST_PAIRS;
  const { crowds, crowdOf } = isTold
    ? crowding(problem, result)
    : { crowds: [], crowdOf: new Map<number, number>() };
  return {
    unmatched: result.unmatched.map(({ mentee, cause }) => {
      const crowd = crowdOf.get(mentee);
      return {
        mentee: problem.menteeIds[mentee] ?? "",
        cause,
        ...(crowd === undefined || cause !== "mentors_full" ? {} : { crowd }),
      };
    }),
    crowds: crowds.map(({ mentees, mentors, places }) => ({
      mentees: mentees.length,
      mentors: mentors.map((at) => problem.mentorIds[at] ?? ""),
      places,
    })),
  };
}

function certificateById(
  { menteeIds, mentorIds }: MatchingProblem,
  certificate: Certificate | null,
): StoredMatchingResult["certificate"] {
  if (certificate === null) return null;
  const { primal, dual, pairsChecked, violations } = certificate;
  const byId = (of: DualValues): StoredDuals => ({
    menteeValue: keyed(menteeIds, of.menteeValue),
    mentorPrice: keyed(mentorIds, of.mentorPrice),
    ...(of.quotaPrice && { quotaPrice: of.quotaPrice }),
  });
  return {
    primal,
    dual,
    pairsChecked,
    violations,
    ...byId(certificate),
    sideProofs: certificate.sideProofs.map((side) => ({
      claim: side.claim,
      ...byId(side),
    })),
    ...(certificate.floorWitness && {
      floorWitness: certificate.floorWitness.map(
        ([mentee, mentor]) =>
          [menteeIds[mentee] ?? "", mentorIds[mentor] ?? ""] as const,
      ),
    }),
  };
}

function keyed(ids: readonly string[], values: readonly number[]) {
  return Object.fromEntries(ids.map((id, at) => [id, values[at] ?? 0]));
}

/**
 * Checks a finished run again from its row alone: every score is computed anew, and every pair is held against the proof.
 *
 * Cost: a look at every pair, up to four times.
 */
export function verifyStored(
  task: {
    readonly facts: MatchingFacts;
    readonly criteria: CriteriaSet;
    readonly objective: Objective;
  },
  stored: StoredMatchingResult,
): Verdict {
  const { facts, criteria, objective } = task;
  const scorer = compileScorer(criteria, facts);
  const problem = problemOf(criteria, facts, scorer, objective);
  return verifyMatching(problem, resultByPosition(problem, stored));
}

/** The stored result in positions again; whoever the problem does not know gets −1, which no check accepts. */
function resultByPosition(
  problem: MatchingProblem,
  stored: StoredMatchingResult,
): MatchingResult {
  const menteeAt = new Map(problem.menteeIds.map((id, at) => [id, at]));
  const mentorAt = new Map(problem.mentorIds.map((id, at) => [id, at]));
  const mentee = (id: string) => menteeAt.get(id) ?? -1;
  const mentor = (id: string) => mentorAt.get(id) ?? -1;
  const { certificate } = stored;
  const byPosition = (of: StoredDuals): DualValues => ({
    menteeValue: problem.menteeIds.map((id) => of.menteeValue[id] ?? NaN),
    mentorPrice: problem.mentorIds.map((id) => of.mentorPrice[id] ?? NaN),
    ...(of.quotaPrice && { quotaPrice: of.quotaPrice }),
  });
  return {
    ...stored,
    objective: problem.objective,
    floor: stored.floor ?? null,
    pairs: stored.pairs.map((pair) => ({
      ...pair,
      mentee: mentee(pair.mentee),
      mentor: mentor(pair.mentor),
    })),
    unmatched: stored.unmatched.map((entry) => ({
      mentee: mentee(entry.mentee),
      cause: "mentors_full",
    })),
    certificate: certificate && {
      ...certificate,
      ...byPosition(certificate),
      sideProofs: (certificate.sideProofs ?? []).map((side) => ({
        claim: side.claim,
        ...byPosition(side),
      })),
      floorWitness: (certificate.floorWitness ?? []).map(
        ([a, b]) => [mentee(a), mentor(b)] as const,
      ),
    },
  };
}
