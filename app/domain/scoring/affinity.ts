import { areNeighbours, country, type Country } from "../reference/countries";
import { offsetOf } from "./weekly";

const EARTH_RADIUS_KM = 6_371;
const FAR_KM = 4_000;
const WORKING_MINUTES = 8 * 60;
const DAY_MINUTES = 24 * 60;

/**
 * How near two countries are, 0 to 1: .4·language + .3·proximity + .1·contiguity + .2·time.
 *
 * The one part of scoring that is not rational; the order of operations is fixed, so every machine gets the same.
 *
 * @param offsets  minutes east of UTC by zone; must hold the first zone of both countries
 * @throws {RangeError} if an offset is missing
 */
export function affinity(
  menteeCode: string,
  mentorCode: string,
  offsets: Readonly<Record<string, number>>,
): number {
  const a = country(menteeCode);
  const b = country(mentorCode);
  if (!a || !b) return 0;
  const contiguity = areNeighbours(a, b) ? 1 : 0;
  return (
    0.4 * commonLanguage(a, b) +
    0.3 * proximity(a, b) +
    0.1 * contiguity +
    0.2 * workingHours(a, b, offsets)
  );
}

/** The chance-like measure √(pA·pB) of the language that serves the two best. */
function commonLanguage(a: Country, b: Country): number {
  let best = 0;
  for (const [code, share] of Object.entries(a.languages)) {
    best = Math.max(best, Math.sqrt(share * (b.languages[code] ?? 0)) / 100);
  }
  return best;
}

/** Great circle by the haversine formula, which stays exact for near points. */
function proximity(a: Country, b: Country): number {
  const north = Math.sin(radians(b.lat - a.lat) / 2);
  const east = Math.sin(radians(b.lon - a.lon) / 2);
  const h =
    north * north +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * east * east;
  const km = 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
  return 1 - Math.min(1, km / FAR_KM);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Office hours recur every day, so the clock is a circle: Auckland's morning meets Honolulu's noon of the day before. */
function workingHours(
  a: Country,
  b: Country,
  offsets: Readonly<Record<string, number>>,
): number {
  const apart =
    Math.abs(
      offsetOf(offsets, a.timeZones[0]) - offsetOf(offsets, b.timeZones[0]),
    ) % DAY_MINUTES;
  const shift = Math.min(apart, DAY_MINUTES - apart);
  return Math.max(0, WORKING_MINUTES - shift) / WORKING_MINUTES;
}
