import type { Solve } from "~/features/matching/carry-out.server.ts";
import type { Context } from "~/lib/context.ts";
import {
  addMeeting,
  arrangeMeeting,
  dropMeeting,
  sendMeetings,
} from "./commands.server.ts";
import type { MeetingDeedInput } from "./inputs.ts";
import { proposeMeetings } from "./propose.server.ts";
import { remindByHand } from "./remind.server.ts";

/** What a deed of the coordinators' page came to: where on the page to go on, or why it was refused. */
interface Done {
  readonly refused: string | null;
  readonly place: string;
  readonly flash: "saved" | "sent" | "removed" | "reminded";
}

/**
 * Does what one button of the coordinators' page of first meetings says.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes, or has no such meeting
 * @throws {ConflictError} if this is not the time for it
 */
export async function doMeetingDeed(
  ctx: Context,
  cohortId: string,
  input: MeetingDeedInput,
  solve: Solve,
): Promise<Done> {
  const done = { refused: null, place: "", flash: "saved" } as const;
  switch (input.deed) {
    case "propose":
      await proposeMeetings(ctx, cohortId, solve);
      return { ...done, place: "#list" };
    case "send":
      await sendMeetings(ctx, cohortId);
      return { ...done, flash: "sent" };
    case "remind":
      await remindByHand(ctx, cohortId);
      return { ...done, flash: "reminded" };
    case "drop":
      await dropMeeting(ctx, cohortId, input.meeting);
      return { ...done, place: "#list", flash: "removed" };
    case "add":
      return {
        ...done,
        refused: await addMeeting(ctx, cohortId, input),
        place: "#list",
      };
    case "arrange":
      await arrangeMeeting(ctx, cohortId, input);
      return { ...done, place: `#m-${input.meeting}` };
  }
}
