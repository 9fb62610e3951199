/** Zones that a choice begins with: where our programmes are. */
const NEAR = [
  "Europe/Paris",
  "Europe/Madrid",
  "Europe/Rome",
  "Europe/Athens",
  "Europe/Istanbul",
  "Africa/Casablanca",
  "Africa/Algiers",
  "Africa/Tunis",
  "Africa/Tripoli",
  "Africa/Cairo",
  "Asia/Beirut",
  "Asia/Amman",
  "Asia/Jerusalem",
  "Asia/Gaza",
  "Asia/Riyadh",
  "Asia/Qatar",
  "Asia/Bahrain",
  "Asia/Kuwait",
  "Asia/Dubai",
  "UTC",
];

/** Time zones for a choice: the near ones, the others, and `current` wherever it comes from. */
export function timeZoneChoices(current: string): {
  near: readonly string[];
  others: readonly string[];
} {
  const near = NEAR.includes(current) ? NEAR : [current, ...NEAR];
  const others = Intl.supportedValuesOf("timeZone").filter(
    (zone) => !near.includes(zone),
  );
  return { near, others };
}
