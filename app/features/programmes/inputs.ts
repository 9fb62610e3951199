import { z } from "zod";
import { COHORT_STATES } from "~/domain/cohort/lifecycle.ts";
import { WISH_MODES } from "~/domain/enrolment/wishes.ts";
import {
  MEETING_MODES,
  MEETINGS_PER_MENTEE,
  MEETINGS_PER_MENTOR,
} from "~/domain/meeting/first-meeting.ts";
import { emailInput, proofInput } from "~/features/accounts/inputs.ts";

export const ProgrammeInput = z.strictObject({
  name: z.string().min(1).max(150),
  purpose: z.string().max(4_000).optional(),
  version: z.int().optional(),
});
export type ProgrammeInput = z.output<typeof ProgrammeInput>;

const day = z.iso.date({ error: "date" });
const whole = (from: number, to: number) => z.int().min(from).max(to);
const within = ({ least, most }: { least: number; most: number }) =>
  whole(least, most);

export const CohortInput = z
  .strictObject({
    name: z.string().min(1).max(150),
    startsOn: day.optional(),
    endsOn: day.optional(),
    pairsTarget: whole(0, 10_000).optional(),
    sessionsPlanned: whole(1, 60),
    sessionMinutes: whole(15, 480),
    mentorsPerMentee: whole(1, 2),
    answerDays: whole(1, 90),
    openApplications: z.boolean().default(false),
    wishMode: z.enum(WISH_MODES).default("off"),
    wishesUntil: day.optional(),
    meetings: z.enum(MEETING_MODES).default("off"),
    meetingsPerMentee: within(MEETINGS_PER_MENTEE).default(3),
    meetingsPerMentor: within(MEETINGS_PER_MENTOR).default(4),
    meetingsEvent: z.uuid({ error: "first-meetings:errors.event" }).optional(),
    meetingsUntil: day.optional(),
    version: z.int().optional(),
  })
  .refine(
    ({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn,
    { error: "order", path: ["endsOn"] },
  )
  .refine(
    ({ meetings, meetingsEvent }) =>
      meetings !== "event" || meetingsEvent !== undefined,
    { error: "first-meetings:errors.event", path: ["meetingsEvent"] },
  );
export type CohortInput = z.output<typeof CohortInput>;

export const MoveCohortInput = z.strictObject({ to: z.enum(COHORT_STATES) });

/** Roles that are given in one programme. */
export const STAFF_ROLES = ["coordinator", "event_staff"] as const;

export const StaffInput = z.discriminatedUnion("deed", [
  z.strictObject({
    deed: z.literal("add"),
    email: emailInput,
    fullName: z.string().min(1).max(150),
    password: proofInput,
    role: z.enum(STAFF_ROLES),
  }),
  z.strictObject({
    deed: z.literal("remove"),
    grantId: z.uuid(),
    password: proofInput,
  }),
]);
export type AddStaffInput = Omit<
  Extract<z.output<typeof StaffInput>, { deed: "add" }>,
  "deed" | "password"
>;
