import { mayVisit, POLICY, type RoutePattern } from "~/domain/access/policy.ts";
import type { Role } from "~/domain/access/roles.ts";
import { DEMO_PASSWORD } from "./browser.ts";

/** Addresses of one pattern that a walk opens at most. */
const OF_EACH = 3;
/** The application's tasks are pages of their own under one pattern. */
const TASKS = 8;

const PATTERNS = Object.keys(POLICY) as RoutePattern[];

/** Signs in over HTTP; returns the `Cookie` header. */
export async function signInDirectly(
  origin: string,
  email: string,
): Promise<string> {
  const answer = await fetch(`${origin}/login`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: origin },
    body: new URLSearchParams({ email, password: DEMO_PASSWORD }),
  });
  if (answer.status !== 303 && answer.status !== 302)
    throw new Error(`${email} cannot sign in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** The route that an address belongs to: the one with the fewest parameters that fits. */
export function patternOf(path: string): RoutePattern | undefined {
  const parts = path.split("/");
  const fits = PATTERNS.filter((pattern) => {
    const wanted = pattern.split("/");
    return (
      pattern !== "/*" &&
      wanted.length === parts.length &&
      wanted.every((part, i) => part.startsWith(":") || part === parts[i])
    );
  });
  const parameters = (pattern: string) => pattern.split(":").length;
  return fits.sort((a, b) => parameters(a) - parameters(b))[0];
}

/** What somebody can reach by links. */
export interface Walk {
  /** addresses of pages by pattern */
  pages: Map<RoutePattern, string[]>;
  /** links that lead nowhere, with the page that has them */
  dead: string[];
}

/** Follows the links from these addresses, as a person could. */
export async function walkLinks(
  origin: string,
  cookie: string,
  from: readonly string[],
): Promise<Walk> {
  const pages: Walk["pages"] = new Map();
  const dead: string[] = [];
  const seen = new Map<RoutePattern, string[]>();
  const waiting = from.map((path) => ({ path, on: "" }));
  for (const { path, on } of waiting) {
    const pattern = patternOf(new URL(path, origin).pathname);
    const known = (pattern && seen.get(pattern)) ?? [];
    if (
      known.includes(path) ||
      known.length >= (pattern?.endsWith("/:task") ? TASKS : OF_EACH)
    )
      continue;
    if (pattern) seen.set(pattern, [...known, path]);
    const answer = await fetch(origin + path, {
      headers: { Cookie: cookie },
      redirect: "manual",
    });
    if (!pattern || answer.status >= 400)
      dead.push(`${path} on ${on} answers ${answer.status}`);
    else if (answer.headers.get("Content-Type")?.includes("text/html")) {
      pages.set(pattern, [...(pages.get(pattern) ?? []), path]);
      const links = linksIn(await answer.text());
      waiting.push(...links.map((link) => ({ path: link, on: path })));
    }
  }
  return { pages, dead };
}

function linksIn(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="(\/[^"#]*)/g)].map(([, path]) =>
    (path ?? "").replaceAll("&amp;", "&"),
  );
}

/** What a role may open. */
export function patternsFor(role: Role): RoutePattern[] {
  return PATTERNS.filter((pattern) =>
    mayVisit(pattern, "GET", new Set<Role>([role])),
  );
}
