import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";

/** One pair as the model knows it. */
export interface ModelPair {
  readonly mentor: string;
  readonly mentee: string;
  status: PairingStatus;
  sent: boolean;
}

/** What is true of a cohort, kept apart from the product's own rules. */
export interface ModelWorld {
  readonly capacity: Map<string, number>;
  readonly paused: Set<string>;
  readonly mentorsPerMentee: number;
  readonly pairs: Map<string, ModelPair>;
}

const LIVE = ["approved", "mentor_accepted", "active", "on_hold"];

/** How many live pairs somebody has. */
export function heldBy(
  world: ModelWorld,
  side: "mentor" | "mentee",
  id: string,
): number {
  return [...world.pairs.values()].filter(
    (pair) => pair[side] === id && LIVE.includes(pair.status),
  ).length;
}

/** Whether there is a place on both sides. */
const hasRoom = (world: ModelWorld, { mentor, mentee }: ModelPair) =>
  heldBy(world, "mentor", mentor) < (world.capacity.get(mentor) ?? 0) &&
  heldBy(world, "mentee", mentee) < world.mentorsPerMentee;

type Rule = (pair: ModelPair, world: ModelWorld) => PairingStatus | null;
const from =
  (to: PairingStatus, ...before: PairingStatus[]): Rule =>
  ({ status }) =>
    before.includes(status) ? to : null;
const onlySent =
  (rule: Rule): Rule =>
  (pair, world) =>
    pair.sent ? rule(pair, world) : null;

/** Every deed by its name in the audit: where it leads, or null if it must not be. */
export const MODEL: Readonly<Record<string, Rule>> = {
  "pairing.approve": (pair, world) =>
    pair.status === "proposed" && hasRoom(world, pair) ? "approved" : null,
  "pairing.reject": ({ status, sent }) =>
    status === "proposed" || (status === "approved" && !sent)
      ? "rejected"
      : null,
  "pairing.send": ({ status, sent }) =>
    status === "approved" && !sent ? "approved" : null,
  "pairing.accept_as_mentor": onlySent(from("mentor_accepted", "approved")),
  "pairing.decline_as_mentor": onlySent(from("mentor_declined", "approved")),
  "pairing.confirm_as_mentee": from("active", "mentor_accepted"),
  "pairing.decline_as_mentee": from("mentee_declined", "mentor_accepted"),
  "pairing.withdraw": from("withdrawn", "approved", "mentor_accepted"),
  "pairing.expire": onlySent(from("expired", "approved", "mentor_accepted")),
  "pairing.supersede": (pair, world) => {
    const isPaused = world.paused.has(pair.mentor);
    if (pair.status === "approved") return isPaused ? "superseded" : null;
    const isOver = isPaused || !hasRoom(world, pair);
    return pair.status === "proposed" && isOver ? "superseded" : null;
  },
  "pairing.hold": from("on_hold", "active"),
  "pairing.resume": from("active", "on_hold"),
  "pairing.complete": from("completed", "active", "on_hold"),
  "pairing.end_early": from("ended_early", "active", "on_hold"),
};
