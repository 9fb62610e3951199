import { z } from "zod";
import { EVENNESS, SIDES } from "~/domain/matching/settings";
import {
  type Certificate,
  type DualValues,
  type MatchingProblem,
  type MatchingResult,
  OBJECTIVES,
} from "~/domain/matching/types";

const values = z.array(z.tuple([z.string(), z.number()]));

const duals = z.object({
  menteeValue: values,
  mentorPrice: values,
  quotaPrice: z.array(z.number()).optional(),
});

/** What `--proof` adds to a result: all that `verify` needs besides the files. Values are by id. */
const proofSchema = duals.extend({
  settings: z.object({
    floor: z.boolean(),
    evenness: z.union(EVENNESS.map((level) => z.literal(level))),
    proposing: z.enum(SIDES),
  }),
  floor: z.number().nullable(),
  sideProofs: z.array(
    duals.extend({ claim: z.enum(["ties", "places", "floor"]) }),
  ),
  floorWitness: z.array(z.tuple([z.string(), z.string()])).optional(),
});

/** A printed result as `verify` reads it back; what it does not need is passed over. */
export const printedResultSchema = z.object({
  objective: z.enum(OBJECTIVES),
  matched: z.number(),
  total: z.number(),
  worst: z.number().nullable(),
  pairs: z.array(
    z.object({
      mentee: z.string(),
      mentor: z.string(),
      score: z.number(),
      pinned: z.boolean().optional(),
    }),
  ),
  unmatched: z.array(z.object({ mentee: z.string() })),
  certificate: z
    .object({
      primal: z.number(),
      dual: z.number(),
      pairsChecked: z.number(),
      violations: z.number(),
    })
    .nullable(),
  blockingPairs: z.number().optional(),
  referenceDate: z.string().optional(),
  proof: proofSchema.optional(),
});
export type PrintedResult = z.output<typeof printedResultSchema>;

/** The proof of a result, by id, in the order of the problem. */
export function printedProof(
  problem: MatchingProblem,
  { certificate, floor }: MatchingResult,
): z.input<typeof proofSchema> {
  const { menteeIds, mentorIds } = problem;
  const byId = (of: DualValues) => ({
    menteeValue: pairUp(menteeIds, of.menteeValue),
    mentorPrice: pairUp(mentorIds, of.mentorPrice),
    ...(of.quotaPrice && { quotaPrice: [...of.quotaPrice] }),
  });
  const none: DualValues = { menteeValue: [], mentorPrice: [] };
  return {
    settings: {
      floor: problem.floor ?? false,
      evenness: problem.evenness ?? 0,
      proposing: problem.proposing ?? "mentees",
    },
    floor,
    ...byId(certificate ?? none),
    sideProofs: (certificate?.sideProofs ?? []).map((side) => ({
      claim: side.claim,
      ...byId(side),
    })),
    ...(certificate?.floorWitness && {
      floorWitness: certificate.floorWitness.map(
        ([mentee, mentor]): [string, string] => [
          menteeIds[mentee] ?? "",
          mentorIds[mentor] ?? "",
        ],
      ),
    }),
  };
}

function pairUp(
  ids: readonly string[],
  given: readonly number[],
): [string, number][] {
  return given.map((value, at) => [ids[at] ?? "", value]);
}

/** The result by position again; whoever the problem does not know gets the position −1, which no check accepts. */
export function resultOf(
  problem: MatchingProblem,
  printed: PrintedResult,
): MatchingResult {
  const menteeAt = positions(problem.menteeIds);
  const mentorAt = positions(problem.mentorIds);
  const { proof } = printed;
  return {
    objective: printed.objective,
    matched: printed.matched,
    total: printed.total,
    worst: printed.worst,
    floor: proof?.floor ?? null,
    pairs: printed.pairs.map(({ mentee, mentor, score, pinned = false }) => {
      const [i, j] = [menteeAt.get(mentee) ?? -1, mentorAt.get(mentor) ?? -1];
      return { mentee: i, mentor: j, score, pinned };
    }),
    unmatched: printed.unmatched.map(({ mentee }) => ({
      mentee: menteeAt.get(mentee) ?? -1,
      cause: "mentors_full",
    })),
    certificate: certificateOf(problem, printed),
    blockingPairs: printed.blockingPairs ?? 0,
  };
}

function certificateOf(
  problem: MatchingProblem,
  { certificate, proof }: PrintedResult,
): Certificate | null {
  if (certificate === null || proof === undefined) return null;
  const { menteeIds, mentorIds } = problem;
  const byPosition = (of: z.output<typeof duals>): DualValues => ({
    menteeValue: inOrder(menteeIds, of.menteeValue),
    mentorPrice: inOrder(mentorIds, of.mentorPrice),
    ...(of.quotaPrice && { quotaPrice: of.quotaPrice }),
  });
  return {
    ...certificate,
    ...byPosition(proof),
    sideProofs: proof.sideProofs.map((side) => ({
      claim: side.claim,
      ...byPosition(side),
    })),
    ...(proof.floorWitness && {
      floorWitness: proof.floorWitness.map(
        ([mentee, mentor]) =>
          [menteeIds.indexOf(mentee), mentorIds.indexOf(mentor)] as const,
      ),
    }),
  };
}

function positions(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, at) => [id, at]));
}

/** A value for each id; NaN, which no check accepts, where there is none or more than one. */
function inOrder(
  ids: readonly string[],
  given: readonly (readonly [string, number])[],
): number[] {
  const found = new Map(given);
  return ids.map((id) =>
    found.size === given.length ? (found.get(id) ?? NaN) : NaN,
  );
}
