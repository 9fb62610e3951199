import { describe, expect, test } from "vitest";
import {
  changeWishes,
  mayBeShown,
  MOST_NEVERS,
  MOST_WISHES,
  wishesAreOpen,
  type WishDeed,
  type WishLists,
} from "~/domain/enrolment/wishes";

describe("lists of wishes", () => {
  const after = (lists: WishLists, ...deeds: [WishDeed, string][]) =>
    deeds.reduce((now, [deed, other]) => {
      const verdict = changeWishes(now, deed, other);
      return verdict.ok ? verdict.lists : now;
    }, lists);
  const abc: WishLists = { ranked: ["a", "b", "c"], never: ["x"] };

  test("move one person by one place, and nobody over an end", () => {
    expect(after(abc, ["up", "c"]).ranked).toEqual(["a", "c", "b"]);
    expect(after(abc, ["down", "a"]).ranked).toEqual(["b", "a", "c"]);
    expect(after(abc, ["up", "a"], ["down", "c"], ["up", "x"])).toEqual(abc);
  });

  test("hold everybody once: who is ruled out has no rank, and the other way round", () => {
    expect(after(abc, ["never", "b"])).toEqual({
      ranked: ["a", "c"],
      never: ["x", "b"],
    });
    expect(after(abc, ["add", "x"])).toEqual({
      ranked: ["a", "b", "c", "x"],
      never: [],
    });
    expect(after(abc, ["add", "a"], ["never", "x"])).toEqual(abc);
    expect(after(abc, ["remove", "x"], ["remove", "b"])).toEqual({
      ranked: ["a", "c"],
      never: [],
    });
  });

  test("are full at their limits", () => {
    const people = (count: number) =>
      Array.from({ length: count }, (_, at) => `p${at}`);
    expect(
      changeWishes({ ranked: people(MOST_WISHES), never: [] }, "add", "x"),
    ).toEqual({ ok: false, reason: "wishes:errors.full" });
    expect(
      changeWishes({ ranked: [], never: people(MOST_NEVERS) }, "never", "x"),
    ).toEqual({ ok: false, reason: "wishes:errors.never_full" });
  });
});

test("wishes are open to accepted people while the cohort asks, through the last day", () => {
  const terms = {
    state: "matching",
    wishMode: "named",
    wishesUntil: "2026-11-20",
  } as const;
  const open = (over: object, today = "2026-11-20") =>
    wishesAreOpen({ ...terms, ...over }, "accepted", today);
  expect([open({}), open({ state: "recruiting" })]).toEqual([true, true]);
  expect(open({}, "2026-11-21")).toBe(false);
  expect(open({ wishesUntil: null }, "2099-01-01")).toBe(true);
  expect(open({ wishMode: "off" })).toBe(false);
  for (const state of ["draft", "running", "closed"] as const)
    expect(open({ state })).toBe(false);
  expect(wishesAreOpen(terms, "submitted", "2026-11-20")).toBe(false);
});

test("nobody is shown in a way that they did not agree to", () => {
  expect(mayBeShown("anonymous", "anonymous")).toBe(true);
  expect(mayBeShown("anonymous", "named")).toBe(true);
  expect(mayBeShown("named", "named")).toBe(true);
  expect(mayBeShown("named", "anonymous")).toBe(false);
  expect(mayBeShown("named", null)).toBe(false);
  expect(mayBeShown("off", "named")).toBe(false);
});
