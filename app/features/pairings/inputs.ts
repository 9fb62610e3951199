import { z } from "zod";
import {
  END_REASONS,
  MENTEE_DECLINE_REASONS,
  MENTOR_DECLINE_REASONS,
  REJECT_REASONS,
  WITHDRAW_REASONS,
} from "~/domain/pairing/lifecycle.ts";

const words = z.string().max(2_000).optional();

/** Of the pairing as the page showed it; a page always sends it. */
const version = z.coerce.number().int().optional();

const plain = <const S extends string>(step: S) =>
  z.strictObject({ step: z.literal(step), version });

/** What a coordinator can do with one pairing. */
export const DecidePairingInput = z.discriminatedUnion("step", [
  plain("approve"),
  plain("pin"),
  plain("unpin"),
  plain("split"),
  plain("hold"),
  plain("resume"),
  z.strictObject({
    step: z.literal("reject"),
    reason: z.enum(REJECT_REASONS),
    message: words,
    version,
  }),
  z.strictObject({
    step: z.literal("withdraw"),
    reason: z.enum(WITHDRAW_REASONS),
    message: words,
    version,
  }),
  z.strictObject({ step: z.literal("complete"), message: words, version }),
  z.strictObject({
    step: z.literal("end_early"),
    reason: z.enum(END_REASONS),
    message: words,
    version,
  }),
]);
export type DecidePairingInput = z.output<typeof DecidePairingInput>;
export type CoordinatorStep = DecidePairingInput["step"];
export const COORDINATOR_STEPS: readonly CoordinatorStep[] =
  DecidePairingInput.options.map(({ shape }) => shape.step.value);

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

const SendInput = z.strictObject({
  answerDays: z.coerce.number().int().min(1).max(90),
  /** Empty means all that wait. */
  pairing: z
    .union([z.uuid().transform((one) => [one]), z.array(z.uuid())])
    .optional(),
});

/** What can be done on the page that sends: send the chosen ones, or a test of one to oneself. */
export const SendDeedInput = z.discriminatedUnion("deed", [
  z.strictObject({
    deed: z.literal("send"),
    /** Everything that waits, and not only what was chosen of one page. */
    all: z.literal("yes").optional(),
    ...SendInput.shape,
  }),
  z.strictObject({ deed: z.literal("test"), test: z.uuid() }),
]);

/** A question about a proposal, or the answer to one. */
export const MessageInput = z.strictObject({
  body: z.string().min(1).max(2_000),
});

/** The same from a coordinator, who writes to one of the two. */
export const ReplyInput = z.strictObject({
  side: z.enum(["mentor", "mentee"]),
  body: z.string().min(1).max(2_000),
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

/** Another mentor for the mentee of a proposal; `version` is that of the proposal as it was seen. */
export const SwapInput = z.strictObject({
  pairing: z.uuid(),
  version: z.coerce.number().int().min(0).optional(),
  mentor: z.uuid(),
});
