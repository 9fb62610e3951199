export const PAIRING_STATUSES = [
  "proposed",
  "approved",
  "mentor_accepted",
  "active",
  "on_hold",
  "completed",
  "ended_early",
  "rejected",
  "mentor_declined",
  "mentee_declined",
  "expired",
  "withdrawn",
  "superseded",
] as const;
export type PairingStatus = (typeof PAIRING_STATUSES)[number];

/** A live pairing holds a numbered place on both sides. */
export const LIVE_STATUSES = [
  "approved",
  "mentor_accepted",
  "active",
  "on_hold",
] as const;

/** Ends before a pair began, or before it was done: its people may need somebody else. */
export const FELL_THROUGH: ReadonlySet<PairingStatus> = new Set([
  "rejected",
  "mentor_declined",
  "mentee_declined",
  "expired",
  "withdrawn",
  "superseded",
  "ended_early",
]);

export const PAIRING_STEPS = [
  "approve",
  "reject",
  "accept_as_mentor",
  "decline_as_mentor",
  "confirm_as_mentee",
  "decline_as_mentee",
  "expire",
  "withdraw",
  "supersede",
  "hold",
  "resume",
  "complete",
  "end_early",
] as const;
export type PairingStep = (typeof PAIRING_STEPS)[number];

/** The only place that says which step is allowed from which status. The database keeps a copy; a test compares them. */
export const NEXT_STATUS: Readonly<
  Record<PairingStep, Partial<Record<PairingStatus, PairingStatus>>>
> = {
  approve: { proposed: "approved" },
  reject: { proposed: "rejected", approved: "rejected" },
  accept_as_mentor: { approved: "mentor_accepted" },
  decline_as_mentor: { approved: "mentor_declined" },
  confirm_as_mentee: { mentor_accepted: "active" },
  decline_as_mentee: { mentor_accepted: "mentee_declined" },
  expire: { approved: "expired", mentor_accepted: "expired" },
  withdraw: { approved: "withdrawn", mentor_accepted: "withdrawn" },
  supersede: {
    proposed: "superseded",
    approved: "superseded",
    mentor_accepted: "superseded",
  },
  hold: { active: "on_hold" },
  resume: { on_hold: "active" },
  complete: { active: "completed", on_hold: "completed" },
  end_early: { active: "ended_early", on_hold: "ended_early" },
};

/** Steps that are possible only once the proposal was sent, and those only before. */
const AFTER_SENDING: readonly PairingStep[] = [
  "accept_as_mentor",
  "decline_as_mentor",
  "confirm_as_mentee",
  "decline_as_mentee",
  "expire",
];

export type StepVerdict =
  | { ok: true; status: PairingStatus }
  | {
      ok: false;
      reason:
        | "pairing.step_not_allowed"
        | "pairing.not_sent"
        | "pairing.already_sent";
    };

/** Says where a step leads; changes nothing. The same answer hides a button and guards a write. */
export function stepPairing(
  from: { status: PairingStatus; sent: boolean },
  step: PairingStep,
): StepVerdict {
  const status = NEXT_STATUS[step][from.status];
  if (!status) return { ok: false, reason: "pairing.step_not_allowed" };
  if (AFTER_SENDING.includes(step) && !from.sent)
    return { ok: false, reason: "pairing.not_sent" };
  if (step === "reject" && from.sent)
    return { ok: false, reason: "pairing.already_sent" };
  return { ok: true, status };
}

/**
 * Where taking apart leads what nobody outside has seen yet: both are free again, and unlike a rejection it rules nothing
 * out. What was sent is withdrawn instead, so that those who saw it are told.
 */
export function splitPairing(from: {
  status: PairingStatus;
  sent: boolean;
}): StepVerdict {
  const verdict = stepPairing(from, "supersede");
  return verdict.ok && from.sent
    ? { ok: false, reason: "pairing.already_sent" }
    : verdict;
}

export function isLive(status: PairingStatus): boolean {
  return (LIVE_STATUSES as readonly PairingStatus[]).includes(status);
}

/** Coded reasons, so that they can be counted and become rules; the person may add words. */
export const REJECT_REASONS = [
  "not_a_fit",
  "conflict_of_interest",
  "same_network",
  "better_alternative",
  "other",
] as const;
export const MENTOR_DECLINE_REASONS = [
  "no_time",
  "not_my_expertise",
  "conflict_of_interest",
  "knows_mentee",
  "other",
] as const;
export const MENTEE_DECLINE_REASONS = [
  "not_my_need",
  "conflict_of_interest",
  "knows_mentor",
  "no_time",
  "other",
] as const;
export const END_REASONS = [
  "goals_reached",
  "no_time",
  "left_organisation",
  "no_contact",
  "not_a_fit",
  "other",
] as const;
/** Why a coordinator takes a proposal back. */
export const WITHDRAW_REASONS = [
  "better_alternative",
  "circumstances",
  "asked_to",
  "mistake",
  "other",
] as const;
/** Who took a proposal back. */
export const WITHDRAWERS = ["mentor", "mentee", "coordinator"] as const;
/** What a mentor who declines would like instead. */
export const NEXT_WISHES = ["another", "pause"] as const;
/** Why a proposal no longer fits, so that the platform takes it back by itself. */
export const SUPERSEDE_REASONS = [
  "mentor_full",
  "mentee_taken",
  "mentor_paused",
  "not_accepted",
  // says no more on purpose: one of the two would rather not
  "not_possible",
] as const;
export type SupersedeReason = (typeof SUPERSEDE_REASONS)[number];

/** What the database knows of a proposal whose places or people have changed. */
export interface PendingFacts {
  readonly status: PairingStatus;
  /** Live pairings of the two besides this one. */
  readonly mentorHeld: number;
  readonly menteeHeld: number;
  readonly capacity: number;
  readonly mentorsPerMentee: number;
  readonly isMentorAccepted: boolean;
  readonly isMenteeAccepted: boolean;
  /** The mentor has just paused: what they have not answered yet is not asked of them. */
  readonly isPausing: boolean;
}

/**
 * Why a proposal that nobody has agreed to yet cannot come about any more, or null. What holds a place or was
 * accepted by its mentor is left alone, except that a pause takes back what the mentor has not answered.
 */
export function whyUnfit(facts: PendingFacts): SupersedeReason | null {
  if (facts.status !== "proposed" && facts.status !== "approved") return null;
  if (facts.isPausing) return "mentor_paused";
  if (facts.status === "approved") return null;
  if (!facts.isMentorAccepted || !facts.isMenteeAccepted) return "not_accepted";
  if (facts.mentorHeld >= facts.capacity) return "mentor_full";
  return facts.menteeHeld >= facts.mentorsPerMentee ? "mentee_taken" : null;
}
