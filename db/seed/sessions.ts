import { AUTO_CONFIRM_DAYS } from "../../app/domain/session/lifecycle.ts";
import { feedback, mentoringSessions } from "../schema/index.ts";
import type { SamplePerson } from "./person.ts";
import { drawn, sampleId } from "./sample-id.ts";
import { after, insertAll, note, onWorkday, type Story } from "./story.ts";
import { sessionWords } from "./words.ts";

type SessionRow = typeof mentoringSessions.$inferInsert;

/** A session with what the two sides thought of it. */
export interface SampleSession {
  readonly row: SessionRow & { id: string };
  readonly ratings: readonly { personId: string; rating: number }[];
}

/** An active or completed pair of invented people. */
export interface TalkingPair {
  readonly pairingId: string;
  readonly mentor: SamplePerson;
  readonly mentee: SamplePerson;
}

/** From here on nobody travelled. */
const STAY_AT_HOME = new Date("2020-03-01T00:00:00Z");

const CITIES: Readonly<Record<string, string>> = {
  FR: "Marseille",
  IT: "Bologna",
  ES: "Valencia",
};

/** Three to seven sessions, spread evenly and a little unevenly between two days. */
export function sessionsBetween(
  pair: TalkingPair,
  from: Date,
  to: Date,
): SampleSession[] {
  const count = 3 + drawn(`sessions ${pair.pairingId}`, 5);
  const days = (to.getTime() - from.getTime()) / 86_400_000;
  return Array.from({ length: count }, (_, n) => {
    const key = `${pair.pairingId} ${n}`;
    const day = (days * (n + 0.5)) / count + drawn(`jitter ${key}`, 15) - 7;
    const startsAt = onWorkday(after(from, day, 8 + drawn(`hour ${key}`, 6)));
    const isByMentor = drawn(`by ${key}`, 2) === 0;
    const isByTime = drawn(`time ${key}`, 4) === 0;
    return session(pair, n, {
      startsAt,
      minutes: 45 + 15 * drawn(`length ${key}`, 4),
      loggedBy: isByMentor ? "mentor" : "mentee",
      confirmed: isByTime ? "by time" : "yes",
      isLast: n === count - 1,
    });
  });
}

/** How one session went. */
interface Course {
  readonly startsAt: Date;
  readonly minutes: number;
  readonly loggedBy: "mentor" | "mentee";
  readonly confirmed: "yes" | "by time" | "not yet";
  readonly isLast?: boolean;
}

/** One session of invented people; it was logged on the next day, in the zone and language of whoever logged it. */
export function session(
  pair: TalkingPair,
  n: number,
  course: Course,
): SampleSession {
  const { startsAt, minutes, confirmed } = course;
  const key = `${pair.pairingId} ${n}`;
  const author = pair[course.loggedBy];
  const other = pair[course.loggedBy === "mentor" ? "mentee" : "mentor"];
  const loggedAt = after(startsAt, 1);
  const confirmedAt = {
    yes: after(loggedAt, 1 + drawn(`confirmed ${key}`, 4)),
    "by time": after(loggedAt, AUTO_CONFIRM_DAYS),
    "not yet": null,
  }[confirmed];
  const row = {
    id: sampleId("session", key),
    pairingId: pair.pairingId,
    status: "held" as const,
    startsAt,
    endsAt: new Date(startsAt.getTime() + minutes * 60_000),
    timeZone: author.timeZone,
    ...meetingOf(pair, key, startsAt),
    ...sessionWords(author.locale, n, course.isLast ?? false),
    loggedBy: author.id,
    loggedAt,
    confirmedAt,
    confirmedBy: confirmed === "yes" ? other.id : null,
  };
  const raters = confirmed === "yes" ? [author, other] : [author];
  return {
    row,
    ratings: raters
      .filter(({ id }) => drawn(`rates ${key} ${id}`, 5) > 0)
      .map(({ id }) => ({
        personId: id,
        rating: 5 - Math.floor(drawn(`rating ${key} ${id}`, 8) / 3),
      })),
  };
}

/** One in six met in person while people travelled, one in six spoke by phone. */
function meetingOf(
  { mentor }: TalkingPair,
  key: string,
  startsAt: Date,
): Pick<SessionRow, "form" | "place"> {
  const lot = drawn(`form ${key}`, 6);
  if (lot === 0 && startsAt < STAY_AT_HOME)
    return { form: "in_person", place: CITIES[mentor.country] ?? null };
  return { form: lot === 1 ? "phone" : "video", place: null };
}

/** Writes sessions with their ratings and the audit of their logging and confirmation. */
export async function writeSessions(
  story: Story,
  cohortId: string,
  sessions: readonly SampleSession[],
): Promise<void> {
  await insertAll(
    story.tx,
    mentoringSessions,
    sessions.map(({ row }) => row),
  );
  await insertAll(
    story.tx,
    feedback,
    sessions.flatMap(({ row, ratings }) =>
      ratings.map((rating) => ({
        ...rating,
        sessionId: row.id,
        createdAt: row.loggedAt,
      })),
    ),
  );
  for (const { row } of sessions) noteSession(story, cohortId, row);
}

function noteSession(
  story: Story,
  cohortId: string,
  row: SampleSession["row"],
): void {
  const { pairingId, status, form, startsAt, confirmedAt, confirmedBy } = row;
  const subject = ["session", row.id] as const;
  const startsAtText = startsAt.toISOString();
  note(story, row.loggedAt, "session.log", subject, {
    cohortId,
    actorId: row.loggedBy,
    details: { pairingId, status, form, startsAt: startsAtText },
  });
  if (confirmedAt)
    note(
      story,
      confirmedAt,
      confirmedBy ? "session.confirm" : "session.confirm_by_time",
      subject,
      { cohortId, actorId: confirmedBy ?? null, details: { pairingId } },
    );
}
