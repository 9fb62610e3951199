import type { QuotaUnattainable } from "~/domain/matching/quota-bounds";
import { settingsFault } from "~/domain/matching/quotas";
import {
  type Evenness,
  EVENNESS,
  type MatchingSettings,
  type Quota,
  SIDES,
} from "~/domain/matching/settings";
import type { MatchingProblem } from "~/domain/matching/types";
import { inputError, type InputError } from "./input-error";
import type { Options, OptionSpec } from "./options";

/** The settings of matching as options, for a command that reads no criteria. */
export const SETTING_OPTIONS: readonly OptionSpec[] = [
  { name: "floor", value: "flag" },
  { name: "evenness", value: "NAME", choices: EVENNESS.map(String) },
  { name: "proposing", value: "NAME", choices: SIDES },
];

/** What the options say; their values were checked with them. */
export function optionSettings(
  options: Options,
): Omit<MatchingSettings, "quotas"> {
  const evenness = Number(options.get("evenness") ?? 0) as Evenness;
  const proposing = options.get("proposing") === "mentors";
  return {
    floor: options.has("floor"),
    evenness,
    proposing: proposing ? "mentors" : "mentees",
  };
}

/**
 * @param quotas what was asked for, in the order of the problem's quotas
 * @throws {InputError} if the settings mean nothing together, or a quota speaks of an organisation that nobody has
 */
export function checkSettings(
  problem: MatchingProblem,
  quotas: readonly Quota[],
): void {
  const fault = settingsFault(problem);
  if (fault !== null) throw inputError(`error.settings.${fault}`);
  quotas.forEach(({ by, side, value }, at) => {
    const isUnknown = problem.quotas?.[at]?.members.length === 0;
    if (by === "organisation" && isUnknown)
      throw inputError("error.quota.nobody", { side, value });
  });
}

/** The sentence for quotas that no pairs keep. */
export function quotaError(
  { reason, quota, possible }: QuotaUnattainable,
  quotas: readonly Quota[],
): InputError {
  const named = quota === null ? undefined : quotas[quota];
  if (named === undefined) return inputError(`error.quota.${reason}`);
  const { side, by, value, atLeast = 0, atMost = 0 } = named;
  return inputError(`error.quota.${reason}`, {
    side,
    by,
    value,
    atLeast: String(atLeast),
    atMost: String(atMost),
    possible: String(possible),
  });
}
