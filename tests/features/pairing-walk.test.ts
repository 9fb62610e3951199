import { buildCohort, buildEnrolment, buildPairing } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { auditEntries, enrolments, pairings } from "db/schema/index.ts";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pauseEnrolment } from "~/features/enrolments/pause.server.ts";
import { answerProposal } from "~/features/pairings/answer.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { expireProposals } from "~/features/pairings/expire.server.ts";
import { keepingProposalsFit } from "~/features/pairings/fit.server.ts";
import { proposeByHand } from "~/features/pairings/propose.server.ts";
import { sendProposals } from "~/features/pairings/send.server.ts";
import { type AuditAction, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { AppError, refusing } from "~/lib/errors.ts";
import { asCoordinator, asPerson, NOW } from "../support/context.ts";
import { freshDatabase } from "../support/database.ts";
import {
  heldBy,
  MODEL,
  type ModelPair,
  type ModelWorld,
} from "../support/pairing-model.ts";

const RUNS = 10;
const STEPS = 1_000;
const AT_ONCE = 5;
const LATER = new Date(NOW.getTime() + 30 * 86_400_000);

/** As often as they are to be tried. */
const DEEDS = (
  "propose propose propose approve approve approve approve reject send send send send accept accept accept accept " +
  "accept accept decline decline withdraw hold resume resume complete complete end_early end_early expire pause capacity"
).split(" ");

/** Something that somebody tries; whether it is theirs to do is not asked before. */
const step = fc.record({
  deed: fc.constantFrom(...DEEDS),
  pair: fc.nat(),
  /** Mostly one of the two whom it concerns, sometimes somebody else. */
  actor: fc.constantFrom("mentor", "mentee", "mentor", "mentee", "stranger"),
  number: fc.nat(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Scene {
  readonly db: Db;
  readonly cohortId: string;
  readonly coordinators: readonly Context[];
  readonly mentors: readonly string[];
  readonly mentees: readonly string[];
  readonly contexts: ReadonlyMap<string, Context>;
  readonly world: ModelWorld;
  seen: number;
}

async function buildScene(db: Db, mentorsPerMentee: 1 | 2): Promise<Scene> {
  const cohort = await buildCohort(db, { mentorsPerMentee });
  const contexts = new Map<string, Context>();
  const capacity = new Map<string, number>();
  const enrol = async (role: "mentor" | "mentee", places: number) => {
    const { id, personId } = await buildEnrolment(db, {
      cohortId: cohort.id,
      role,
      capacity: places,
    });
    contexts.set(id, await asPerson(db, personId));
    if (role === "mentor") capacity.set(id, places);
    return id;
  };
  const mentors: string[] = [];
  for (const places of [1, 1, 2, 2, 3])
    mentors.push(await enrol("mentor", places));
  const mentees: string[] = [];
  for (let at = 0; at < 7; at++) mentees.push(await enrol("mentee", 1));
  const world = { capacity, paused: new Set<string>(), mentorsPerMentee };
  const coordinators = [
    await asCoordinator(db, cohort.programmeId),
    await asCoordinator(db, cohort.programmeId),
  ];
  const [last] = await db
    .select({ id: sql<number>`coalesce(max(id), 0)::int` })
    .from(auditEntries);
  const scene: Scene = {
    db,
    cohortId: cohort.id,
    coordinators,
    mentors,
    mentees,
    contexts,
    world: { ...world, pairs: new Map() },
    seen: last!.id,
  };
  for (let at = 0; at < 10; at++)
    await buildPairing(db, {
      cohortId: cohort.id,
      mentorEnrolmentId: mentors[at % 5],
      menteeEnrolmentId: mentees[at % 7],
    });
  await learnPairs(scene);
  return scene;
}

/** What was proposed by hand since is proposed in the model too. */
async function learnPairs({ db, cohortId, world }: Scene): Promise<void> {
  const rows = await db
    .select()
    .from(pairings)
    .where(eq(pairings.cohortId, cohortId))
    .orderBy(asc(pairings.id));
  for (const { id, mentorEnrolmentId, menteeEnrolmentId } of rows)
    if (!world.pairs.has(id))
      world.pairs.set(id, {
        mentor: mentorEnrolmentId,
        mentee: menteeEnrolmentId,
        status: "proposed",
        sent: false,
      });
}

const ENDED = /rejected|declined|expired|withdrawn|superseded|completed|early/;

/** Mostly a pair that still goes on: what has ended would only be refused. */
function chosen(pairs: ReadonlyMap<string, ModelPair>, by: Omit<Step, "deed">) {
  const all = [...pairs];
  const open = all.filter(([, pair]) => !ENDED.test(pair.status));
  const from = open.length === 0 || by.number % 8 === 0 ? all : open;
  return from[by.pair % from.length]!;
}

/** Tries one step; true if it was done, false if it was refused in order. */
async function attempt(scene: Scene, { deed, ...by }: Step): Promise<boolean> {
  const { world, coordinators, mentors, mentees, cohortId, db } = scene;
  const [id] = chosen(world.pairs, by);
  const coordinator = coordinators[by.number % 2]!;
  const mentorId = mentors[by.number % mentors.length]!;
  const deeds: Record<string, () => Promise<unknown>> = {
    propose: () =>
      db.transaction((tx) =>
        proposeByHand(
          tx,
          cohortId,
          {
            mentor: mentorId,
            mentee: mentees[by.pair % mentees.length]!,
            score: 5_000,
            explanation: {
              score: 5_000,
              blockedBy: [],
              criteria: [],
              warnings: [],
            },
          },
          null,
        ),
      ),
    reject: () =>
      decidePairing(coordinator, id, { step: "reject", reason: "other" }),
    withdraw: () =>
      decidePairing(coordinator, id, { step: "withdraw", reason: "other" }),
    end_early: () =>
      decidePairing(coordinator, id, { step: "end_early", reason: "other" }),
    send: () =>
      sendProposals(coordinator, cohortId, { answerDays: 7, pairing: [id] }),
    accept: () =>
      answerProposal(participant(scene, id, by), id, { step: "accept" }),
    decline: () =>
      answerProposal(participant(scene, id, by), id, {
        step: "decline",
        reason: "no_time",
      }),
    expire: () => {
      const now = by.number % 3 === 0 ? LATER : NOW;
      return expireProposals({ db, now, requestId: null, origin: "http://x" });
    },
    pause: () => pause(scene, mentorId, by.pair % 2 === 0),
    capacity: () => setCapacity(scene, mentorId, 1 + (by.pair % 4)),
  };
  const plain = () =>
    decidePairing(coordinator, id, {
      step: deed as "approve" | "hold" | "resume" | "complete",
    });
  try {
    await (deeds[deed] ?? plain)();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function participant(
  scene: Scene,
  id: string,
  { actor, number }: Omit<Step, "deed">,
) {
  const pair = scene.world.pairs.get(id)!;
  const strangers = [...scene.contexts.keys()];
  const who =
    actor === "stranger" ? strangers[number % strangers.length]! : pair[actor];
  return scene.contexts.get(who)!;
}

/** The model learns limits from the audit, in the order of the commits, like everything else. */
function note(
  ctx: Context,
  action: `test.${string}`,
  id: string,
  details = {},
) {
  const subject = ["enrolment", id] as const;
  return recordAudit(ctx.db, ctx, {
    action: action as AuditAction, // of the model's own, for which no page has words
    subject,
    details,
  });
}

function pause(scene: Scene, mentor: string, isPausing: boolean) {
  const ctx = scene.contexts.get(mentor)!;
  return keepingProposalsFit(ctx, mentor, async (inner) => {
    await note(inner, isPausing ? "test.pause" : "test.resume", mentor);
    const until = isPausing ? "2027-01-01" : null;
    await pauseEnrolment(inner, mentor, "participant", until);
  });
}

function setCapacity(scene: Scene, mentor: string, capacity: number) {
  const ctx = scene.contexts.get(mentor)!;
  return refusing({ enrolments_capacity_in_use: "capacity" }, () =>
    keepingProposalsFit(ctx, mentor, async (inner) => {
      await inner.db
        .update(enrolments)
        .set({ capacity })
        .where(eq(enrolments.id, mentor));
      await note(inner, "test.capacity", mentor, { capacity });
    }),
  );
}

/** Carries out in the model what the audit says was done; each deed must have been allowed. */
async function replay(scene: Scene): Promise<Set<string>> {
  const { db, world } = scene;
  const rows = await db
    .select()
    .from(auditEntries)
    .where(gt(auditEntries.id, scene.seen))
    .orderBy(asc(auditEntries.id));
  const touched = new Set<string>();
  for (const { id, action, actorId, subjectId, details } of rows) {
    scene.seen = id;
    if (action === "test.capacity")
      world.capacity.set(subjectId, Number(details.capacity));
    if (action === "test.pause") world.paused.add(subjectId);
    if (action === "test.resume") world.paused.delete(subjectId);
    touched.add(subjectId);
    const pair = world.pairs.get(subjectId);
    if (!pair) continue;
    const to = MODEL[action]?.(pair, world) ?? null;
    expect({ action, pair, to }).not.toMatchObject({ to: null });
    expect([action, whoMay(scene, action, pair)]).toEqual([
      action,
      expect.arrayContaining([actorId]),
    ]);
    pair.status = to!;
    if (action === "pairing.send") pair.sent = true;
    touched.add(pair.mentor).add(pair.mentee);
  }
  return touched;
}

/** The people, or null for the clock, who may do a deed. */
function whoMay(scene: Scene, action: string, pair: ModelPair) {
  const personOf = (id: string) => scene.contexts.get(id)!.actor.personId;
  const staff = scene.coordinators.map(({ actor }) => actor.personId);
  const [mentor, mentee] = [personOf(pair.mentor), personOf(pair.mentee)];
  if (action === "pairing.expire") return [null];
  if (action === "pairing.supersede")
    return [...scene.contexts.values()].map(({ actor }) => actor.personId);
  if (action === "pairing.withdraw") return [mentor, ...staff];
  if (action.endsWith("_as_mentor")) return [mentor];
  return action.endsWith("_as_mentee") ? [mentee] : staff;
}

/** The database says what the model says, and nobody has more than there is room for. */
async function compare({ db, cohortId, world, mentors, mentees }: Scene) {
  const rows = await db
    .select()
    .from(pairings)
    .where(and(eq(pairings.cohortId, cohortId)));
  for (const row of rows) {
    const { status, sent } = world.pairs.get(row.id)!;
    expect([row.id, row.status, row.sentAt !== null]).toEqual([
      row.id,
      status,
      sent,
    ]);
  }
  for (const id of mentors)
    expect(heldBy(world, "mentor", id)).toBeLessThanOrEqual(
      world.capacity.get(id)!,
    );
  for (const id of mentees)
    expect(heldBy(world, "mentee", id)).toBeLessThanOrEqual(
      world.mentorsPerMentee,
    );
}

const NAMES: Readonly<Record<string, readonly string[]>> = {
  accept: ["pairing.accept_as_mentor", "pairing.confirm_as_mentee"],
};

/** What was refused although nobody else touched these two must be refused by the model too. */
function checkRefusal(
  before: ReadonlyMap<string, ModelPair>,
  world: ModelWorld,
  touched: ReadonlySet<string>,
  tried: Step,
): boolean {
  const [, pair] = chosen(before, tried);
  if (touched.has(pair.mentor) || touched.has(pair.mentee)) return false;
  const own = NAMES[tried.deed] ?? [`pairing.${tried.deed}`];
  const asked =
    tried.deed === "accept" ? [own[tried.actor === "mentor" ? 0 : 1]!] : own;
  if (tried.actor === "stranger" && tried.deed === "accept") return false;
  for (const name of asked)
    expect([name, pair, MODEL[name]?.(pair, world) ?? null]).toEqual([
      name,
      pair,
      null,
    ]);
  return true;
}

test(`${RUNS * STEPS} random steps of coordinators, mentors, mentees and the clock, ${AT_ONCE} at once, break no rule`, async () => {
  const { db } = await freshDatabase();
  const count = { done: 0, refused: 0, explained: 0 };
  const result = await fc.check(
    fc.asyncProperty(
      fc.array(step, { minLength: STEPS, maxLength: STEPS }),
      fc.constantFrom(1 as const, 2 as const),
      async (steps, mentorsPerMentee) => {
        const scene = await buildScene(db, mentorsPerMentee);
        for (let at = 0; at < steps.length; at += AT_ONCE) {
          const batch = steps.slice(at, at + AT_ONCE);
          const before = new Map(
            [...scene.world.pairs].map(([id, pair]) => [id, { ...pair }]),
          );
          const outcomes = await Promise.all(
            batch.map((each) => attempt(scene, each)),
          );
          if (batch.some(({ deed }) => deed === "propose"))
            await learnPairs(scene);
          const touched = await replay(scene);
          for (const [place, isDone] of outcomes.entries()) {
            count[isDone ? "done" : "refused"] += 1;
            if (
              !isDone &&
              checkRefusal(before, scene.world, touched, batch[place]!)
            )
              count.explained += 1;
          }
          if (at % (10 * AT_ONCE) === 0) await compare(scene);
        }
        await compare(scene);
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  // the thousand steps themselves would fill pages: their seed is enough
  if (result.failed)
    throw new Error(`seed ${result.seed}, path ${result.counterexamplePath}`, {
      cause: result.errorInstance,
    });
  expect(count.done + count.refused).toBe(RUNS * STEPS);
  // both kinds of outcome were tried in earnest
  expect(Math.min(count.done, count.explained)).toBeGreaterThan(1_000);
  if (process.env.WALK_STATS) console.log(count);
}, 600_000);
