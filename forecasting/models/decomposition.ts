import type { ForecastModel } from '../contract.ts';
import { longCycle } from '../cycles.ts';
import { steadied } from '../seasonal.ts';
import { mean } from '../statistics.ts';
import { continueSmoothing, fitSmoothing } from './exponential.ts';
import { fitDifferenced } from './arima.ts';

const ROUNDS = 2;
/** How much a year counts against the next later one in the seasonal shape: it may change slowly. */
const YEAR_WEIGHT = 0.75;

/**
 * Seasonal-trend decomposition in the manner of STL (Cleveland et al. 1990) and MSTL (Bandara, Hyndman and Bergmeir
 * 2021) on the log scale where possible: trend by local averages over a season, seasonal shape that changes slowly
 * from year to year; the seasonally adjusted rest goes to damped smoothing and ARMA, averaged.
 */
export const decomposition: ForecastModel = {
  name: 'decomposition',
  minPoints: (season) => Math.max(16, season > 1 ? Math.ceil(season * 1.75) : 16),
  fit(values, asked) {
    const season = longCycle(asked, values.length);
    const logs = Math.min(...values) > 0.02;
    const scale = logs ? values.map((value) => Math.log(value)) : [...values];
    const back = (x: number): number => (logs ? Math.exp(Math.max(-30, Math.min(30, x))) : x);
    const shape = season > 1 ? lastSeason(scale, season) : [0];
    const adjusted = scale.map((value, t) => value - seasonAt(shape, t, season));
    const smoothing = fitSmoothing(adjusted, 'damped');
    const arma = fitDifferenced(adjusted.slice(-260), 1, false);
    const n = values.length;
    return {
      forecast(horizon) {
        const a = continueSmoothing(smoothing, horizon);
        const b = arma.forecast(horizon);
        return a.map((x, h) => back((x + (b[h] ?? x)) / 2 + seasonAt(shape, n + h, season)));
      },
      residuals: smoothing.residuals.map((r, t) => (logs ? r * (values[t] ?? 1) : r)),
    };
  },
};

function seasonAt(shape: readonly number[], t: number, season: number): number {
  return season > 1 ? (shape[t % season] ?? 0) : 0;
}

/** The season's latest shape by phase (t mod season), mean 0. */
function lastSeason(values: readonly number[], season: number): number[] {
  const n = values.length;
  let seasonal = Array.from({ length: season }, () => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const trend = localMean(
      values.map((value, t) => value - (seasonal[t % season] ?? 0)),
      Math.floor(season / 2),
    );
    const top = Array.from({ length: season }, () => 0);
    const weights = Array.from({ length: season }, () => 0);
    for (let t = 0; t < values.length; t++) {
      const weight = YEAR_WEIGHT ** Math.floor((values.length - 1 - t) / season);
      const p = t % season;
      top[p] = (top[p] ?? 0) + weight * ((values[t] ?? 0) - (trend[t] ?? 0));
      weights[p] = (weights[p] ?? 0) + weight;
    }
    const raw = top.map((total, p) => total / Math.max(1e-9, weights[p] ?? 0));
    const left = values.map((value, t) => value - (trend[t] ?? 0) - (raw[t % season] ?? 0));
    const smooth = steadied(raw, 2, (mean(left.map((x) => x * x)) * season) / Math.max(1, n - season));
    const centre = mean(smooth);
    seasonal = smooth.map((x) => x - centre);
  }
  return seasonal;
}

/** Mean over the points within `reach`; near the ends the window stays whole by leaning inward. */
function localMean(values: readonly number[], reach: number): number[] {
  const n = values.length;
  const width = Math.min(n, 2 * reach + 1);
  const running = [0];
  for (const value of values) running.push((running.at(-1) ?? 0) + value);
  return values.map((_, t) => {
    const from = Math.max(0, Math.min(n - width, t - reach));
    return ((running[from + width] ?? 0) - (running[from] ?? 0)) / width;
  });
}
