// AssemblyScript: the search of app/domain/scoring/column-search.ts, sixteen places at a time. All data lies in one memory
// that is laid out by wasm-column-search.server.ts; nothing is allocated here. Bounds are 32-bit floats, a little above the exact ones.

let bytes: i32, levels: i32, levelCount: i32;
let factors: i32, isMax: i32, isRequired: i32, cap: i32;
let termFrom: i32, termColumn: i32, termTimes: i32, perUnit: i32, base: i32;
let places: i32, nets: i32, nodes: i32;

export function layOut(
  _bytes: i32, _levels: i32, _levelCount: i32, _factors: i32, _isMax: i32, _isRequired: i32, _cap: i32,
  _termFrom: i32, _termColumn: i32, _termTimes: i32, _perUnit: i32, _base: i32, _places: i32, _nets: i32, _nodes: i32,
): void {
  bytes = _bytes; levels = _levels; levelCount = _levelCount;
  factors = _factors; isMax = _isMax; isRequired = _isRequired; cap = _cap;
  termFrom = _termFrom; termColumn = _termColumn; termTimes = _termTimes; perUnit = _perUnit; base = _base;
  places = _places; nets = _nets; nodes = _nodes;
}

let q0: v128 = f32x4.splat(0), q1: v128 = f32x4.splat(0), q2: v128 = f32x4.splat(0), q3: v128 = f32x4.splat(0);

/** By factor: the most that it and those after it can add for the mentee; one zero more at the end. */
const rests = memory.data(256, 16);

function begin(mentee: i32, top: i32): void {
  let rest: f32 = 0;
  store<f32>(rests + (factors << 2), 0);
  for (let f = factors - 1; f >= 0; f--) {
    const row = mentee * factors + f;
    const end = load<i32>(termFrom + (row << 2), 4);
    let most: i32 = 0;
    for (let k = 0; k < 16; k++) {
      let sum: i32 = 0;
      for (let term = load<i32>(termFrom + (row << 2)); term < end; term++) {
        const value = <i32>load<u8>(bytes + load<i32>(termColumn + (term << 2)) + top + k);
        sum = load<u8>(isMax + f) ? max(sum, value) : sum + value * <i32>load<i16>(termTimes + (term << 1));
      }
      most = max(most, sum);
    }
    rest += load<f32>(perUnit + (row << 2)) * <f32>min(most, <i32>load<i16>(cap + (f << 1)));
    store<f32>(rests + (f << 2), rest);
  }
}

/** Sets q0 to q3 to the bounds of the 16 places from `from`; returns the bits of those who are forbidden. */
// @ts-ignore: decorator
@inline
function bound(mentee: i32, from: i32, bar: f32): i32 {
  let a = f32x4.splat(load<f32>(base + (mentee << 2)));
  let b = a, c = a, d = a;
  let forbidden = i8x16.splat(0);
  let row = mentee * factors;
  for (let f = 0; f < factors; f++, row++) {
    if (f > 0 && f < 4) {
      const most = f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d));
      const needed = f32x4.splat(bar - load<f32>(rests + (f << 2)));
      if (!v128.any_true(f32x4.ge(most, needed))) return 0xffff;
    }
    let term = load<i32>(termFrom + (row << 2));
    const end = load<i32>(termFrom + (row << 2), 4);
    let low: v128, high: v128;
    if (load<u8>(isMax + f)) {
      let most = i8x16.splat(0);
      for (; term < end; term++)
        most = i8x16.max_u(most, v128.load(bytes + load<i32>(termColumn + (term << 2)) + from));
      if (load<u8>(isRequired + f)) forbidden = v128.or(forbidden, i8x16.eq(most, i8x16.splat(0)));
      low = i16x8.extend_low_i8x16_u(most);
      high = i16x8.extend_high_i8x16_u(most);
    } else {
      low = high = i16x8.splat(0);
      for (; term < end; term++) {
        const column = v128.load(bytes + load<i32>(termColumn + (term << 2)) + from);
        const times = i16x8.splat(load<i16>(termTimes + (term << 1)));
        low = i16x8.add_sat_s(low, i16x8.mul(i16x8.extend_low_i8x16_u(column), times));
        high = i16x8.add_sat_s(high, i16x8.mul(i16x8.extend_high_i8x16_u(column), times));
      }
      const most = i16x8.splat(load<i16>(cap + (f << 1)));
      low = i16x8.min_s(low, most);
      high = i16x8.min_s(high, most);
    }
    const unit = f32x4.splat(load<f32>(perUnit + (row << 2)));
    a = f32x4.add(a, f32x4.mul(unit, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(low))));
    b = f32x4.add(b, f32x4.mul(unit, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(low))));
    c = f32x4.add(c, f32x4.mul(unit, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(high))));
    d = f32x4.add(d, f32x4.mul(unit, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(high))));
  }
  q0 = a; q1 = b; q2 = c; q3 = d;
  return i8x16.bitmask(forbidden);
}

