/** What a coordinator can set about matching besides the objective; everything may be left out. */

/** A side of the market, as files and forms name it. */
export const SIDES = ["mentees", "mentors"] as const;
export type Side = (typeof SIDES)[number];

/** How much low scores count more than high ones; see evenness.ts. */
export const EVENNESS = [0, 1, 2] as const;
export type Evenness = (typeof EVENNESS)[number];

export const QUOTA_ATTRIBUTES = ["country", "sector", "organisation"] as const;
export type QuotaAttribute = (typeof QUOTA_ATTRIBUTES)[number];

/** At least or at most so many pairs with people of one side who have an attribute. Pinned pairs count. */
export interface Quota {
  readonly side: Side;
  readonly by: QuotaAttribute;
  /** ISO 3166 alpha-2; a NACE code (with all below it) or an ecosystem id; an organisation as it is written. */
  readonly value: string;
  /** Whole, 0 or more. */
  readonly atLeast?: number | undefined;
  /** Whole, 0 or more, not below `atLeast`. */
  readonly atMost?: number | undefined;
}

export interface MatchingSettings {
  /** The worst pair as good as possible before the sum counts; always so for `fairest`, never for `stable`. */
  readonly floor: boolean;
  readonly evenness: Evenness;
  /** Who proposes under `stable`: that side gets the best partners that any stable result has for them. */
  readonly proposing: Side;
  readonly quotas: readonly Quota[];
}

export const DEFAULT_SETTINGS: MatchingSettings = {
  floor: false,
  evenness: 0,
  proposing: "mentees",
  quotas: [],
};

/** The settings with the defaults for what was left out. */
export function settingsOf(given: Partial<MatchingSettings>): MatchingSettings {
  return {
    floor: given.floor ?? DEFAULT_SETTINGS.floor,
    evenness: given.evenness ?? DEFAULT_SETTINGS.evenness,
    proposing: given.proposing ?? DEFAULT_SETTINGS.proposing,
    quotas: given.quotas ?? DEFAULT_SETTINGS.quotas,
  };
}
