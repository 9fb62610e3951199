import { MAP_SIZE, type MapPoint } from "./base-map.ts";

/** Radius of the point of a country, in units of the map. */
export const POINT_RADIUS = 6;

/** Room between the point and the ends of its arcs. */
const GAP = POINT_RADIUS + 2;
const NARROWEST = 2;
const WIDEST = 10;
/** From this many pairs on an arc is at its widest, unless the cohort has more. */
const FULL_AT = 6;

/** The width of an arc of so many pairs, in units of the map; the most pairs of any arc set the scale. */
export function arcWidth(pairs: number, most: number): number {
  const steps = Math.max(most, FULL_AT) - 1;
  const width = NARROWEST + ((WIDEST - NARROWEST) * (pairs - 1)) / steps;
  return Math.round(width * 10) / 10;
}

/** An arc with a head at its far end, each as the data of an SVG path. */
export interface Arc {
  readonly line: string;
  readonly head: string;
}

/**
 * An arc from one point to another, short of both.
 *
 * @param layer  0, 1, 2 …: arcs between the same two points bend more with each, so that none hides another; the
 *   way back bends to the other side
 * @param width  of the line, in units of the map
 */
export function arcBetween(
  from: MapPoint,
  to: MapPoint,
  layer: number,
  width: number,
): Arc {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const bend = 0.16 + 0.13 * layer;
  const top = {
    x: (from.x + to.x) / 2 + dy * bend,
    y: (from.y + to.y) / 2 - dx * bend,
  };
  const start = towards(from, top, GAP);
  const tip = towards(to, top, GAP);
  const neck = towards(to, top, GAP + width * 0.9 + 6);
  const half = width / 2 + 3.5;
  const length = Math.hypot(tip.x - neck.x, tip.y - neck.y) || 1;
  const side = {
    x: (-(tip.y - neck.y) / length) * half,
    y: ((tip.x - neck.x) / length) * half,
  };
  const left = { x: neck.x + side.x, y: neck.y + side.y };
  const right = { x: neck.x - side.x, y: neck.y - side.y };
  return {
    line: `M${at(start)}Q${at(top)} ${at(neck)}`,
    head: `M${at(tip)}L${at(left)}L${at(right)}Z`,
  };
}

/** A loop above a point, for pairs whose two sides come from the same country. */
export function loopAt(point: MapPoint, layer: number): string {
  const size = 16 + 8 * layer;
  const foot = GAP * 0.6;
  const start = { x: point.x - foot, y: point.y - foot };
  const end = { x: point.x + foot, y: point.y - foot };
  const left = { x: start.x - size, y: start.y - size * 1.7 };
  const right = { x: end.x + size, y: end.y - size * 1.7 };
  return `M${at(start)}C${at(left)} ${at(right)} ${at(end)}`;
}

function towards(from: MapPoint, to: MapPoint, length: number): MapPoint {
  const distance = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const share = Math.min(length / distance, 0.6);
  return {
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
  };
}

function at({ x, y }: MapPoint): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Something written beside a point. */
export interface PlacedLabel {
  readonly x: number;
  /** Base line of the text. */
  readonly y: number;
  readonly anchor: "start" | "end" | "middle";
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Finds room for a label beside each point: right, left, below, above or between, where it covers no other label and no
 * point; where there is none, the side with the least overlap.
 *
 * @param points  in order of importance: the first choose first
 * @param size  height of the letters in units of the map
 * Cost: points² comparisons of boxes.
 */
export function placeLabels(
  points: readonly (MapPoint & { readonly text: string })[],
  size: number,
): PlacedLabel[] {
  const taken: Box[] = points.map(({ x, y }) => boxAround(x, y));
  return points.map((point) => {
    const choices = choicesFor(point, size).map((choice) => ({
      ...choice,
      cost: costOf(choice.box, taken),
    }));
    const best = choices.reduce((a, b) => (b.cost < a.cost ? b : a));
    taken.push(best.box);
    return best.label;
  });
}

function boxAround(x: number, y: number): Box {
  return {
    left: x - POINT_RADIUS,
    right: x + POINT_RADIUS,
    top: y - POINT_RADIUS,
    bottom: y + POINT_RADIUS,
  };
}

/** Letters are about as wide as six tenths of their height, in both scripts. */
function choicesFor(
  { x, y, text }: MapPoint & { text: string },
  size: number,
): { label: PlacedLabel; box: Box }[] {
  const width = text.length * size * 0.58;
  const away = POINT_RADIUS + 5;
  const line = (left: number, base: number): Box => ({
    left,
    right: left + width,
    top: base - size * 0.9,
    bottom: base + size * 0.3,
  });
  const middle = y + size * 0.35;
  const [below, above] = [y + away + size * 0.9, y - away];
  const right = { anchor: "start" as const, x: x + away, left: x + away };
  const left = { anchor: "end" as const, x: x - away, left: x - away - width };
  const centre = { anchor: "middle" as const, x, left: x - width / 2 };
  return [
    { ...right, y: middle },
    { ...left, y: middle },
    { ...centre, y: below },
    { ...centre, y: above },
    { ...right, y: middle - size * 0.7 },
    { ...right, y: middle + size * 0.7 },
    { ...left, y: middle - size * 0.7 },
    { ...left, y: middle + size * 0.7 },
  ].map(({ left, ...label }) => ({ label, box: line(left, label.y) }));
}

function costOf(box: Box, taken: readonly Box[]): number {
  const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
  const isOff =
    box.left < 0 ||
    box.right > MAP_SIZE.width ||
    box.top < 0 ||
    box.bottom > MAP_SIZE.height;
  return covered + (isOff ? 10_000 : 0);
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
