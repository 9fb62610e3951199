import type { Probe } from "db/seed/probe.ts";
import {
  POLICY,
  type RoutePattern,
  type RouteRule,
} from "~/domain/access/policy.ts";
import {
  type Answer,
  forEachOf,
  type keepAliveClient,
  type Question,
} from "./keep-alive-client.ts";
import { type Door, doorsOf, isAdmitted, mayOpen } from "./probe-doors.ts";
import { FORMS } from "./probe-forms.ts";
import type { Identity } from "./probe-identities.ts";

const AT_ONCE = 6;
const MARKER = /mk[0-9a-f]{16}/g;

/** Names of modules by the pattern of their URL, for data requests. */
export type RouteIds = ReadonlyMap<string, string>;

/** What a walk through all doors found. */
export interface Walk {
  readonly asked: number;
  /** sentences; empty when everything is as the policy and the probe say */
  readonly faults: string[];
  /** markers that somebody who may read them was shown */
  readonly seen: ReadonlySet<string>;
}

interface Step {
  readonly identity: Identity;
  readonly question: Question;
  /** says what is wrong with the status, if anything */
  readonly judge: (answer: Answer) => string | null;
}

/** Asks every step's question, and looks at the status and for markers, wherever they stand. */
export async function walk(
  client: ReturnType<typeof keepAliveClient>,
  probe: Probe,
  steps: readonly Step[],
): Promise<Walk> {
  const readers = new Map(
    probe.markers.map(({ marker, visibleTo, field }) => [
      marker,
      { field, emails: new Set(visibleTo) },
    ]),
  );
  const faults: string[] = [];
  const seen = new Set<string>();
  await forEachOf(steps, AT_ONCE, async ({ identity, question, judge }) => {
    const answer = await client.ask({ ...question, cookie: identity.cookie });
    const what = `${identity.name} ${question.method ?? "GET"} ${question.path}: ${answer.status}`;
    const wrong = answer.status >= 500 ? "a fault" : judge(answer);
    if (wrong !== null) faults.push(`${what}, ${wrong}`);
    const shown = new Set(answer.text.match(MARKER));
    for (const marker of shown) {
      const known = readers.get(marker);
      if (!known) continue;
      if (known.emails.has(identity.email ?? "")) seen.add(marker);
      else faults.push(`${what}, shows ${known.field} ${marker}`);
    }
  });
  return { asked: steps.length, faults, seen };
}

/** Reading every door as everybody, as a page and as data; of doors that are shut, one at home and one elsewhere. */
export function readingSteps(
  probe: Probe,
  identities: readonly Identity[],
  ids: RouteIds,
): Step[] {
  return doorsWith(probe, "GET", ids).flatMap(({ pattern, doors }) =>
    identities.flatMap((identity) =>
      chosen(identity, doors, "GET").flatMap((door, at) => {
        const judge = readingJudge(probe, identity, door);
        const data = dataPath(door.path, ids.get(pattern));
        // a page shows what its data holds; of refusals one a route will do
        const withPage = at === 0 || !isShut(probe, identity, door, "GET");
        return [...(withPage ? [door.path] : []), ...data].map((path) => ({
          identity,
          question: { path },
          judge,
        }));
      }),
    ),
  );
}

/** Doors that are shut, tried by other spellings and methods. */
export function spellingSteps(
  probe: Probe,
  identities: readonly Identity[],
  ids: RouteIds,
): Step[] {
  return doorsWith(probe, "GET", ids).flatMap(({ pattern, doors }) =>
    identities.flatMap((identity) => {
      const shut = doors.filter((door) => isShut(probe, identity, door, "GET"));
      const [door] = shut.slice(-1);
      if (door === undefined) return [];
      const id = ids.get(pattern);
      const judge = refusalJudge(identity);
      return [
        ...spellings(door.path, id).map((question) => ({ question, judge })),
        ...mismatches(door.path, id).map((question) => ({
          question,
          judge: () => null,
        })),
      ].map((step) => ({ ...step, identity }));
    }),
  );
}

function spellings(path: string, id: string | undefined): Question[] {
  const upper = path.replace(/^\/[a-z]+/, (word) => word.toUpperCase());
  return [
    { path, method: "HEAD" },
    { path: `/${path}` },
    { path: `${path}/` },
    { path: upper },
    { path: path.replace("/", "/%2e/") },
    { path: `${path}?index` },
    ...(id === undefined
      ? []
      : ([
          { path: `${path}?_data=${encodeURIComponent(id)}`, method: "HEAD" },
          { path: `${upper}/?_data=${encodeURIComponent(id)}` },
        ] satisfies Question[])),
  ];
}

