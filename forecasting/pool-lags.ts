import { fUpperTail } from './distributions.ts';

/** One measurement of a lag with its 90 % interval. */
export interface LagEstimate {
  lag: number;
  low: number;
  high: number;
}

/** The lag that many measurements agree on; 90 % interval. */
export interface PooledLag {
  lag: number;
  low: number;
  high: number;
  /** Chance of so large a mean if there were no lag. */
  p: number;
  /** Measurements, and those of the mean's sign. */
  count: number;
  agreeing: number;
}

/** Fewest measurements to pool. */
const FEWEST = 3;
/** Half of a 90 % interval of a normal variable. */
const NORMAL_90 = 1.645;
/** No lag is known better than to half a week. */
const LEAST_ERROR = 0.5;

/**
 * Random-effects mean (DerSimonian and Laird 1986) with the interval and test of Hartung and Knapp (2001), which hold
 * for few measurements. Elements differ in their lags: the spread between them widens the interval.
 */
export function poolLags(estimates: readonly LagEstimate[]): PooledLag | null {
  const count = estimates.length;
  if (count < FEWEST) return null;
  const errors = estimates.map(({ low, high }) => Math.max(LEAST_ERROR, (high - low) / 2 / NORMAL_90) ** 2);
  const between = spreadBetween(estimates, errors);
  const weights = errors.map((error) => 1 / (error + between));
  const total = weights.reduce((a, b) => a + b, 0);
  const lag = weightedMean(estimates, weights);
  const scatter = estimates.reduce((sum, e, i) => sum + (weights[i] ?? 0) * (e.lag - lag) ** 2, 0);
  // At least what the measurements' own errors give (Jackson et al. 2017): three that agree by chance are not sure.
  const variance = Math.max(1, scatter / (count - 1)) / total;
  const half = tQuantile95(count - 1) * Math.sqrt(variance);
  return {
    lag,
    low: lag - half,
    high: lag + half,
    p: fUpperTail((lag * lag) / variance, 1, count - 1),
    count,
    agreeing: estimates.filter((e) => Math.sign(e.lag) === Math.sign(lag)).length,
  };
}

function weightedMean(estimates: readonly LagEstimate[], weights: readonly number[]): number {
  const total = weights.reduce((a, b) => a + b, 0);
  return estimates.reduce((sum, { lag }, i) => sum + (weights[i] ?? 0) * lag, 0) / total;
}

/** Variance of the true lags between the measurements, by the method of moments; 0 where errors explain the scatter. */
function spreadBetween(estimates: readonly LagEstimate[], errors: readonly number[]): number {
  const weights = errors.map((error) => 1 / error);
  const total = weights.reduce((a, b) => a + b, 0);
  const centre = weightedMean(estimates, weights);
  const scatter = estimates.reduce((sum, { lag }, i) => sum + (weights[i] ?? 0) * (lag - centre) ** 2, 0);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return Math.max(0, (scatter - (estimates.length - 1)) / (total - squares / total));
}

/** The 95 % quantile of Student's t, by bisection of its tail: two-sided t is the root of F(1, freedom). */
function tQuantile95(freedom: number): number {
  let [low, high] = [0, 100];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (fUpperTail(middle * middle, 1, freedom) > 0.1) low = middle;
    else high = middle;
  }
  return high;
}
