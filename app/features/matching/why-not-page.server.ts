import { enrolments } from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import type { Hindrance } from "~/domain/matching/insist.ts";
import { proposeByHand } from "~/features/pairings/propose.server.ts";
import {
  coordinatedCohort,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { type Effect, effectOf, named, peopleIn } from "./effect.server.ts";
import { readPairNow } from "./pair-facts.server.ts";
import { namesOf } from "./people.server.ts";
import { personChoices } from "./person-choices.server.ts";
import { dayOf } from "./request-run.server.ts";
import { openRun, type RunOracle } from "./run-oracle.server.ts";
import { openStanding, type StandingOracle } from "./standing-oracle.server.ts";
import { answerAbout, freeAt } from "./why-not.server.ts";

/**
 * Why two people are not a pair: their score now, the hard rules, what the newest run says it would cost,
 * and the places of the mentor.
 *
 * @param menteeId, mentorId  enrolment ids, null before they are chosen
 * @param parts  of names, which narrow whom can be chosen: `menteeName`, `mentorName`
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function whyNotPage(
  ctx: Context,
  cohortId: string,
  menteeId: string | null,
  mentorId: string | null,
  parts = new URLSearchParams(),
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const asked = new URLSearchParams(parts);
  asked.set("mentee", menteeId ?? "");
  asked.set("mentor", mentorId ?? "");
  const [mentees, mentors] = await Promise.all([
    personChoices(ctx.db, cohortId, "mentee", asked),
    personChoices(ctx.db, cohortId, "mentor", asked),
  ]);
  const [mentee, mentor] = [mentees.chosen, mentors.chosen];
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
      mayPropose: cohort.state === "matching" || cohort.state === "running",
    },
    choices: { mentee: mentees, mentor: mentors },
    mentee,
    mentor,
    answer:
      mentee && mentor ? await answer(ctx, cohort, mentee.id, mentor.id) : null,
  };
}

async function answer(
  ctx: Context,
  cohort: Awaited<ReturnType<typeof coordinatedCohort>>,
  menteeId: string,
  mentorId: string,
) {
  const { criteria } = await criteriaNow(ctx.db, cohort.id);
  const [now, run, places] = await Promise.all([
    readPairNow(ctx.db, cohort, criteria, dayOf(ctx.now), {
      mentee: menteeId,
      mentor: mentorId,
    }),
    whatPairDoes(ctx, cohort.id, menteeId, mentorId),
    freeAt(ctx.db, [mentorId]),
  ]);
  return {
    explanation: now.explanation,
    run,
    places: places.get(mentorId) ?? null,
    menteeLeftOut: now.leftOut.mentee,
    mentorLeftOut: now.leftOut.mentor,
  };
}

/** What the two would do to the proposals as they stand; in a cohort too large for that, to those of its newest run. */
async function whatPairDoes(
  ctx: Context,
  cohortId: string,
  menteeId: string,
  mentorId: string,
) {
  const about = await aboutPair(ctx, cohortId, menteeId, mentorId);
  if (about === null) return null;
  const { effect } = about;
  const names = await namesOf(ctx.db, [
    ...peopleIn([effect]),
    ...(about.swap ? [about.swap.mentor] : []),
  ]);
  return {
    ...about,
    effect: effect && named(effect, names),
    swap: about.swap && {
      ...about.swap,
      mentor: names.get(about.swap.mentor)?.name ?? "",
    },
  };
}

interface AboutPair {
  /** By the criteria of the run; null if one of the two has no place that is not decided. */
  readonly score: number | null;
  readonly minimumScore: number;
  readonly effect: Effect | null;
  readonly hindrance: Hindrance | "unknown" | null;
  /** Whether the effect is that of the run and not of this moment. */
  readonly isOfRun: boolean;
  /** The proposal that the pair would replace. */
  readonly swap: {
    readonly pairing: string;
    readonly version: number;
    readonly mentor: string;
  } | null;
}

async function aboutPair(
  { db, now }: Context,
  cohortId: string,
  menteeId: string,
  mentorId: string,
): Promise<AboutPair | null> {
  const standing = await openStanding(db, now, cohortId);
  if (standing === "no_run") return null;
  if (standing === null) return UNKNOWN;
  if (standing !== "too_large") return ofStanding(standing, menteeId, mentorId);
  const run = await openRun(db, cohortId);
  return run ? ofRun(run, menteeId, mentorId) : UNKNOWN;
}

const UNKNOWN: AboutPair = {
  score: null,
  minimumScore: 0,
  effect: null,
  hindrance: "unknown",
  isOfRun: false,
  swap: null,
};

async function ofStanding(
  standing: StandingOracle,
  mentee: string,
  mentor: string,
): Promise<AboutPair> {
  const { problem, scorer } = standing;
  const own = standing.proposals.filter((one) => one.mentee === mentee);
  const [only] = own.length === 1 ? own : [];
  const instead = only?.mentor ?? null;
  const [i, j] = [
    problem.menteeIds.indexOf(mentee),
    problem.mentorIds.indexOf(mentor),
  ];
  const answer = await standing.ask({ mentee, mentor, instead });
  const isAnswered = typeof answer !== "string";
  return {
    score: i < 0 || j < 0 ? null : scorer.explain(i, j).score,
    minimumScore: problem.minimumScore,
    effect: isAnswered ? effectOf(problem, answer) : null,
    hindrance: isAnswered ? null : answer,
    isOfRun: false,
    swap:
      only && isAnswered
        ? { pairing: only.id, version: only.version, mentor: only.mentor }
        : null,
  };
}

function ofRun(run: RunOracle, mentee: string, mentor: string): AboutPair {
  const about = answerAbout(run, mentee, mentor);
  return {
    score: about?.explanation.score ?? null,
    minimumScore: run.problem.minimumScore,
    effect: about?.effect ?? null,
    hindrance: about?.isProposed ? "stands" : about?.effect ? null : "unknown",
    isOfRun: true,
    swap: null,
  };
}

/**
 * Proposes two people of a cohort by hand, with their score and reasons; hard rules and runs may say otherwise,
 * and the pair carries what they say as a warning.
 *
 * @returns the pairing, or the one that these two have already
 * @throws {NotFoundError} if the cohort is not in the actor's programmes, or the two are not accepted in it
 * @throws {ConflictError} if the cohort is neither matching nor running, or one of them lacks what scoring needs
 */
export async function proposePair(
  ctx: Context,
  cohortId: string,
  pair: { readonly mentor: string; readonly mentee: string },
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    if (cohort.state !== "matching" && cohort.state !== "running")
      throw new ConflictError("pairings:errors.cohort_state");
    for (const role of ["mentor", "mentee"] as const) {
      const [row] = await tx
        .select({ state: enrolments.state })
        .from(enrolments)
        .where(
          and(
            eq(enrolments.id, pair[role]),
            eq(enrolments.cohortId, cohortId),
            eq(enrolments.role, role),
          ),
        );
      if (row?.state !== "accepted") throw new NotFoundError();
    }
    const { criteria } = await criteriaNow(tx, cohortId);
    const today = dayOf(ctx.now);
    const { explanation } = await readPairNow(
      tx,
      cohort,
      criteria,
      today,
      pair,
    );
    if (!explanation) throw new ConflictError("pairings:errors.incomplete");
    const { score } = explanation;
    const proposal = { ...pair, score, explanation };
    const { id, isNew } = await proposeByHand(tx, cohortId, proposal, null);
    if (isNew)
      await recordAudit(tx, ctx, {
        action: "pairing.propose",
        subject: ["pairing", id],
        programmeId: cohort.programmeId,
        cohortId,
      });
    return id;
  });
}
