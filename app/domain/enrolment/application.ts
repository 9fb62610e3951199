import type { CohortState } from "../cohort/lifecycle.ts";
import type { EnrolmentRole, EnrolmentState } from "./lifecycle.ts";

/** The pages of an application in the order of the task list; "topics" asks a mentor for offers and a mentee for needs. */
export const APPLICATION_TASKS = [
  "about",
  "organisation",
  "sectors",
  "topics",
  "languages",
  "availability",
  "goals",
  "consent",
] as const;
export type ApplicationTask = (typeof APPLICATION_TASKS)[number];

/** Which version of the consent text is asked for now. */
export const CONSENT_VERSION = "2026-11";

/** What an application has been told so far, as far as completeness depends on it. */
export interface ApplicationFacts {
  readonly role: EnrolmentRole;
  readonly fullName: string;
  readonly country: string | null;
  readonly organisationId: string | null;
  readonly sectors: readonly string[];
  readonly topics: readonly unknown[] | null;
  readonly languages: readonly unknown[];
  readonly availability: readonly unknown[] | null;
  readonly goals: string | null;
  readonly consentVersion: string | null;
}

const DONE: Readonly<
  Record<ApplicationTask, (facts: ApplicationFacts) => boolean>
> = {
  about: (facts) => facts.fullName.trim() !== "" && facts.country !== null,
  organisation: (facts) => facts.organisationId !== null,
  sectors: (facts) => facts.sectors.length > 0,
  topics: (facts) => (facts.topics?.length ?? 0) > 0,
  languages: (facts) => facts.languages.length > 0,
  availability: (facts) => (facts.availability?.length ?? 0) > 0,
  goals: (facts) => (facts.goals ?? "").trim() !== "",
  consent: (facts) => facts.consentVersion !== null,
};

/** The tasks that still have to be done before the application can be sent. */
export function openTasks(facts: ApplicationFacts): ApplicationTask[] {
  return APPLICATION_TASKS.filter((task) => !DONE[task](facts));
}

/**
 * What matching cannot do without: a country, a sector and a language.
 * Everything else that is missing counts as neutral, with a warning.
 */
export function isMatchable(
  facts: Pick<ApplicationFacts, "country" | "sectors" | "languages">,
): boolean {
  return (
    facts.country !== null &&
    facts.sectors.length > 0 &&
    facts.languages.length > 0
  );
}

/**
 * The pages that a participant may still change. Once the application was decided its content is what the
 * coordinators decided on; only when somebody has time stays theirs. Consent is given and withdrawn at any time.
 */
export function editableTasks(
  state: EnrolmentState,
): readonly ApplicationTask[] {
  if (state === "draft" || state === "submitted") return APPLICATION_TASKS;
  if (state === "accepted" || state === "reserve")
    return ["availability", "consent"];
  return [];
}

/** Whether a cohort still takes what was begun: while it recruits, and from late joiners while it is matched. */
export function takesApplications(state: CohortState): boolean {
  return state === "recruiting" || state === "matching";
}
