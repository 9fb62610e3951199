import { firstMeetingPlans, firstMeetings } from "../schema/index.ts";
import { mark, type Ledger } from "./probe-ledger.ts";
import { explain, factsOf } from "./probe-pairs.ts";
import type { Place, ProbeProgramme } from "./probe-people.ts";

/** First meetings: one that both know of, and a draft that nobody but coordinators does. */
export async function addMeetings(
  ledger: Ledger,
  programme: ProbeProgramme,
  known: readonly [mentor: Place, mentee: Place],
  draft: readonly [mentor: Place, mentee: Place],
): Promise<void> {
  await ledger.db.insert(firstMeetingPlans).values({
    cohortId: programme.running,
    programmeId: programme.id,
    place: "video",
  });
  const both = known.map(({ member }) => member.email);
  await addMeeting(ledger, programme, known, both);
  await addMeeting(ledger, programme, draft, []);
}

async function addMeeting(
  ledger: Ledger,
  programme: ProbeProgramme,
  [mentor, mentee]: readonly [mentor: Place, mentee: Place],
  told: readonly string[],
): Promise<void> {
  const id = crypto.randomUUID();
  const readers = [...told, ...programme.watchers];
  const explanation = explain(await factsOf(ledger, [mentor.id], [mentee.id]));
  await ledger.db.insert(firstMeetings).values({
    id,
    cohortId: programme.running,
    mentorEnrolmentId: mentor.id,
    menteeEnrolmentId: mentee.id,
    score: explanation.score,
    explanation,
    sentAt: told.length > 0 ? ledger.now : null,
    appointment: `Table ${mark(ledger, "first_meetings.appointment", id, readers)}`,
  });
}
