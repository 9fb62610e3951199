/**
 * The offset of every zone at 12:00 UTC of a day, by Node's time zone data.
 *
 * @param isoDate  a day such as 2026-09-07
 * @returns minutes east of UTC by zone
 */
export function offsetsAt(
  isoDate: string,
  zones: Iterable<string>,
): Record<string, number> {
  const noon = new Date(`${isoDate}T12:00:00Z`);
  return Object.fromEntries(
    [...new Set(zones)].map((zone) => [zone, offsetAt(noon, zone)]),
  );
}

/** Reads the offset from its long form: `GMT`, `GMT+05:30`, or `GMT-00:25:21` for days before standard time. */
function offsetAt(instant: Date, zone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "longOffset",
  });
  const name = format
    .formatToParts(instant)
    .find(({ type }) => type === "timeZoneName")?.value;
  const parts = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/u.exec(
    name ?? "",
  );
  if (parts === null)
    throw new Error(`no offset in “${name ?? ""}” of ${zone}`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = parts;
  const total =
    Number(hours) * 60 + Number(minutes) + Math.round(Number(seconds) / 60);
  return sign === "-" ? -total : total;
}
