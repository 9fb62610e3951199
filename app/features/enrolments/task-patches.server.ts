import type { enrolments } from "db/schema/index.ts";
import type { z } from "zod";
import type { ApplicationTask } from "~/domain/enrolment/application.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { SUGGESTED_TOPICS } from "~/domain/enrolment/topics.ts";
import { joinWeek } from "~/domain/enrolment/week.ts";
import type { Need, WeeklyRange } from "~/domain/scoring/types.ts";
import { fold } from "~/domain/text.ts";
import type { PersonDetails } from "~/features/people/profile.server.ts";
import * as inputs from "./inputs.ts";

/** What saving a page changes. */
export interface TaskPatch {
  readonly enrolment: Partial<typeof enrolments.$inferInsert>;
  readonly person?: PersonDetails;
  readonly organisation?: z.output<typeof inputs.OrganisationTaskInput>;
}

export type SavedTask = Exclude<ApplicationTask, "consent">;

/** The schema of a page; offers and needs are asked differently. */
export function taskSchema(task: SavedTask, role: EnrolmentRole) {
  if (task === "topics")
    return role === "mentor" ? inputs.OffersInput : inputs.NeedsInput;
  return SCHEMAS[task];
}

const SCHEMAS = {
  about: inputs.AboutInput,
  organisation: inputs.OrganisationTaskInput,
  sectors: inputs.SectorsInput,
  languages: inputs.LanguagesInput,
  availability: inputs.AvailabilityInput,
  goals: inputs.GoalsInput,
} as const;

export type TaskInput =
  | { task: "about"; value: z.output<typeof inputs.AboutInput> }
  | {
      task: "organisation";
      value: z.output<typeof inputs.OrganisationTaskInput>;
    }
  | { task: "sectors"; value: z.output<typeof inputs.SectorsInput> }
  | {
      task: "topics";
      value: z.output<typeof inputs.OffersInput | typeof inputs.NeedsInput>;
    }
  | { task: "languages"; value: z.output<typeof inputs.LanguagesInput> }
  | { task: "availability"; value: z.output<typeof inputs.AvailabilityInput> }
  | { task: "goals"; value: z.output<typeof inputs.GoalsInput> };

/** A page that its schema accepts and that still cannot stand; `field` and a key of a catalogue. */
export interface TaskRefusal {
  readonly field: string;
  readonly key: string;
}

/** What a page means for the rows behind it, or why it cannot be saved. */
export function taskPatch(
  input: TaskInput,
  role: EnrolmentRole,
  mentorsPerMentee: number,
): TaskPatch | TaskRefusal {
  switch (input.task) {
    case "about":
      return aboutPatch(input.value);
    case "organisation":
      return { enrolment: {}, organisation: input.value };
    case "sectors":
      return sectorsPatch(input.value, role);
    case "topics":
      return topicsPatch(input.value);
    case "languages":
      return languagesPatch(input.value);
    case "availability":
      return availabilityPatch(input.value, role, mentorsPerMentee);
    case "goals":
      return goalsPatch(input.value, role);
  }
}

function aboutPatch(value: z.output<typeof inputs.AboutInput>): TaskPatch {
  const { version: _version, ...person } = value;
  return {
    enrolment: { country: value.country },
    person: {
      ...person,
      callName: value.callName ?? null,
      phone: value.phone ?? null,
    },
  };
}

function sectorsPatch(
  value: z.output<typeof inputs.SectorsInput>,
  role: EnrolmentRole,
): TaskPatch | TaskRefusal {
  if (role === "mentee" && value.primary === undefined)
    return { field: "primary", key: "required" };
  const first = role === "mentee" ? [value.primary ?? ""] : [];
  const sectors = [...new Set([...first, ...value.sectors])];
  return sectors.length === 0
    ? { field: "sectors", key: "choose_one" }
    : { enrolment: { sectors } };
}

