import type { ManagedCrowd } from "~/features/programmes/crowd.server";

/** The pages of a cohort of ten thousand people, on a server and an embedded database of their own. */
export const LISTS_CASE = "lists-10k";

/** A page, and who looks at it. */
export interface Page {
  readonly name: string;
  readonly path: string;
  readonly as: keyof ManagedCrowd["cookies"];
}

/** Every page whose size could depend on how many people there are: without a filter, searched, and in each order. */
export function pagesOf(crowd: ManagedCrowd, runId: string): readonly Page[] {
  const { cohortId, programmeId, pairingId, organisationId } = crowd;
  const cohort = `/cohorts/${cohortId}`;
  const [programme, enrolment] = [
    `/programmes/${programmeId}`,
    crowd.menteeEnrolmentId,
  ];
  return [
    ...["/home", "/programmes", programme, cohort].map(seenBy("coordinator")),
    ...withQueries(`${cohort}/enrolments`, PEOPLE),
    ...[
      "/organisations",
      "/organisations?q=rossi",
      "/organisations?sort=country",
    ].map(seenBy("coordinator")),
    ...withQueries(`${cohort}/pairings`, PAIRINGS),
    ...[
      `/enrolments/${enrolment}`,
      `/organisations/${organisationId}`,
      `/pairings/${pairingId}`,
      `${cohort}/review`,
      `${cohort}/review?pair=${pairingId}`,
      `${cohort}/send`,
      `${cohort}/runs`,
      `${cohort}/runs?left=full`,
      `${cohort}/runs?left=incomplete`,
      `${cohort}/runs/compare`,
      `/runs/${runId}`,
      `${cohort}/criteria`,
      `${cohort}/what-if`,
      `${cohort}/why-not`,
      `${cohort}/why-not?mentee=${enrolment}&mentor=${crowd.mentorEnrolmentId}`,
      `${cohort}/invite`,
      `${cohort}/import`,
      `${cohort}/questions`,
      ...FIGURES.map((figure) => `${cohort}/figures/${figure}`),
      `${cohort}/enrolments.csv`,
      `${cohort}/pairings.csv`,
      "/organisations.csv",
      `/runs/${runId}/files/pairs.csv`,
      `/runs/${runId}/files/unmatched.csv`,
      `/runs/${runId}/files/run.xlsx`,
    ].map(seenBy("coordinator")),
    ...ADMINISTRATION.map(seenBy("administrator")),
    ...["/home", "/pairs"].map(seenBy("mentor")),
    ...["/home", `/applications/${enrolment}/wishes`].map(seenBy("mentee")),
  ];
}

const PEOPLE = [
  "",
  "q=lefevre",
  "sort=waiting",
  "sort=organisation",
  "state=submitted",
];
const PAIRINGS = [
  "",
  "status=all&sort=mentor",
  "status=all&sort=score",
  "status=all&q=rossi",
];
const FIGURES = ["map", "sectors", "funnel", "load"];
const ADMINISTRATION = [
  "/admin",
  "/admin/accounts",
  "/admin/accounts?q=rossi",
  "/admin/audit",
  "/admin/audit?q=consent",
  "/admin/audit?q=nothing",
  "/admin/mail",
  "/admin/jobs",
];

function withQueries(path: string, queries: readonly string[]): Page[] {
  return queries
    .map((query) => (query === "" ? path : `${path}?${query}`))
    .map(seenBy("coordinator"));
}

const seenBy =
  (as: Page["as"]) =>
  (path: string): Page => ({ name: `${as} ${plain(path)}`, path, as });

/** Without the ids, which are others every time. */
function plain(path: string): string {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
}
