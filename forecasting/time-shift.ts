import type { Random } from '../core/random.ts';
import { quantile } from './statistics.ts';
import { bestBandwidth, ownWeight, smoothCurve } from './smooth.ts';

export interface Alignment {
  /** Weeks by which b follows a; negative when it goes before. */
  lag: number;
  correlation: number;
  /** How much better than no lag. */
  gain: number;
}

/** Two standardised series with the alignment of their smoothed levels and what is left beside these. */
export interface AlignedPair extends Alignment {
  left: Float64Array;
  right: Float64Array;
  rests: readonly [Float64Array, Float64Array];
  bandwidth: number;
  maxLag: number;
}

/** Pearson correlation of a(t − lag) with b(t) over the weeks both have. */
function shiftedCorrelation(a: Float64Array, b: Float64Array, lag: number): number {
  const from = Math.max(0, lag);
  const to = Math.min(b.length, a.length + lag);
  const n = to - from;
  let sa = 0;
  let sb = 0;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let t = from; t < to; t++) {
    const x = a[t - lag] as number;
    const y = b[t] as number;
    sa += x;
    sb += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const va = aa - (sa * sa) / n;
  const vb = bb - (sb * sb) / n;
  return va > 1e-12 && vb > 1e-12 ? (ab - (sa * sb) / n) / Math.sqrt(va * vb) : 0;
}

/** The shift of the smoothed curves with the highest correlation; a parabola gives the part of a week. */
function align(a: Float64Array, b: Float64Array, maxLag: number): Alignment {
  const at: number[] = [];
  for (let lag = -maxLag; lag <= maxLag; lag++) at.push(shiftedCorrelation(a, b, lag));
  let best = 0;
  for (let i = 0; i < at.length; i++) if ((at[i] ?? -1) > (at[best] ?? -1)) best = i;
  const here = at[best] ?? 0;
  const left = at[best - 1] ?? here;
  const right = at[best + 1] ?? here;
  const bend = left - 2 * here + right;
  const part = best > 0 && best < at.length - 1 && bend < -1e-12 ? (0.5 * (left - right)) / bend : 0;
  return {
    lag: best - maxLag + Math.max(-0.5, Math.min(0.5, part)),
    correlation: here,
    gain: here - (at[maxLag] ?? 0),
  };
}

/**
 * Lag between two standardised series by aligning their smoothed levels: ramps are nearly invisible to pre-whitened
 * correlation, their levels are not.
 */
export function alignPair(a: readonly number[], b: readonly number[], maxLag: number): AlignedPair {
  const left = Float64Array.from(a);
  const right = Float64Array.from(b);
  const bandwidth = Math.min(bestBandwidth(left), bestBandwidth(right));
  const smoothLeft = smoothCurve(left, bandwidth);
  const smoothRight = smoothCurve(right, bandwidth);
  const noise = 1 / Math.sqrt(1 - ownWeight(bandwidth));
  const rests = [residuals(left, smoothLeft, noise), residuals(right, smoothRight, noise)] as const;
  return { left, right, rests, bandwidth, maxLag, ...align(smoothLeft, smoothRight, maxLag) };
}

/** 90 % interval of the lag: a wild bootstrap (Wu 1986) around one common curve at the lag found. */
export function lagInterval(pair: AlignedPair, draws: number, random: Random): { low: number; high: number } {
  const curves = commonCurve(pair.left, pair.right, Math.round(pair.lag), pair.bandwidth);
  const lags: number[] = [];
  for (let d = 0; d < draws; d++) lags.push(redraw(pair, curves, random).lag);
  return { low: quantile(lags, 0.05), high: quantile(lags, 0.95) };
}

/** Draws as good as the pair itself after which enough is known. */
const ENOUGH_AS_GOOD = 10;

/**
 * Chance of so good an alignment away from 0 if both moved at once, by the same bootstrap around no lag. Drawn until
 * ten were as good, or `most` times: a sequential Monte Carlo p-value (Besag and Clifford 1991).
 */
export function chanceOfNoLag(pair: AlignedPair, most: number, random: Random): number {
  const curves = commonCurve(pair.left, pair.right, 0, pair.bandwidth);
  let asGood = 0;
  for (let drawn = 1; drawn <= most; drawn++) {
    if (redraw(pair, curves, random).gain >= pair.gain) asGood++;
    if (asGood === ENOUGH_AS_GOOD) return asGood / drawn;
  }
  return (1 + asGood) / (1 + most);
}

/** Each week's own residual with a random sign: quiet weeks stay quiet. */
function redraw(pair: AlignedPair, curves: readonly [Float64Array, Float64Array], random: Random): Alignment {
  const a = withNoise(curves[0], pair.rests[0], random);
  const b = withNoise(curves[1], pair.rests[1], random);
  return align(smoothCurve(a, pair.bandwidth), smoothCurve(b, pair.bandwidth), pair.maxLag);
}

/** Both series' expectation if they are one curve, the second `lag` weeks later. */
function commonCurve(
  a: Float64Array,
  b: Float64Array,
  lag: number,
  bandwidth: number,
): [Float64Array, Float64Array] {
  const n = a.length;
  const first = Math.min(0, -lag);
  const last = Math.max(n, n - lag);
  const both = Float64Array.from({ length: last - first }, (_, i) => {
    const t = i + first;
    const x = a[t];
    const y = b[t + lag];
    return x !== undefined && y !== undefined ? (x + y) / 2 : (x ?? y ?? 0);
  });
  const smooth = smoothCurve(both, bandwidth);
  return [smooth.slice(-first, -first + n), smooth.slice(-lag - first, -lag - first + n)];
}

function residuals(values: Float64Array, smooth: Float64Array, inflation: number): Float64Array {
  return values.map((value, t) => inflation * (value - (smooth[t] ?? 0)));
}

function withNoise(curve: Float64Array, rest: Float64Array, random: Random): Float64Array {
  const out = new Float64Array(curve.length);
  for (let t = 0; t < out.length; t++) {
    const sign = random() < 0.5 ? -1 : 1;
    out[t] = (curve[t] as number) + sign * (rest[t] as number);
  }
  return out;
}
