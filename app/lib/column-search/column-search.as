// AssemblyScript: the search of app/domain/scoring/column-search.ts, sixteen places at a time. All data lies in one memory
// that is laid out by wasm-column-search.server.ts; nothing is allocated here. Bounds are 32-bit floats, a little above the exact ones.

let bytes: i32, levels: i32, levelCount: i32;
let factors: i32, isMax: i32, isRequired: i32, cap: i32;
let termFrom: i32, termColumn: i32, termTimes: i32, perUnit: i32, base: i32;
let places: i32, nets: i32, nodes: i32;

export function layOut(
  _bytes: i32, _levels: i32, _levelCount: i32, _factors: i32, _isMax: i32, _isRequired: i32, _cap: i32,
  _termFrom: i32, _termColumn: i32, _termTimes: i32, _perUnit: i32, _base: i32, _places: i32, _nets: i32, _nodes: i32,
  _rests: i32, _worths: i32,
): void {
  bytes = _bytes; levels = _levels; levelCount = _levelCount;
  factors = _factors; isMax = _isMax; isRequired = _isRequired; cap = _cap;
  termFrom = _termFrom; termColumn = _termColumn; termTimes = _termTimes; perUnit = _perUnit; base = _base;
  places = _places; nets = _nets; nodes = _nodes;
  rests = _rests; worths = _worths;
}

let q0: v128 = f32x4.splat(0), q1: v128 = f32x4.splat(0), q2: v128 = f32x4.splat(0), q3: v128 = f32x4.splat(0);

/** By factor: the most that it and those after it can add for the mentee; one zero more at the end. */
let rests: i32;
/** Room for the worths of 16 places. */
let worths: i32;

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
function bound(mentee: i32, from: i32, s0: v128, s1: v128, s2: v128, s3: v128): i32 {
  let a = f32x4.splat(load<f32>(base + (mentee << 2)));
  let b = a, c = a, d = a;
  let forbidden = i8x16.splat(0);
  let row = mentee * factors;
  for (let f = 0; f < factors; f++, row++) {
    if (f > 0 && f < 4) {
      const rest = f32x4.splat(load<f32>(rests + (f << 2)));
      const left = v128.or(
        v128.or(f32x4.ge(f32x4.add(a, rest), s0), f32x4.ge(f32x4.add(b, rest), s1)),
        v128.or(f32x4.ge(f32x4.add(c, rest), s2), f32x4.ge(f32x4.add(d, rest), s3)),
      );
      if (!v128.any_true(left)) return 0xffff;
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

let scaleOf: f64, cutOf: f64, lowestAt: i32, stepsAt: i32, isNear: bool;
let shrinkOf: v128 = f32x4.splat(1), evennessOf: v128 = f32x4.splat(0), evenUpToOf: v128 = f32x4.splat(0);
let leastOf: v128 = f32x4.splat(0), cutLow: v128 = f32x4.splat(0);

/** What the worths of four places must reach to matter at their prices, never more than 64-bit floats would say. */
// @ts-ignore: decorator
@inline
function bars(at: i32): v128 {
  if (isNear) return f32x4.max(leastOf, f32x4.add(cutLow, v128.load(stepsAt + (at << 2))));
  const cut = f64x2.splat(cutOf), scale = f64x2.splat(scaleOf), room = f64x2.splat(1), from = lowestAt + (at << 3);
  const low = f64x2.sub(f64x2.div(f64x2.add(cut, v128.load(from)), scale), room);
  const high = f64x2.sub(f64x2.div(f64x2.add(cut, v128.load(from, 16)), scale), room);
  return f32x4.max(leastOf, v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5));
}

/** Appends the children that reach the bar; returns the new count. */
function look(mentee: i32, from: i32, start: i32): i32 {
  const b0 = bars(from), b1 = bars(from + 4), b2 = bars(from + 8), b3 = bars(from + 12);
  // a worth is at most (1 + evenness) times its score
  const forbidden = bound(
    mentee, from,
    f32x4.mul(b0, shrinkOf), f32x4.mul(b1, shrinkOf), f32x4.mul(b2, shrinkOf), f32x4.mul(b3, shrinkOf),
  );
  if (forbidden == 0xffff) return start;
  const w0 = worth(q0, evennessOf, evenUpToOf), w1 = worth(q1, evennessOf, evenUpToOf);
  const w2 = worth(q2, evennessOf, evenUpToOf), w3 = worth(q3, evennessOf, evenUpToOf);
  let left = (reach(w0, b0) | (reach(w1, b1) << 4) | (reach(w2, b2) << 8) | (reach(w3, b3) << 12)) & ~forbidden;
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

/**
 * `lowest` and `steps` point to the prices, in 64-bit floats as they are and in 32-bit floats over `reference`, by the scale.
 * Cuts far from all prices are taken in 64 bits, where 32 would leave no digits for the scores.
 */
export function find(
  mentee: i32, scale: f64, evenness: f64, evenUpTo: f64, least: f64, cut: f64, lowest: i32, steps: i32, reference: f64,
): i32 {
  scaleOf = scale; cutOf = cut; lowestAt = lowest; stepsAt = steps;
  leastOf = f32x4.splat(<f32>least);
  shrinkOf = f32x4.splat(<f32>(1 / (1 + evenness) - 1e-6));
  evennessOf = f32x4.splat(<f32>evenness); evenUpToOf = f32x4.splat(<f32>evenUpTo);
  const over = scale == 0 ? -1e30 : (cut + reference) / scale;
  isNear = scale == 0 || abs(over) < 1e6;
  cutLow = f32x4.splat(<f32>(over - 1 - abs(over) * 1e-6)); // with room for the steps between 32-bit floats
  let level = levelCount - 1;
  let start = load<i32>(levels + (level << 2));
  begin(mentee, start);
  let count = look(mentee, start, 0);
  for (; level > 0; level--) {
    memory.copy(nodes, places, count << 2);
    const below = load<i32>(levels + ((level - 1) << 2));
    let next = 0;
    for (let k = 0; k < count; k++)
      next = look(mentee, below + ((load<i32>(nodes + (k << 2)) - start) << 4), next);
    count = next;
    start = below;
  }
  return count;
}
