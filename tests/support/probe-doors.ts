import type { Probe } from "db/seed/probe.ts";
import type { ProbeObject } from "db/seed/probe-ledger.ts";
import {
  mayVisit,
  POLICY,
  type RoutePattern,
  type RouteRule,
} from "~/domain/access/policy.ts";
import type { Identity } from "./probe-identities.ts";

/** A route with the object in its URL, if it has one. */
export interface Door {
  readonly pattern: RoutePattern;
  readonly path: string;
  readonly object: ProbeObject | null;
}

/** Which objects a parameter stands for. */
const KINDS: Readonly<Record<string, string>> = {
  programmeId: "programme",
  cohortId: "cohort",
  enrolmentId: "enrolment",
  pairingId: "pairing",
  sessionId: "session",
  eventId: "event",
  organisationId: "organisation",
  personId: "person",
  runId: "run",
  importId: "import",
  accountId: "account",
  mailId: "mail",
};

/** Parameters that are no object; a token nobody has, an address that leads nowhere. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  token: ["no-such-token"],
  feed: ["no-such-feed.ics"],
  file: ["mentors-en.csv"],
  table: ["map.csv", "load.csv"],
  sheet: ["pairs.csv", "unmatched.csv", "run.xlsx"],
  task: ["about"],
  "*": ["nowhere"],
};

/** Every URL that a route and the objects of the probe make. */
export function doorsOf(probe: Probe, pattern: RoutePattern): Door[] {
  const start: Door = { pattern, path: "", object: null };
  return pattern
    .split("/")
    .slice(1)
    .reduce<Door[]>(
      (doors, segment) =>
        doors.flatMap((door) =>
          fill(probe, segment).map(({ text, object }) => ({
            ...door,
            path: `${door.path}/${text}`,
            object: object ?? door.object,
          })),
        ),
      [start],
    );
}

function fill(
  probe: Probe,
  segment: string,
): { text: string; object?: ProbeObject }[] {
  const [, name, rest = ""] = /^:(\w+)(.*)$/.exec(segment) ?? [];
  const kind = KINDS[name ?? ""];
  if (kind !== undefined)
    return probe.objects
      .filter((object) => object.kind === kind)
      .map((object) => ({ text: object.id + rest, object }));
  const words = WORDS[name ?? segment] ?? [segment];
  return words.map((text) => ({ text: text + rest }));
}

/** Whether the policy lets somebody try this door at all. */
export function isAdmitted(
  { roles }: Identity,
  { pattern }: Door,
  method: "GET" | "POST",
): boolean {
  return mayVisit(pattern, method, roles);
}

/** Doors that lead even visitors somewhere. */
function isPublic(pattern: RoutePattern): boolean {
  const rule: RouteRule = POLICY[pattern];
  return [rule.GET, rule.POST].some((roles) => roles?.includes("visitor"));
}

/** Doors behind which everything belongs to the coordinators of a programme. */
function isForCoordinators(pattern: RoutePattern): boolean {
  const rule: RouteRule = POLICY[pattern];
  return Object.values(rule).every((roles) =>
    (roles as readonly string[]).every((role) =>
      ["coordinator", "administrator"].includes(role),
    ),
  );
}

/**
 * Whether somebody whom the policy admits may see what is behind this door; null where that hangs on more than the
 * probe tells: the markers decide there.
 */
export function mayOpen(
  probe: Probe,
  identity: Identity,
  { pattern, object }: Door,
): boolean | null {
  if (object === null || isPublic(pattern)) return null;
  const { email } = identity;
  const reads = (field: string) =>
    probe.markers.some(
      (marker) =>
        marker.owner === object.id &&
        marker.field === field &&
        marker.visibleTo.includes(email ?? ""),
    );
  if (object.programme !== null && isForCoordinators(pattern)) {
    const theirs = coordinates(identity, object.programme);
    // what can be done hangs on the state of the pairing
    return theirs && pattern === "/pairings/:pairingId/decision"
      ? null
      : theirs;
  }
  if (pattern.startsWith("/applications/"))
    return (
      reads("enrolments.motivation") && !reads("enrolments.coordinator_note")
    );
  if (pattern.startsWith("/sessions/"))
    return reads("mentoring_sessions.topics");
  if (pattern === "/events/:eventId") return reads("events.description");
  if (pattern === "/organisations/:organisationId")
    return reads("organisations.description");
  return isStranger(identity, object) ? false : null;
}

function coordinates({ roles, rows }: Identity, programme: string): boolean {
  return (
    roles.has("administrator") ||
    rows.some(
      (row) => row.role === "coordinator" && row.programme === programme,
    )
  );
}

/** Somebody who has nothing to do with the object's programme. */
function isStranger({ roles, rows }: Identity, object: ProbeObject): boolean {
  return (
    object.kind !== "person" && // who is in two programmes is listed under the first
    object.programme !== null &&
    !roles.has("administrator") &&
    rows.every(({ programme }) => programme !== object.programme)
  );
}
