import { z } from "zod";
import {
  MAX_DURATION_MINUTES,
  SESSION_FORMS,
} from "~/domain/session/lifecycle.ts";

const text = z.string().max(4_000).optional();

/** What both logging and correcting ask. Date and time are of the wall clock in `timeZone`. */
const content = {
  status: z.enum(["held", "no_show"]).default("held"),
  date: z.iso.date({ error: "date" }),
  time: z.iso.time({ precision: -1 }),
  timeZone: z.string().min(1).max(64),
  durationMinutes: z.coerce.number().int().min(5).max(MAX_DURATION_MINUTES),
  form: z.enum(SESSION_FORMS),
  eventId: z.uuid().optional(),
  place: z.string().max(200).optional(),
  mentorAttended: z.literal("on").optional(),
  menteeAttended: z.literal("on").optional(),
  topics: text,
  decisions: text,
  nextStep: text,
};

/** An event has its name, everything else has none. */
function eventFits(value: { form: string; eventId?: string | undefined }) {
  return (value.form === "event") === (value.eventId !== undefined);
}
const eventRule = { path: ["eventId"], message: "sessions:errors.event" };

export const LogSessionInput = z
  .strictObject({
    ...content,
    rating: z.coerce.number().int().min(1).max(5).optional(),
    clientKey: z.uuid().optional(),
  })
  .refine(eventFits, eventRule);
export type LogSessionInput = z.output<typeof LogSessionInput>;

export const CorrectSessionInput = z
  .strictObject({ ...content, version: z.coerce.number().int() })
  .refine(eventFits, eventRule);
export type CorrectSessionInput = z.output<typeof CorrectSessionInput>;
