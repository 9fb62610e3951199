/** How a mentor's places are used, the most pressing first. */
export const LOAD_WORDS = ["over", "full", "free", "idle", "paused"] as const;
export type LoadWord = (typeof LOAD_WORDS)[number];

/** What is known of one mentor's places. */
export interface Load {
  /** Places the mentor offers. */
  readonly capacity: number;
  /** Live pairings: each holds a place. */
  readonly live: number;
  /** Proposals nobody has decided on; they hold no place yet. */
  readonly proposed: number;
  /** Pairings that came to an end after they were active. */
  readonly ended: number;
  readonly isPaused: boolean;
}

/**
 * The word for a mentor's load. A mentor with more pairs and proposals than places is "over", even while paused;
 * "idle" has no pair and never had one.
 */
export function loadWord(load: Load): LoadWord {
  const { capacity, live, proposed, ended, isPaused } = load;
  if (live + proposed > capacity) return "over";
  if (isPaused) return "paused";
  if (live + proposed === capacity) return "full";
  return live + proposed + ended === 0 ? "idle" : "free";
}

/** Places that a further pairing could take. */
export function freePlaces({ capacity, live }: Load): number {
  return Math.max(0, capacity - live);
}
