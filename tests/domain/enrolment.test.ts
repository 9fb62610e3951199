import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  editableTasks,
  openTasks,
  type ApplicationFacts,
} from "~/domain/enrolment/application.ts";
import {
  SUGGESTED_TOPICS,
  suggestedTopic,
  TOPIC_GROUPS,
  topicLabel,
} from "~/domain/enrolment/topics.ts";
import { joinWeek, mergeRanges, splitWeek } from "~/domain/enrolment/week.ts";
import { parseAvailability } from "~/domain/roster/availability.ts";
import { parseNeeds } from "~/domain/roster/topics.ts";
import { availabilityCell, topicsCell } from "~/domain/roster/write-cells.ts";
import type { WeeklyRange } from "~/domain/scoring/types.ts";
import { fold } from "~/domain/text.ts";

const range = fc
  .tuple(
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 0, max: 47 }),
    fc.integer({ min: 1, max: 12 }),
  )
  .map(([day, half, length]): WeeklyRange => {
    const startMinute = half * 30;
    return {
      day: day as WeeklyRange["day"],
      startMinute,
      endMinute: Math.min(1440, startMinute + length * 30),
    };
  });

/** The minutes of the week that ranges cover, by counting them. */
function minutes(ranges: readonly WeeklyRange[]): Set<number> {
  const covered = new Set<number>();
  for (const { day, startMinute, endMinute } of ranges)
    for (let at = startMinute; at < endMinute; at++)
      covered.add(day * 1440 + at);
  return covered;
}

describe("a week in the application", () => {
  test("taken apart into boxes and put together again it covers the same minutes", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const form = splitWeek(ranges);
        expect(minutes(joinWeek(form))).toEqual(minutes(ranges));
        expect(new Set(form.parts).size).toBe(form.parts.length);
      }),
    );
  });

  test("an ordinary morning is a box, a short one is an exact time", () => {
    const day = 0;
    expect(splitWeek([{ day, startMinute: 480, endMinute: 720 }])).toEqual({
      parts: ["0-morning"],
      exact: [],
    });
    expect(
      splitWeek([{ day, startMinute: 540, endMinute: 720 }]).parts,
    ).toEqual([]);
  });

  test("as a cell of a file it is read back", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
        const merged = mergeRanges(ranges);
        expect(parseAvailability(availabilityCell(merged))).toEqual({
          ok: true,
          value: merged,
        });
      }),
    );
  });
});

describe("suggested topics", () => {
  test("no two share a name in any language, an id, or a folded key", () => {
    for (const name of [
      ...(["en", "fr", "ar"] as const).map(
        (language) => (topic: (typeof SUGGESTED_TOPICS)[number]) =>
          topic.name[language],
      ),
      (topic: (typeof SUGGESTED_TOPICS)[number]) => topic.id,
      (topic: (typeof SUGGESTED_TOPICS)[number]) => fold(topic.topic),
    ])
      expect(new Set(SUGGESTED_TOPICS.map(name)).size).toBe(
        SUGGESTED_TOPICS.length,
      );
    expect(TOPIC_GROUPS.length).toBeGreaterThan(4);
  });

  test("a suggested topic is shown in the reader's language, own words as they are", () => {
    const topic = { group: "financing", topic: "EU funding" };
    expect(topicLabel(topic, "fr")).toBe("Financements européens");
    expect(topicLabel({ group: null, topic: "Olive oil" }, "fr")).toBe(
      "Olive oil",
    );
    expect(
      suggestedTopic({ group: null, topic: "EU funding" }),
    ).toBeUndefined();
  });

  test("they can be written into a file and read back with their priority", () => {
    const needs = SUGGESTED_TOPICS.map(({ group, topic }) => ({
      group,
      topic,
      priority: 2 as const,
    }));
    expect(parseNeeds(topicsCell(needs))).toEqual({ ok: true, value: needs });
  });
});

describe("the task list", () => {
  const complete: ApplicationFacts = {
    role: "mentor",
    fullName: "Samira",
    country: "MA",
    organisationId: "x",
    sectors: ["35"],
    topics: [{}],
    languages: [{}],
    availability: [{}],
    goals: "To learn",
    consentVersion: "2026-11",
  };

  test.each([
    ["about", { country: null }],
    ["organisation", { organisationId: null }],
    ["sectors", { sectors: [] }],
    ["topics", { topics: null }],
    ["languages", { languages: [] }],
    ["availability", { availability: [] }],
    ["goals", { goals: " " }],
    ["consent", { consentVersion: null }],
  ])("%s is open while its answer is missing", (task, missing) => {
    expect(openTasks(complete)).toEqual([]);
    expect(openTasks({ ...complete, ...missing })).toEqual([task]);
  });

  test("after the decision only time and consent stay the participant's", () => {
    expect(editableTasks("submitted")).toHaveLength(8);
    expect(editableTasks("accepted")).toEqual(["availability", "consent"]);
    expect(editableTasks("withdrawn")).toEqual([]);
  });
});
