import type { RoutePattern } from "~/domain/access/policy.ts";

const SESSION =
  "date=2026-03-02&time=10:00&timeZone=UTC&durationMinutes=60&form=video";
const COHORT =
  "name=X&sessionsPlanned=6&sessionMinutes=60&mentorsPerMentee=1&answerDays=7";
const EVENT =
  "name=X&startsOn=2027-01-01&endsOn=2027-01-02&city=X&country=FR&timeZone=UTC";
const NOBODY = "00000000-0000-4000-8000-000000000000";
const CRITERIA = [
  "basedOn=1&language=B2&minimumScore=0&hoursNeeded=2&objective=coverage",
  ...["sector", "country", "needs", "language", "time", "wishes"].map(
    (name) => `weights.${name}=1`,
  ),
  ...["target", "crossSea", "similarity", "affinity", "matrix"].map(
    (name) => `country.${name}=1`,
  ),
].join("&");

const WHAT_IF = CRITERIA.replace("&hoursNeeded=2", "");

/** Forms that are filled in as they should be, so that nothing but who sends them can refuse them. */
export const FORMS: Partial<Record<RoutePattern, string>> = {
  "/applications/:enrolmentId": "pausedUntil=2027-01-01",
  "/applications/:enrolmentId/check": "",
  "/applications/:enrolmentId/withdraw": "",
  "/applications/:enrolmentId/meetings": `meeting=${NOBODY}&rating=fine`,
  "/applications/:enrolmentId/:task":
    "version=1&fullName=X&country=FR&timeZone=UTC",
  "/programmes/:programmeId/edit": "name=X&version=1",
  "/programmes/:programmeId/coordinators":
    "deed=add&email=x@probe.example&fullName=X&role=coordinator",
  "/programmes/:programmeId/cohorts/new": COHORT,
  "/programmes/:programmeId/events/new": EVENT,
  "/cohorts/:cohortId/edit": `${COHORT}&version=1`,
  "/cohorts/:cohortId/state": "to=closed",
  "/cohorts/:cohortId/enrolments": "deed=accept&scope=all",
  "/cohorts/:cohortId/questions":
    "deed=save&kind=text&en=X&roles=mentor&roles=mentee",
  "/cohorts/:cohortId/views": "step=save&name=X&query=role%3Dmentor",
  "/cohorts/:cohortId/invite": "step=waiting",
  "/cohorts/:cohortId/criteria": CRITERIA,
  "/cohorts/:cohortId/criteria/tables": "basedOn=0&links=01,10,80",
  "/cohorts/:cohortId/runs": "",
  "/cohorts/:cohortId/joiners": "deed=look",
  "/cohorts/:cohortId/first-meetings": "deed=propose",
  "/cohorts/:cohortId/review": `pairing=${NOBODY}&mentor=${NOBODY}`,
  "/cohorts/:cohortId/what-if": WHAT_IF,
  "/cohorts/:cohortId/pairings": `deed=propose&mentor=${NOBODY}&mentee=${NOBODY}`,
  "/cohorts/:cohortId/send": `deed=send&answerDays=7&pairing=${NOBODY}`,
  "/enrolments/:enrolmentId/decision": "step=accept",
  "/events/:eventId/edit": `${EVENT}&version=1`,
  "/runs/:runId/cancel": "",
  "/imports/:importId/undo": "",
  "/pairings/:pairingId/decision": "step=approve",
  "/pairings/:pairingId/note": "note=x&version=1",
  "/pairings/:pairingId/messages": "side=mentor&body=x",
  "/pairings/:pairingId/remind": "",
  "/pairings/:pairingId/undo": "",
  "/pairings/:pairingId/next-best": "",
  "/proposals/:pairingId/decision": "step=accept",
  "/proposals/:pairingId/questions": "body=x",
  "/pairs/:pairingId/sessions/new": SESSION,
  "/sessions/:sessionId/confirm": "",
  "/sessions/:sessionId/correct": `${SESSION}&version=2`,
};
