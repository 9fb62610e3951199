import { z } from "zod";
import { MEETING_RATINGS } from "~/domain/meeting/first-meeting.ts";

/** What one button of the coordinators' page of first meetings says. */
export const MeetingDeedInput = z.discriminatedUnion("deed", [
  z.strictObject({ deed: z.literal("propose") }),
  z.strictObject({ deed: z.literal("send") }),
  z.strictObject({ deed: z.literal("remind") }),
  z.strictObject({ deed: z.literal("drop"), meeting: z.uuid() }),
  z.strictObject({
    deed: z.literal("add"),
    mentee: z.uuid({ error: "choose_one" }),
    mentor: z.uuid({ error: "choose_one" }),
    // what narrowed the choice
    menteeName: z.string().max(100).optional(),
    mentorName: z.string().max(100).optional(),
  }),
  z.strictObject({
    deed: z.literal("arrange"),
    meeting: z.uuid(),
    appointment: z.string().max(200).optional(),
    link: z
      .url({ protocol: /^https$/, error: "first-meetings:errors.link" })
      .max(500)
      .optional(),
  }),
]);
export type MeetingDeedInput = z.output<typeof MeetingDeedInput>;

/** How one side found a meeting. */
export const RatingInput = z.strictObject({
  meeting: z.uuid(),
  rating: z.enum(MEETING_RATINGS),
});
export type RatingInput = z.output<typeof RatingInput>;
