import { ROLES, type Role } from "./roles.ts";

/** Who may try what on a route. What is not listed is refused; which objects a person sees is decided by the queries. */
export interface RouteRule {
  readonly GET?: readonly Role[];
  readonly POST?: readonly Role[];
}

const everyone = ROLES;
const signedIn: readonly Role[] = ROLES.filter((role) => role !== "visitor");
const participants = ["mentor", "mentee"] as const;
const coordinators = ["coordinator", "administrator"] as const;
const administrators = ["administrator"] as const;
const everyoneWithEvents = [
  "mentor",
  "mentee",
  "coordinator",
  "event_staff",
  "administrator",
] as const;
const keepers = [
  "coordinator",
  "administrator",
  "organisation_manager",
] as const;

/** The only place that says who may come to which door. A route without a line here does not compile. */
export const POLICY = {
  "/": { GET: everyone },
  "/*": { GET: everyone },
  "/setup": { GET: everyone, POST: everyone },
  "/login": { GET: everyone, POST: everyone },
  "/logout": { POST: everyone },
  "/language": { POST: everyone },
  "/privacy": { GET: everyone },
  "/forgot-password": { GET: everyone, POST: everyone },
  "/reset-password/:token": { GET: everyone, POST: everyone },
  "/invitation/:token": { GET: everyone, POST: everyone },
  "/confirm-email/:token": { GET: everyone, POST: everyone },
  "/new-email/:token": { GET: everyone, POST: everyone },
  "/join/:cohortId": { GET: everyone, POST: everyone },
  "/calendar/:feed": { GET: everyone },

  "/home": { GET: signedIn },
  "/account": { GET: signedIn, POST: signedIn },
  "/account/password": { GET: signedIn, POST: signedIn },
  "/account/email": { GET: signedIn, POST: signedIn },
  "/account/devices": { GET: signedIn, POST: signedIn },
  "/account/calendar": { GET: signedIn, POST: signedIn },

  "/admin": { GET: administrators },
  "/admin/accounts": { GET: administrators, POST: administrators },
  "/admin/accounts/:accountId": { GET: administrators, POST: administrators },
  "/admin/mail": { GET: administrators },
  "/admin/mail/:mailId": { GET: administrators },
  "/admin/audit": { GET: administrators },
  "/admin/jobs": { GET: administrators, POST: administrators },

  "/programmes": { GET: coordinators },
  "/programmes/new": { GET: administrators, POST: administrators },
  "/programmes/:programmeId": { GET: coordinators },
  "/programmes/:programmeId/edit": { GET: coordinators, POST: coordinators },
  "/programmes/:programmeId/coordinators": {
    GET: coordinators,
    POST: coordinators,
  },
  "/programmes/:programmeId/cohorts/new": {
    GET: coordinators,
    POST: coordinators,
  },
  "/cohorts/:cohortId": { GET: coordinators },
  "/cohorts/:cohortId/figures/map": { GET: coordinators },
  "/cohorts/:cohortId/figures/sectors": { GET: coordinators },
  "/cohorts/:cohortId/figures/funnel": { GET: coordinators },
  "/cohorts/:cohortId/figures/load": { GET: coordinators },
  "/cohorts/:cohortId/figures/:table": { GET: coordinators },
  "/cohorts/:cohortId/edit": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/state": { POST: coordinators },
  "/cohorts/:cohortId/enrolments": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/enrolments.csv": { GET: coordinators },
  "/cohorts/:cohortId/questions": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/views": { GET: coordinators, POST: coordinators },
  "/bulk-deeds/:bulkId": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/invite": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/import": { GET: coordinators, POST: coordinators },
  "/imports/:importId": { GET: coordinators, POST: coordinators },
  "/imports/:importId/undo": { POST: coordinators },
  "/import-template/:file": { GET: coordinators },
  "/enrolments/:enrolmentId": { GET: coordinators },
  "/enrolments/:enrolmentId/decision": { POST: coordinators },
  "/enrolments/:enrolmentId/edit": { GET: coordinators, POST: coordinators },

  "/applications/:enrolmentId": { GET: participants, POST: participants },
  "/applications/:enrolmentId/check": { GET: participants, POST: participants },
  "/applications/:enrolmentId/questions": {
    GET: participants,
    POST: participants,
  },
  "/applications/:enrolmentId/withdraw": { POST: participants },
  "/applications/:enrolmentId/wishes": {
    GET: participants,
    POST: participants,
  },
  "/applications/:enrolmentId/meetings": {
    GET: participants,
    POST: participants,
  },
  "/applications/:enrolmentId/:task": { GET: participants, POST: participants },

  "/people/:personId": { GET: ["mentor", "mentee", ...coordinators] },
  "/organisations": { GET: keepers },
  "/organisations.csv": { GET: keepers },
  "/organisations/new": { GET: coordinators, POST: coordinators },
  "/organisations/:organisationId": {
    GET: ["mentor", "mentee", "event_staff", ...keepers],
  },
  "/organisations/:organisationId/managers": {
    GET: coordinators,
    POST: coordinators,
  },
  "/organisations/:organisationId/edit": { GET: keepers, POST: keepers },

  "/cohorts/:cohortId/first-meetings": {
    GET: coordinators,
    POST: coordinators,
  },
  "/cohorts/:cohortId/review": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/review/matrix": { GET: coordinators },
  "/cohorts/:cohortId/review/news": { GET: coordinators },
  "/cohorts/:cohortId/what-if": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/what-if/start": { GET: coordinators },
  "/cohorts/:cohortId/criteria": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/criteria/tables": {
    GET: coordinators,
    POST: coordinators,
  },
  "/cohorts/:cohortId/runs": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/joiners": { POST: coordinators },
  "/cohorts/:cohortId/runs/compare": { GET: coordinators },
  "/cohorts/:cohortId/runs/compare.csv": { GET: coordinators },
  "/runs/:runId": { GET: coordinators },
  "/runs/:runId/files/:sheet": { GET: coordinators },
  "/runs/:runId/cancel": { POST: coordinators },
  "/cohorts/:cohortId/pairings": { GET: coordinators, POST: coordinators },
  "/cohorts/:cohortId/pairings.csv": { GET: coordinators },
  "/cohorts/:cohortId/send": { GET: coordinators, POST: coordinators },
  "/pairings/:pairingId": { GET: coordinators },
  "/pairings/:pairingId/decision": { GET: coordinators, POST: coordinators },
  "/pairings/:pairingId/note": { GET: coordinators, POST: coordinators },
  "/pairings/:pairingId/messages": { GET: coordinators, POST: coordinators },
  "/pairings/:pairingId/undo": { POST: coordinators },
  "/pairings/:pairingId/remind": { POST: coordinators },
  "/pairings/:pairingId/next-best": { POST: coordinators },
  "/cohorts/:cohortId/why-not": { GET: coordinators },

  "/proposals/:pairingId": { GET: participants },
  "/proposals/:pairingId/decision": { GET: participants, POST: participants },
  "/proposals/:pairingId/questions": { GET: participants, POST: participants },
  "/pairs": { GET: participants },
  "/pairs/:pairingId": { GET: [...participants, ...coordinators] },
  "/pairs/:pairingId/sessions/new": { GET: participants, POST: participants },
  "/sessions/:sessionId": { GET: participants },
  "/sessions/:sessionId/confirm": { POST: participants },
  "/sessions/:sessionId/correct": { GET: participants, POST: participants },

  "/events": { GET: everyoneWithEvents },
  "/events/:eventId": { GET: everyoneWithEvents },
  "/events/:eventId/edit": { GET: coordinators, POST: coordinators },
  "/programmes/:programmeId/events/new": {
    GET: coordinators,
    POST: coordinators,
  },
} as const satisfies Readonly<Record<string, RouteRule>>;

export type RoutePattern = keyof typeof POLICY;

/** Whether somebody with these roles may come to this door with this method; HEAD counts as GET. */
export function mayVisit(
  pattern: RoutePattern,
  method: string,
  roles: ReadonlySet<Role>,
): boolean {
  const rule: RouteRule = POLICY[pattern];
  const verb = method === "HEAD" ? "GET" : method;
  const allowed =
    verb === "GET" ? rule.GET : verb === "POST" ? rule.POST : undefined;
  return allowed?.some((role) => roles.has(role)) ?? false;
}

/** The table as rows, for people and outside tests. */
export function policyRows(): {
  route: string;
  method: string;
  roles: readonly Role[];
}[] {
  return Object.entries(POLICY).flatMap(([route, rule]) =>
    Object.entries(rule).map(([method, roles]) => ({ route, method, roles })),
  );
}
