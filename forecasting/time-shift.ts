import type { Random } from '../core/random.ts';
import { quantile } from './statistics.ts';
import { bestBandwidth, ownWeight, smoothCurve } from './smooth.ts';

export interface Shift {
  /** Weeks by which b follows a; negative when it goes before. */
  lag: number;
  low: number;
  high: number;
  correlation: number;
  /** Chance of so good an alignment away from 0 if both moved at once. */
  pNoLag: number;
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

interface Alignment {
  lag: number;
  correlation: number;
  /** How much better than no lag. */
  gain: number;
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
 * correlation, their levels are not. Interval and test of "no lag" come from a wild bootstrap (Wu 1986)
 * around one common curve: at the lag found for the interval, at no lag for the test.
 */
export function estimateShift(
  a: readonly number[],
  b: readonly number[],
  options: { maxLag: number; draws: number; random: Random; minCorrelation: number },
): Shift {
  const left = Float64Array.from(a);
  const right = Float64Array.from(b);
  const bandwidth = Math.min(bestBandwidth(left), bestBandwidth(right));
  const smoothLeft = smoothCurve(left, bandwidth);
  const smoothRight = smoothCurve(right, bandwidth);
  const found = align(smoothLeft, smoothRight, options.maxLag);
  const { lag, correlation } = found;
  if (correlation < options.minCorrelation || options.draws < 1) {
    return { lag, low: -options.maxLag, high: options.maxLag, correlation, pNoLag: 1 };
  }
  const noise = 1 / Math.sqrt(1 - ownWeight(bandwidth));
  const rests = [residuals(left, smoothLeft, noise), residuals(right, smoothRight, noise)] as const;
  const draw = (shift: number): Alignment[] => {
    const curve = commonCurve(left, right, shift, bandwidth);
    return Array.from({ length: options.draws }, () => {
      const [x, y] = rests.map((rest, k) =>
        smoothCurve(withNoise(curve[k] ?? left, rest, options.random), bandwidth),
      );
      return align(x ?? left, y ?? right, options.maxLag);
    });
  };
  const lags = draw(Math.round(lag)).map((d) => d.lag);
  const asGood = draw(0).filter((d) => d.gain >= found.gain).length;
  return {
    lag,
    low: quantile(lags, 0.05),
    high: quantile(lags, 0.95),
    correlation,
    pNoLag: (1 + asGood) / (1 + options.draws),
  };
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

function residuals(values: Float64Array, smooth: Float64Array, inflation: number): number[] {
  return Array.from(values, (value, t) => inflation * (value - (smooth[t] ?? 0)));
}

/** Each week's own residual with a random sign: quiet weeks stay quiet (wild bootstrap, Wu 1986). */
function withNoise(curve: Float64Array, rest: readonly number[], random: Random): Float64Array {
  return curve.map((value, t) => value + (random() < 0.5 ? -1 : 1) * (rest[t] ?? 0));
}
