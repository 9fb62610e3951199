import type { Trial, TrialResult } from "~/domain/matching/what-if.ts";
import type { MatchingFacts, PairOfIds } from "~/domain/scoring/types.ts";

/** How somebody is named in the result. */
export interface TrialName {
  readonly name: string;
  readonly organisation: string | null;
}

/** All that the browser needs to match by itself; it is fetched once. */
export interface TrialStart {
  readonly facts: MatchingFacts;
  readonly saved: Trial;
  /** What the newest run proposed; null if there is none to compare with. */
  readonly before: readonly PairOfIds[] | null;
  readonly names: Readonly<Record<string, TrialName>>;
}

/** What the page asks its worker. */
export type WhatIfQuestion =
  | { readonly kind: "open"; readonly start: TrialStart }
  | { readonly kind: "try"; readonly trial: Trial };

/** What the worker answers. */
export type WhatIfAnswer =
  | { readonly kind: "open" }
  | { readonly kind: "result"; readonly result: TrialResult | null };

/** What the server puts into the page for the script. */
export interface IslandData {
  readonly locale: string;
  readonly messages: Record<string, unknown>;
  readonly startAddress: string;
  readonly workerAddress: string;
}

/** Mentees and mentors, each; larger cohorts are matched on the server. */
export const LARGEST_IN_BROWSER = 500;