/** Data of a route that is not the URL's: the status is Remix's own, but nothing may be in the answer. */
function mismatches(path: string, id: string | undefined): Question[] {
  const other =
    id === undefined ? [] : [{ path: `/home?_data=${encodeURIComponent(id)}` }];
  return [{ path: `${path}?_data=root` }, ...other];
}

/** Writing through doors that are shut: by role, or because the object is somebody else's. */
export function writingSteps(
  probe: Probe,
  identities: readonly Identity[],
  ids: RouteIds,
): Step[] {
  return doorsWith(probe, "POST", ids).flatMap(({ pattern, doors }) =>
    identities.flatMap((identity) =>
      doors
        .filter((door) => isShut(probe, identity, door, "POST"))
        .filter((_, at, all) => at === 0 || at === all.length - 1)
        .flatMap((door) =>
          [door.path, ...dataPath(door.path, ids.get(pattern))].map((path) => ({
            identity,
            question: {
              method: "POST" as const,
              path,
              body: FORMS[pattern] ?? "x=y",
            },
            judge: writingJudge(identity, door),
          })),
        ),
    ),
  );
}

/** Writing to what can only be read. */
export function deafSteps(
  probe: Probe,
  identities: readonly Identity[],
  ids: RouteIds,
): Step[] {
  return doorsWith(probe, "GET", ids)
    .filter(({ pattern }) => !(POLICY[pattern] as RouteRule).POST)
    .flatMap(({ pattern, doors }) =>
      doors.slice(-1).flatMap(({ path }) =>
        [path, ...dataPath(path, ids.get(pattern))].flatMap((target) =>
          identities.map((identity) => ({
            identity,
            question: { method: "POST" as const, path: target, body: "x=y" },
            judge: refusalJudge(identity),
          })),
        ),
      ),
    );
}

/** A form without its fields may be refused before anybody looks whose the object is. */
function writingJudge(identity: Identity, door: Door): Step["judge"] {
  const shut = refusalJudge(identity);
  const isFilled = FORMS[door.pattern] !== undefined;
  if (isFilled || !isAdmitted(identity, door, "POST")) return shut;
  return (answer) => ([400, 422].includes(answer.status) ? null : shut(answer));
}

interface Group {
  readonly pattern: RoutePattern;
  readonly doors: readonly Door[];
}

/** Routes with a module; those of the policy that nobody has built yet are another test's business. */
function doorsWith(
  probe: Probe,
  method: "GET" | "POST",
  ids: RouteIds,
): Group[] {
  return (Object.keys(POLICY) as RoutePattern[])
    .filter((pattern) => ids.has(pattern))
    .filter((pattern) => (POLICY[pattern] as RouteRule)[method])
    .map((pattern) => ({ pattern, doors: doorsOf(probe, pattern) }));
}

/** All doors for who is admitted; the first and the last of others, which are of different programmes. */
function chosen(
  identity: Identity,
  doors: readonly Door[],
  method: "GET" | "POST",
): readonly Door[] {
  return doors.filter(
    (door, at) =>
      isAdmitted(identity, door, method) || at === 0 || at === doors.length - 1,
  );
}

function isShut(
  probe: Probe,
  identity: Identity,
  door: Door,
  method: "GET" | "POST",
): boolean {
  return (
    !isAdmitted(identity, door, method) ||
    mayOpen(probe, identity, door) === false
  );
}

function dataPath(path: string, id: string | undefined): string[] {
  return id === undefined ? [] : [`${path}?_data=${encodeURIComponent(id)}`];
}

function readingJudge(
  probe: Probe,
  identity: Identity,
  door: Door,
): Step["judge"] {
  if (isShut(probe, identity, door, "GET")) return refusalJudge(identity);
  if (mayOpen(probe, identity, door) !== true) return () => null;
  // a form that the object's state does not allow is refused with 409
  return ({ status }) =>
    status < 400 || status === 409 ? null : "though it is theirs to see";
}

/** What is shut is not found; a visitor is sent to sign in. */
function refusalJudge({ email }: Identity): Step["judge"] {
  return ({ status, headers }) => {
    const sentAway =
      headers.location?.startsWith("/login") === true ||
      headers["x-remix-redirect"]?.toString().startsWith("/login") === true;
    if (email === null && sentAway) return null;
    return [404, 405].includes(status) ? null : "though it is shut";
  };
}
