import type { QuotaUnattainable } from "~/domain/matching/quota-bounds.ts";
import type { Quota } from "~/domain/matching/settings.ts";

const REASONS = ["pins", "few", "together", "not_found", "conflict"] as const;

/** Why a run failed: a key under `failure` of the `matching` catalogue, with the quota and the number that it speaks of. */
export interface RunFailure {
  readonly key: string;
  readonly quota: Quota | null;
  readonly possible: number;
}

/**
 * What is kept of quotas that could not be kept, such as `quota_few 0 3`; null for any other error.
 *
 * The error may come from another thread, where it is no longer an instance of its class.
 */
export function quotaFailure(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== "QuotaUnattainable")
    return null;
  const { reason, quota, possible } = error as QuotaUnattainable; // told by its name
  return `quota_${reason} ${quota ?? "-"} ${possible}`;
}

/** Reads a kept failure again. @param quotas those of the criteria that the run used */
export function failureOf(
  kept: string | null,
  quotas: readonly Quota[] = [],
): RunFailure | null {
  if (kept === null) return null;
  const [key = "fault", at = "", possible = "0"] = kept.split(" ");
  const isKnown =
    ["unproven", "input", "fault"].includes(key) ||
    REASONS.some((reason) => key === `quota_${reason}`);
  return {
    key: isKnown ? key : "fault",
    quota: quotas[Number(at)] ?? null,
    possible: Number(possible),
  };
}
