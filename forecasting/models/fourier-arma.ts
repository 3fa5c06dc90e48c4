import type { ForecastModel } from '../contract.ts';
import { regress } from '../linear-algebra.ts';
import { aicc } from './exponential.ts';
import { fitDifferenced } from './arima.ts';

const HARMONICS = [1, 2, 3, 5] as const;
/** Seasons looked at: older ones say little of the next and cost time. */
const MAX_SEASONS = 5;

/**
 * Dynamic harmonic regression: Fourier terms for the season with ARIMA errors (Young, Pedregal and Tych 1999; Hyndman and
 * Athanasopoulos 10.5; a plain relative of TBATS, De Livera et al. 2011). Harmonics by AICc; two-stage estimation.
 */
export const fourierArma: ForecastModel = {
  name: 'fourier-arma',
  minPoints: (season) => Math.max(16, season > 1 ? Math.ceil(1.5 * season) : 16),
  fit(values, season) {
    const past = values.slice(-Math.max(60, MAX_SEASONS * season));
    const n = past.length;
    const logs = Math.min(...past) > 0.02;
    const y = logs ? past.map((value) => Math.log(value)) : [...past];
    let best = fitHarmonics(y, season, 0);
    for (const k of HARMONICS) {
      if (season < 2 * k + 1) break;
      const next = fitHarmonics(y, season, k);
      if (next.score < best.score) best = next;
    }
    const rest = y.map((value, t) => value - seasonal(best.heights, t, season));
    const errors = fitDifferenced(rest.slice(-260), 1, false);
    return {
      forecast: (horizon) =>
        errors.forecast(horizon).map((x, h) => {
          const value = x + seasonal(best.heights, n + h, season);
          return logs ? Math.exp(Math.max(-30, Math.min(30, value))) : value;
        }),
      residuals: errors.residuals.map((r, i) =>
        logs ? r * (past[n - errors.residuals.length + i] ?? 1) : r,
      ),
    };
  },
};

/** Least squares on level, slow trend (three hats) and harmonics; only the harmonics' heights are kept. */
function fitHarmonics(y: readonly number[], season: number, k: number): { heights: number[]; score: number } {
  const n = y.length;
  const knots = Math.max(2, Math.round(n / Math.max(26, season)) + 1);
  const columns: number[][] = Array.from({ length: knots }, (_, j) =>
    y.map((_, t) => Math.max(0, 1 - Math.abs((t * (knots - 1)) / (n - 1) - j))),
  );
  for (let i = 1; i <= k; i++) {
    columns.push(
      y.map((_, t) => Math.sin((2 * Math.PI * i * t) / season)),
      y.map((_, t) => Math.cos((2 * Math.PI * i * t) / season)),
    );
  }
  const all = regress(columns, y);
  let sse = 0;
  for (let t = 0; t < n; t++) {
    let rest = y[t] ?? 0;
    for (let c = 0; c < columns.length; c++) rest -= (all[c] ?? 0) * (columns[c]?.[t] ?? 0);
    sse += rest * rest;
  }
  return { heights: all.slice(knots), score: aicc(sse, n, columns.length) };
}

function seasonal(heights: readonly number[], t: number, season: number): number {
  let total = 0;
  for (let i = 0; 2 * i < heights.length; i++) {
    const angle = (2 * Math.PI * (i + 1) * t) / season;
    total += (heights[2 * i] ?? 0) * Math.sin(angle) + (heights[2 * i + 1] ?? 0) * Math.cos(angle);
  }
  return total;
}
