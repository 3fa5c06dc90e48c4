import type { Random } from '../core/random.ts';
import { mean, quantile } from './statistics.ts';

/** Standard deviation of the smoothing kernel in weeks: wide against sampling noise, narrow against a season. */
const BANDWIDTH = 2.5;
/** Length of the residual blocks drawn in the bootstrap, weeks. */
const BLOCK = 6;

export interface Shift {
  /** Weeks by which b follows a; negative when it goes before. */
  lag: number;
  low: number;
  high: number;
  correlation: number;
}

export function smoothCurve(values: readonly number[], bandwidth = BANDWIDTH): number[] {
  const reach = Math.ceil(3 * bandwidth);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-(((i - reach) / bandwidth) ** 2) / 2),
  );
  return values.map((_, t) => {
    let total = 0;
    let weight = 0;
    for (let d = -reach; d <= reach; d++) {
      const value = values[t + d];
      if (value === undefined) continue;
      const k = kernel[d + reach] ?? 0;
      total += k * value;
      weight += k;
    }
    return total / weight;
  });
}

/** Pearson correlation of a(t − lag) with b(t) over the weeks both have. */
function shiftedCorrelation(a: readonly number[], b: readonly number[], lag: number): number {
  const from = Math.max(0, lag);
  const to = Math.min(b.length, a.length + lag);
  const n = to - from;
  let sa = 0;
  let sb = 0;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let t = from; t < to; t++) {
    const x = a[t - lag] ?? 0;
    const y = b[t] ?? 0;
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

/** The shift of the smoothed level curves with the highest correlation; a parabola gives the part of a week. */
export function bestShift(
  a: readonly number[],
  b: readonly number[],
  maxLag: number,
): { lag: number; correlation: number } {
  const at: number[] = [];
  for (let lag = -maxLag; lag <= maxLag; lag++) at.push(shiftedCorrelation(a, b, lag));
  let best = 0;
  for (let i = 0; i < at.length; i++) if ((at[i] ?? -1) > (at[best] ?? -1)) best = i;
  const here = at[best] ?? 0;
  const left = at[best - 1] ?? here;
  const right = at[best + 1] ?? here;
  const bend = left - 2 * here + right;
  const part = best > 0 && best < at.length - 1 && bend < -1e-12 ? (0.5 * (left - right)) / bend : 0;
  return { lag: best - maxLag + Math.max(-0.5, Math.min(0.5, part)), correlation: here };
}

/**
 * Lag between two series by aligning their smoothed levels, with a residual block bootstrap (Künsch 1989) for its
 * 90 % interval. Ramps are nearly invisible to pre-whitened correlation; their levels are not.
 */
export function estimateShift(
  a: readonly number[],
  b: readonly number[],
  options: { maxLag: number; draws: number; random: Random },
): Shift {
  const smoothA = smoothCurve(a);
  const smoothB = smoothCurve(b);
  const found = bestShift(smoothA, smoothB, options.maxLag);
  const restA = centred(a, smoothA);
  const restB = centred(b, smoothB);
  const lags: number[] = [];
  for (let draw = 0; draw < options.draws; draw++) {
    const drawnA = smoothCurve(withNoise(smoothA, restA, options.random));
    const drawnB = smoothCurve(withNoise(smoothB, restB, options.random));
    lags.push(bestShift(drawnA, drawnB, options.maxLag).lag);
  }
  return {
    lag: found.lag,
    low: quantile(lags, 0.05),
    high: quantile(lags, 0.95),
    correlation: found.correlation,
  };
}

function centred(values: readonly number[], smooth: readonly number[]): number[] {
  const rest = values.map((value, t) => value - (smooth[t] ?? 0));
  const middle = mean(rest);
  return rest.map((value) => value - middle);
}

function withNoise(smooth: readonly number[], rest: readonly number[], random: Random): number[] {
  const out: number[] = [];
  while (out.length < smooth.length) {
    const from = Math.floor(random() * Math.max(1, rest.length - BLOCK + 1));
    for (let i = 0; i < BLOCK && out.length < smooth.length; i++) {
      out.push((smooth[out.length] ?? 0) + (rest[from + i] ?? 0));
    }
  }
  return out;
}
