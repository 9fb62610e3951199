/** A place on the base map, in its own units, from the top left. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/** The drawing area of `public/med-basemap.svg`. */
export const MAP_SIZE = { width: 900, height: 560 } as const;

const RADIAN = Math.PI / 180;
const SOUTH = 30 * RADIAN;
const NORTH = 47 * RADIAN;
const MERIDIAN = 15;

/** Fitted to the coasts of the drawing: 0.2 units off on average, which is its own rounding. */
const SCALE = 1_065.93;
const LEFT = 449.93;
const TOP = -941.47;

const stretch = (latitude: number) => Math.tan(Math.PI / 4 + latitude / 2);
const CONE =
  Math.log(Math.cos(SOUTH) / Math.cos(NORTH)) /
  Math.log(stretch(NORTH) / stretch(SOUTH));
const RADIUS = (Math.cos(SOUTH) * stretch(SOUTH) ** CONE) / CONE;

/**
 * Where a point of the earth lies on the base map.
 *
 * The map is a Lambert conformal conic around 15° E with standard parallels 30° and 47° N.
 *
 * @param lat  degrees north
 * @param lon  degrees east
 * @returns null if the point is off the drawing
 * Source: Snyder 1987, Map Projections: A Working Manual, USGS Professional Paper 1395, p. 107.
 */
export function mapPoint(lat: number, lon: number): MapPoint | null {
  const radius = RADIUS / stretch(lat * RADIAN) ** CONE;
  const angle = CONE * (lon - MERIDIAN) * RADIAN;
  const x = SCALE * radius * Math.sin(angle) + LEFT;
  const y = SCALE * radius * Math.cos(angle) + TOP;
  const isInside =
    x >= 0 && x <= MAP_SIZE.width && y >= 0 && y <= MAP_SIZE.height;
  return isInside ? { x, y } : null;
}
