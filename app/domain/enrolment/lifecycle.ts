export const ENROLMENT_ROLES = ["mentor", "mentee"] as const;
export type EnrolmentRole = (typeof ENROLMENT_ROLES)[number];

export const ENROLMENT_STATES = [
  "draft",
  "submitted",
  "accepted",
  "reserve",
  "rejected",
  "withdrawn",
] as const;
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

export const ENROLMENT_STEPS = [
  "submit",
  "accept",
  "reserve",
  "reject",
  "withdraw",
] as const;
export type EnrolmentStep = (typeof ENROLMENT_STEPS)[number];

/** Why an application was not taken; the person reads it in their language with the coordinator's own words. */
export const REJECTION_REASONS = [
  "profile",
  "places",
  "eligibility",
  "incomplete",
  "other",
] as const;

/** The only place that says which step is allowed from which state. */
const NEXT: Readonly<
  Record<EnrolmentStep, Partial<Record<EnrolmentState, EnrolmentState>>>
> = {
  submit: { draft: "submitted" },
  accept: { submitted: "accepted", reserve: "accepted", rejected: "accepted" },
  reserve: { submitted: "reserve", accepted: "reserve" },
  reject: { submitted: "rejected", reserve: "rejected" },
  withdraw: {
    draft: "withdrawn",
    submitted: "withdrawn",
    accepted: "withdrawn",
    reserve: "withdrawn",
  },
};

export type EnrolmentVerdict =
  | { ok: true; state: EnrolmentState }
  | { ok: false; reason: "enrolment.step_not_allowed" };

/** Says where a step leads; changes nothing. The same answer hides a button and guards a write. */
export function stepEnrolment(
  from: EnrolmentState,
  step: EnrolmentStep,
): EnrolmentVerdict {
  const state = NEXT[step][from];
  return state
    ? { ok: true, state }
    : { ok: false, reason: "enrolment.step_not_allowed" };
}
