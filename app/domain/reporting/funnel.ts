/** How far a mentee can come, in order. */
export const FUNNEL_STEPS = [
  "enrolled",
  "accepted",
  "proposed",
  "approved",
  "sent",
  "mentor_accepted",
  "active",
  "met",
] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** One mentee: the furthest step they ever reached, and when they first reached each (milliseconds), where known. */
export interface Journey {
  readonly furthest: FunnelStep;
  readonly at: Readonly<Partial<Record<FunnelStep, number>>>;
}

export interface FunnelRow {
  readonly step: FunnelStep;
  /** Mentees who came this far or further. */
  readonly reached: number;
  /** Of those who reached the step before, between 0 and 1; null for the first step and after nobody. */
  readonly ofPrevious: number | null;
  /** Of all who enrolled; null if nobody did. */
  readonly ofAll: number | null;
  /** Median days since the step before, over those whose two dates are known; null without any. */
  readonly medianDays: number | null;
}

const DAY = 86_400_000;

/** Counts how many came how far, how many of those before them that is, and how long each step took. */
export function funnelOf(journeys: readonly Journey[]): FunnelRow[] {
  const reached = FUNNEL_STEPS.map(
    (_, index) =>
      journeys.filter(({ furthest }) => FUNNEL_STEPS.indexOf(furthest) >= index)
        .length,
  );
  return FUNNEL_STEPS.map((step, index) => ({
    step,
    reached: reached[index] ?? 0,
    ofPrevious:
      index === 0 ? null : share(reached[index] ?? 0, reached[index - 1] ?? 0),
    ofAll: share(reached[index] ?? 0, journeys.length),
    medianDays: medianDays(journeys, FUNNEL_STEPS[index - 1], step),
  }));
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Dates that run backwards, as of a correction by hand, say nothing about how long a step takes. */
function medianDays(
  journeys: readonly Journey[],
  before: FunnelStep | undefined,
  step: FunnelStep,
): number | null {
  if (before === undefined) return null;
  const days = journeys
    .flatMap(({ at }) => {
      const [from, to] = [at[before], at[step]];
      return from === undefined || to === undefined || to < from
        ? []
        : [(to - from) / DAY];
    })
    .sort((a, b) => a - b);
  const middle = Math.floor(days.length / 2);
  const upper = days[middle];
  if (upper === undefined) return null;
  return days.length % 2 === 1 ? upper : ((days[middle - 1] ?? 0) + upper) / 2;
}
