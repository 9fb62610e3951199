import type { ApplicationTask } from "~/domain/enrolment/application.ts";
import { suggestedTopic } from "~/domain/enrolment/topics.ts";
import { clockTime, splitWeek } from "~/domain/enrolment/week.ts";
import type { Need } from "~/domain/scoring/types.ts";
import { LANGUAGE_ROWS, OWN_TOPIC_ROWS } from "./inputs.ts";
import type { EnrolmentRecord } from "./record.server.ts";

/** What the form of a page begins with; names are those of its schema. */
export type TaskValues = Record<string, unknown>;

/** The answers of an enrolment as the fields of one page of the application. */
export function taskValues(
  task: ApplicationTask,
  record: EnrolmentRecord,
): TaskValues {
  return VALUES[task](record);
}

const VALUES: Readonly<
  Record<ApplicationTask, (record: EnrolmentRecord) => TaskValues>
> = {
  about: ({ person, enrolment }) => ({
    fullName: person.fullName,
    callName: person.callName,
    country: enrolment.country ?? person.country,
    phone: person.phone,
    timeZone: person.timeZone,
  }),
  organisation: ({ organisation, title }) => ({
    name: organisation?.name,
    title,
    kind: organisation?.kind,
    country: organisation?.country,
  }),
  sectors: ({ enrolment }) => ({
    primary: enrolment.role === "mentee" ? enrolment.sectors[0] : undefined,
    sectors:
      enrolment.role === "mentee"
        ? enrolment.sectors.slice(1)
        : enrolment.sectors,
  }),
  topics: ({ enrolment }) => topicValues(enrolment.topics ?? []),
  languages: ({ enrolment }) => ({
    languages: padded(
      enrolment.languages.map(({ code, level }) => ({ code, level })),
      LANGUAGE_ROWS,
    ),
  }),
  availability: ({ enrolment, person }) => {
    const { parts, exact } = splitWeek(enrolment.availability ?? []);
    const rows = exact.map(({ day, startMinute, endMinute }) => ({
      day: String(day),
      from: clockTime(startMinute),
      to: endMinute === 1440 ? "00:00" : clockTime(endMinute),
    }));
    return {
      timeZone: enrolment.timeZone ?? person.timeZone,
      parts,
      exact: padded(rows, rows.length + 2),
      capacity: enrolment.capacity,
      mentorsWanted: String(enrolment.mentorsWanted),
    };
  },
  goals: ({ enrolment }) => ({
    goals: enrolment.goals,
    motivation: enrolment.motivation,
    markets: enrolment.markets ?? [],
  }),
  consent: () => ({}),
};

function topicValues(topics: readonly Need[]): TaskValues {
  const suggested = topics.flatMap((topic) => {
    const entry = suggestedTopic(topic);
    return entry ? [{ id: entry.id, priority: topic.priority }] : [];
  });
  const own = topics
    .filter((topic) => !suggestedTopic(topic))
    .map(({ group, topic, priority }) => ({
      topic: group === null ? topic : `${group}/${topic}`,
      priority: priority === null ? undefined : String(priority),
    }));
  return {
    offers: suggested.map(({ id }) => id),
    needs: Object.fromEntries(
      suggested.map(({ id, priority }) => [id, String(priority ?? 2)]),
    ),
    own: padded(own, Math.max(OWN_TOPIC_ROWS, own.length + 1)),
  };
}

/** Empty rows behind the filled ones, so that a form has somewhere to write more. */
function padded(rows: readonly object[], length: number): object[] {
  return [
    ...rows,
    ...Array.from({ length: Math.max(0, length - rows.length) }, () => ({})),
  ];
}