function topicsPatch(
  value: z.output<typeof inputs.OffersInput | typeof inputs.NeedsInput>,
): TaskPatch | TaskRefusal {
  const topics: Need[] = [];
  for (const { id, group, topic } of SUGGESTED_TOPICS) {
    if ("offers" in value) {
      if (value.offers.includes(id))
        topics.push({ group, topic, priority: null });
    } else {
      const priority = value.needs?.[id];
      if (priority)
        topics.push({ group, topic, priority: priorityOf(priority) });
    }
  }
  const own = value.own.flatMap((row) =>
    row?.topic
      ? [
          ownTopic(
            row.topic,
            "priority" in row ? row.priority : undefined,
            !("offers" in value),
          ),
        ]
      : [],
  );
  const all = distinct([...topics, ...own]);
  return all.length === 0
    ? { field: "", key: "applications:errors.no_topic" }
    : { enrolment: { topics: all } };
}

function ownTopic(
  text: string,
  priority: "1" | "2" | "3" | undefined,
  isNeed: boolean,
): Need {
  const slash = text.indexOf("/");
  const group = slash > 0 ? text.slice(0, slash).trim() : "";
  const topic = text.slice(slash > 0 ? slash + 1 : 0).trim();
  return {
    group: group === "" || topic === "" ? null : group,
    topic: topic === "" ? text : topic,
    priority: priority ? priorityOf(priority) : isNeed ? 2 : null,
  };
}

function priorityOf(text: "1" | "2" | "3"): 1 | 2 | 3 {
  return Number(text) as 1 | 2 | 3; // one of the three digits
}

function distinct(topics: readonly Need[]): Need[] {
  const known = new Map<string, Need>();
  for (const topic of topics) {
    const key = JSON.stringify([fold(topic.group ?? ""), fold(topic.topic)]);
    if (!known.has(key)) known.set(key, topic);
  }
  return [...known.values()];
}

function languagesPatch(
  value: z.output<typeof inputs.LanguagesInput>,
): TaskPatch | TaskRefusal {
  const languages = value.languages.flatMap((row) =>
    row?.code && row.level ? [{ code: row.code, level: row.level }] : [],
  );
  const codes = languages.map(({ code }) => code);
  const again = codes.findIndex((code, at) => codes.indexOf(code) !== at);
  if (languages.length === 0)
    return { field: "languages[0].code", key: "required" };
  return again >= 0
    ? { field: "languages", key: "applications:errors.language_twice" }
    : { enrolment: { languages } };
}

function availabilityPatch(
  value: z.output<typeof inputs.AvailabilityInput>,
  role: EnrolmentRole,
  mentorsPerMentee: number,
): TaskPatch | TaskRefusal {
  const exact = value.exact.flatMap((row): WeeklyRange[] =>
    row && inputs.isFilled(row)
      ? [
          {
            day: Number(row.day) as WeeklyRange["day"], // the schema knows seven days
            startMinute: inputs.startMinute(row),
            endMinute: inputs.endMinute(row),
          },
        ]
      : [],
  );
  const availability = joinWeek({ parts: value.parts, exact });
  if (availability.length === 0)
    return { field: "parts", key: "applications:errors.no_time" };
  const time = { timeZone: value.timeZone, availability };
  if (role === "mentor")
    return value.capacity === undefined
      ? { field: "capacity", key: "required" }
      : { enrolment: { ...time, capacity: value.capacity } };
  const wanted = mentorsPerMentee > 1 ? Number(value.mentorsWanted ?? 1) : 1;
  return { enrolment: { ...time, mentorsWanted: wanted } };
}

function goalsPatch(
  value: z.output<typeof inputs.GoalsInput>,
  role: EnrolmentRole,
): TaskPatch | TaskRefusal {
  const limit = inputs.MOST_TARGET_MARKETS;
  if (role === "mentee" && value.markets.length > limit)
    return {
      field: "markets",
      key: `applications:errors.markets?limit=${limit}`,
    };
  return {
    enrolment: {
      goals: value.goals,
      motivation: value.motivation ?? null,
      markets: [...new Set(value.markets)],
    },
  };
}