// @ts-ignore: decorator
@inline
function worth(bounds: v128, evenness: v128, evenUpTo: v128): v128 {
  const score = f32x4.floor(bounds);
  return f32x4.add(score, f32x4.mul(evenness, f32x4.min(score, evenUpTo)));
}

// @ts-ignore: decorator
@inline
function reach(worths: v128, bar: v128): i32 {
  return i32x4.bitmask(f32x4.ge(worths, bar));
}

let scaleOf: f64, shrinkOf: f32 = 1, evennessOf: v128 = f32x4.splat(0), evenUpToOf: v128 = f32x4.splat(0), leastOf: f32, cutOf: f64, lowestAt: i32;
const worths = memory.data(64, 16);

/** Appends the children that reach the bar; returns the new count. */
function look(mentee: i32, from: i32, parentPrice: f64, start: i32): i32 {
  // one basis point of room, for the steps between 32-bit floats
  const common = <f32>((cutOf + parentPrice) / scaleOf - 1);
  const least = max<f32>(leastOf, scaleOf == 0 ? leastOf : common);
  // a worth is at most (1 + evenness) times its score
  const forbidden = bound(mentee, from, least * shrinkOf);
  if (forbidden == 0xffff) return start;
  const w0 = worth(q0, evennessOf, evenUpToOf), w1 = worth(q1, evennessOf, evenUpToOf);
  const w2 = worth(q2, evennessOf, evenUpToOf), w3 = worth(q3, evennessOf, evenUpToOf);
  const bar = f32x4.splat(least);
  let left = (reach(w0, bar) | (reach(w1, bar) << 4) | (reach(w2, bar) << 8) | (reach(w3, bar) << 12)) & ~forbidden;
  if (!left) return start;
  v128.store(worths, w0); v128.store(worths, w1, 16); v128.store(worths, w2, 32); v128.store(worths, w3, 48);
  let count = start;
  for (; left; left &= left - 1) {
    const k = ctz(left);
    const net = scaleOf * <f64>load<f32>(worths + (k << 2)) - load<f64>(lowestAt + ((from + k) << 3));
    if (net < cutOf) continue;
    store<i32>(places + (count << 2), from + k);
    store<f64>(nets + (count << 3), net);
    count++;
  }
  return count;
}

export function find(
  mentee: i32, scale: f64, evenness: f64, evenUpTo: f64, least: f64, cut: f64, lowest: i32,
): i32 {
  scaleOf = scale; cutOf = cut; lowestAt = lowest; leastOf = <f32>least;
  shrinkOf = <f32>(1 / (1 + evenness) - 1e-6);
  evennessOf = f32x4.splat(<f32>evenness); evenUpToOf = f32x4.splat(<f32>evenUpTo);
  let level = levelCount - 1;
  let start = load<i32>(levels + (level << 2));
  begin(mentee, start);
  let count = look(mentee, start, -Infinity, 0);
  for (; level > 0; level--) {
    memory.copy(nodes, places, count << 2);
    const below = load<i32>(levels + ((level - 1) << 2));
    let next = 0;
    for (let k = 0; k < count; k++) {
      const node = load<i32>(nodes + (k << 2));
      next = look(mentee, below + ((node - start) << 4), load<f64>(lowest + (node << 3)), next);
    }
    count = next;
    start = below;
  }
  return count;
}
