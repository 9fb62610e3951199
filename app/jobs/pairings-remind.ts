import { remindOfRatings } from "~/features/first-meetings/remind.server.ts";
import { remindOfAnswers } from "~/features/pairings/remind.server.ts";
import type { JobHandler } from "./job.ts";

/** Reminds mentors and mentees of proposals that wait for their answer, and of first meetings to rate. */
export const remindParticipants: JobHandler<"pairings.remind"> = async (
  job,
) => {
  await remindOfAnswers(job);
  await remindOfRatings(job);
};
