import { beforeAll, describe, expect, test } from "vitest";
import {
  type BuiltRoute,
  builtRoutes,
  disagreements,
} from "../support/built-routes.ts";

let routes: BuiltRoute[];
beforeAll(async () => {
  routes = await builtRoutes();
});

test("every route is in the policy and guarded as its own URL, and nothing else is in it", () => {
  expect(disagreements(routes)).toEqual([]);
});

describe("a planted fault is found:", () => {
  const guarded = (pattern: string) => Object.assign(() => null, { pattern });
  const page = (
    module: Record<string, unknown>,
    pattern = "/a",
  ): BuiltRoute => ({
    id: "routes/a",
    pattern,
    module,
  });
  const rule = { "/a": { GET: ["mentor"] } } as const;

  test.each([
    [
      "a route that nobody declared",
      page({ loader: guarded("/b") }, "/b"),
      /not in the policy/,
    ],
    [
      "a loader without a guard",
      page({ loader: () => null }),
      /guarded as undefined/,
    ],
    [
      "a loader guarded as another route",
      page({ loader: guarded("/b") }),
      /guarded as \/b/,
    ],
    [
      "an action without a rule",
      page({ loader: guarded("/a"), action: guarded("/a") }),
      /no POST rule/,
    ],
    [
      "a page without a loader",
      page({ default: () => null }),
      /without a guarded loader/,
    ],
    ["a rule without a loader", page({}), /policy has GET/],
  ])("%s", (_, route, sentence) => {
    expect(disagreements([route], rule)).toContainEqual(
      expect.stringMatching(sentence),
    );
  });

  test("a rule without a module, and a module too many", () => {
    const route = page({ loader: guarded("/a") });
    expect(disagreements([route], rule)).toEqual([]);
    expect(disagreements([], rule)).toEqual(["/a has no module"]);
    expect(disagreements([route, route], rule)).toEqual(["/a has two modules"]);
  });

  test("an undeclared route among the real ones", () => {
    const planted = page({ loader: () => "secret" }, "/planted");
    expect(disagreements([...routes, planted])).toContainEqual(
      "routes/a: /planted is not in the policy",
    );
  });
});
