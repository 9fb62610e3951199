import { describe, expect, test } from "vitest";
import { compileTime } from "~/domain/scoring/time";
import type { WeeklyRange } from "~/domain/scoring/types";
import { at, criteria, facts, mentee, mentor } from "../support/scoring-people";

describe("time", () => {
  const zones = (paris: number) => ({
    UTC: 0,
    "Europe/Paris": paris,
    "Africa/Tunis": 60,
    "Asia/Kathmandu": 345,
  });
  type Hours = readonly [
    zone: string,
    availability: readonly WeeklyRange[] | null,
  ];
  const time = (
    e: Hours,
    r: Hours,
    hoursNeeded = 2,
    offsets: Record<string, number> = zones(60),
  ) => {
    const compiled = compileTime(
      criteria({ hoursNeeded }),
      facts({
        mentees: [mentee({ timeZone: e[0], availability: e[1] })],
        mentors: [mentor({ timeZone: r[0], availability: r[1] })],
        offsets,
      }),
    );
    return {
      s: compiled.value(0, 0),
      ...compiled.reason(0, 0),
      warnings: compiled.warnings(0, 0).map(({ key }) => key),
    };
  };
  const morning: Hours = ["UTC", [at(0, "09:00", "12:00")]];

  test("the hours in common as a share of those needed, at most 1", () => {
    expect(time(morning, ["UTC", [at(0, "11:00", "13:00")]])).toMatchObject({
      s: 5_000,
      key: "time.some",
      args: { hours: 1, needed: 2 },
    });
    expect(time(morning, morning)).toMatchObject({
      s: 10_000,
      key: "time.enough",
      args: { hours: 3 },
    });
    expect(time(morning, ["UTC", [at(0, "12:00", "13:00")]])).toMatchObject({
      s: 0,
      key: "time.none",
    });
    expect(time(morning, ["UTC", [at(0, "11:40", "13:00")]])).toMatchObject({
      s: 1_667,
      args: { hours: 0.33 },
    });
    expect(time(morning, ["UTC", [at(0, "11:00", "13:00")]], 1.5).s).toBe(
      6_667,
    );
    expect(time(morning, ["UTC", []], 0).s).toBe(10_000);
  });

  test("clocks are those of the reference date: the same hours in Paris and Tunis meet in winter, less in summer", () => {
    const tunis: Hours = ["Africa/Tunis", [at(1, "09:00", "11:00")]];
    const paris: Hours = ["Europe/Paris", [at(1, "09:00", "11:00")]];
    expect(time(tunis, paris, 2, zones(60)).s).toBe(10_000);
    expect(time(tunis, paris, 2, zones(120)).s).toBe(5_000);
  });

  test("the week is a circle: Monday's small hours in Kathmandu are Sunday evening in UTC", () => {
    const kathmandu: Hours = ["Asia/Kathmandu", [at(0, "00:00", "08:00")]];
    expect(time(kathmandu, ["UTC", [at(6, "18:15", "24:00")]], 8).s).toBe(
      7_188,
    );
    expect(time(kathmandu, ["UTC", [at(0, "00:00", "24:00")]], 8).s).toBe(
      2_813,
    );
    expect(
      time(
        ["UTC", [at(6, "23:00", "24:00")]],
        ["Africa/Tunis", [at(0, "00:00", "01:00")]],
        1,
      ).s,
    ).toBe(10_000);
  });

  test("every piece counts: one long range of one side meets several of the other", () => {
    const long: Hours = ["UTC", [at(2, "09:00", "12:00")]];
    const pieces: Hours = [
      "UTC",
      [
        at(2, "11:30", "13:00"),
        at(2, "08:00", "09:30"),
        at(2, "10:00", "11:00"),
      ],
    ];
    expect(time(long, pieces, 4).s).toBe(5_000);
    expect(time(pieces, long, 4).s).toBe(5_000);
  });

  test("a side's own overlapping ranges count once", () => {
    const twice: Hours = [
      "UTC",
      [
        at(0, "09:00", "10:00"),
        at(0, "09:00", "10:00"),
        at(0, "09:30", "10:00"),
      ],
    ];
    expect(time(twice, twice).s).toBe(5_000);
  });

  test("a side that gave no hours is neutral with a warning; one with none free is not", () => {
    expect(time(["UTC", null], morning)).toMatchObject({
      s: 5_000,
      key: "time.unknown",
      warnings: ["warning.menteeTimeMissing"],
    });
    expect(time(morning, ["UTC", null]).warnings).toEqual([
      "warning.mentorTimeMissing",
    ]);
    expect(time(morning, ["UTC", []])).toMatchObject({ s: 0, warnings: [] });
  });

  test("a zone without an offset is an error that names it", () => {
    expect(() => time(["Mars/Olympus", []], morning)).toThrow(/Mars\/Olympus/);
  });
});
