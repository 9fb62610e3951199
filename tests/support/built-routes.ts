import type { ServerBuild } from "@remix-run/node";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { POLICY, type RouteRule } from "~/domain/access/policy.ts";

/** A route of the build, by the pattern of its whole URL. */
export interface BuiltRoute {
  readonly id: string;
  readonly pattern: string;
  readonly module: Readonly<Record<string, unknown>>;
}

type Manifest = Readonly<
  Record<
    string,
    {
      readonly id: string;
      readonly parentId?: string;
      readonly path?: string;
      readonly module: object;
    }
  >
>;

/** The routes of the application as it was built. */
export async function builtRoutes(): Promise<BuiltRoute[]> {
  const file = path.resolve("build/server/index.js");
  if (!fs.existsSync(file))
    throw new Error("Not built: run npm run build, or npm test, which does.");
  const build = (await import(pathToFileURL(file).href)) as ServerBuild;
  return routesOf(build.routes);
}

/** All routes but the root, which is around every page and has no URL. */
export function routesOf(manifest: Manifest): BuiltRoute[] {
  return Object.values(manifest)
    .filter(({ id }) => id !== "root")
    .map(({ id, module }) => ({
      id,
      pattern: patternOf(manifest, id),
      module: module as BuiltRoute["module"],
    }));
}

function patternOf(manifest: Manifest, id: string): string {
  const segments: string[] = [];
  for (let at: string | undefined = id; at !== undefined;) {
    const route: Manifest[string] | undefined = manifest[at];
    if (route?.path) segments.unshift(route.path);
    at = route?.parentId;
  }
  return `/${segments.join("/")}`;
}

/** Everything in which routes and policy disagree, as sentences; empty when every door is guarded as it is written. */
export function disagreements(
  routes: readonly BuiltRoute[],
  policy: Readonly<Record<string, RouteRule>> = POLICY,
): string[] {
  const patterns = routes.map(({ pattern }) => pattern);
  const twice = patterns.filter((each, at) => patterns.indexOf(each) !== at);
  const missing = Object.keys(policy).filter(
    (pattern) => !patterns.includes(pattern),
  );
  return [
    ...twice.map((pattern) => `${pattern} has two modules`),
    ...missing.map((pattern) => `${pattern} has no module`),
    ...routes.flatMap((route) => faultsOf(route, policy[route.pattern])),
  ];
}

const METHODS = [
  ["loader", "GET"],
  ["action", "POST"],
] as const;

function faultsOf(route: BuiltRoute, rule: RouteRule | undefined): string[] {
  const { id, pattern, module } = route;
  if (!rule) return [`${id}: ${pattern} is not in the policy`];
  const faults = METHODS.flatMap(([name, method]) => {
    const handler = module[name] as { pattern?: unknown } | undefined;
    if (!handler)
      return rule[method]
        ? [`${id}: the policy has ${method}, no ${name}`]
        : [];
    return [
      ...(rule[method] ? [] : [`${id}: its ${name} has no ${method} rule`]),
      ...(handler.pattern === pattern
        ? []
        : [`${id}: its ${name} is guarded as ${String(handler.pattern)}`]),
    ];
  });
  // Remix renders a page without a loader for everybody, unasked
  return module["default"] && !module["loader"]
    ? [...faults, `${id}: a page without a guarded loader`]
    : faults;
}
