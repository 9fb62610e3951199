import { z } from "zod";
import {
  END_REASONS,
  MENTEE_DECLINE_REASONS,
  MENTOR_DECLINE_REASONS,
  REJECT_REASONS,
} from "~/domain/pairing/lifecycle.ts";

const words = z.string().max(2_000).optional();

const plain = <const S extends string>(step: S) =>
  z.strictObject({ step: z.literal(step) });

/** What a coordinator can do with one pairing. */
export const DecidePairingInput = z.discriminatedUnion("step", [
  plain("approve"),
  plain("pin"),
  plain("unpin"),
  plain("hold"),
  plain("resume"),
  z.strictObject({
    step: z.literal("reject"),
    reason: z.enum(REJECT_REASONS),
    message: words,
  }),
  z.strictObject({ step: z.literal("withdraw"), message: words }),
  z.strictObject({ step: z.literal("complete"), message: words }),
  z.strictObject({
    step: z.literal("end_early"),
    reason: z.enum(END_REASONS),
    message: words,
  }),
]);
export type DecidePairingInput = z.output<typeof DecidePairingInput>;
export type CoordinatorStep = DecidePairingInput["step"];

/** The steps that ask for a reason or for "are you sure" on a page of their own. */
export const ASKED_STEPS = [
  "reject",
  "withdraw",
  "complete",
  "end_early",
] as const;
export type AskedStep = (typeof ASKED_STEPS)[number];

export const NoteInput = z.strictObject({
  note: z.string().max(5_000).optional(),
  version: z.coerce.number().int(),
});

/** What can be done with a whole list: approve what is above a line, or propose one pair by hand. */
export const PairingListInput = z.discriminatedUnion("deed", [
  z.strictObject({
    deed: z.literal("approve_all"),
    minimum: z.coerce.number().int().min(0).max(100),
    /** How many the person saw when they agreed. */
    expected: z.coerce.number().int().min(0),
  }),
  z.strictObject({
    deed: z.literal("propose"),
    mentor: z.uuid(),
    mentee: z.uuid(),
  }),
]);

export const SendInput = z.strictObject({
  answerDays: z.coerce.number().int().min(1).max(90),
  /** Empty means all that wait. */
  pairing: z
    .union([z.uuid().transform((one) => [one]), z.array(z.uuid())])
    .optional(),
});

/** What a mentor or mentee answers. */
export const AnswerInput = z.discriminatedUnion("step", [
  z.strictObject({ step: z.literal("accept") }),
  z
    .strictObject({
      step: z.literal("decline"),
      reason: z.enum([
        ...new Set([...MENTOR_DECLINE_REASONS, ...MENTEE_DECLINE_REASONS]),
      ]),
      message: words,
      next: z.enum(["another", "pause"]).optional(),
      pauseUntil: z.iso.date().optional(),
    })
    .refine((value) => value.next !== "pause" || value.pauseUntil, {
      path: ["pauseUntil"],
      error: "required",
    }),
]);
export type AnswerInput = z.output<typeof AnswerInput>;
