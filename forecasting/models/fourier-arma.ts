import type { ForecastModel } from '../contract.ts';
import { withoutWeek } from '../week.ts';
import { solveSymmetric } from '../linear-algebra.ts';
import { aicc } from './exponential.ts';
import { fitDifferenced } from './arima.ts';

const HARMONICS = [1, 2, 3, 5] as const;
/** A short season's shape may be sharp: as many as it can hold. */
const SHORT = { season: 24, harmonics: [1, 2, 3, 4, 5, 6, 8, 10] } as const;
/** Seasons looked at: older ones say little of the next and cost time. */
const MAX_SEASONS = 5;
const FEWEST = 260;

/**
 * Dynamic harmonic regression: Fourier terms for the season with ARIMA errors (Young, Pedregal and Tych 1999; Hyndman and
 * Athanasopoulos 10.5; a plain relative of TBATS, De Livera et al. 2011). Harmonics by AICc; two-stage estimation.
 */
export const fourierArma: ForecastModel = {
  name: 'fourier-arma',
  minPoints: (season) => Math.max(16, season > 1 ? Math.ceil(1.5 * season) : 16),
  fit(all, asked) {
    const { values, season, putBack } = withoutWeek(all, asked);
    const past = values.slice(-Math.max(FEWEST, MAX_SEASONS * season));
    const n = past.length;
    const logs = Math.min(...past) > 0.02;
    const y = logs ? past.map((value) => Math.log(value)) : [...past];
    const heights = bestHarmonics(y, season);
    const rest = y.map((value, t) => value - seasonal(heights, t, season));
    const errors = fitDifferenced(rest.slice(-260), 1, false);
    return {
      forecast: (horizon) =>
        putBack(
          errors.forecast(horizon).map((x, h) => {
            const value = x + seasonal(heights, n + h, season);
            return logs ? Math.exp(Math.max(-30, Math.min(30, value))) : value;
          }),
        ),
      residuals: errors.residuals.map((r, i) =>
        logs ? r * (past[n - errors.residuals.length + i] ?? 1) : r,
      ),
    };
  },
};

/** Least squares on a slow trend (hats) and the first k harmonics, k by AICc; only the harmonics' heights are kept. */
function bestHarmonics(y: readonly number[], season: number): number[] {
  const n = y.length;
  const knots = Math.max(2, Math.round(n / Math.max(26, season)) + 1);
  const usable = (season <= SHORT.season ? SHORT.harmonics : HARMONICS).filter((k) => season >= 2 * k + 1);
  const { columns, products } = designFor(n, season, knots, usable.at(-1) ?? 0);
  const right = columns.map((a) => product(a, y));
  const total = product(y, y);
  let best = { heights: [] as number[], score: Number.POSITIVE_INFINITY };
  for (const k of [0, ...usable]) {
    const size = knots + 2 * k;
    const some = right.slice(0, size);
    const all = solveSymmetric(
      products.slice(0, size).map((row) => row.slice(0, size)),
      some,
      1e-8,
    );
    const sse = Math.max(1e-12 * total, total - product(all, some));
    const score = aicc(sse, n, size);
    if (score < best.score) best = { heights: all.slice(knots), score };
  }
  return best.heights;
}

interface Design {
  columns: Float64Array[];
  products: number[][];
}

/** Designs that are kept: series of one call have the same few lengths. */
const DESIGNS_KEPT = 16;
const designs = new Map<string, Design>();

/** One set of products serves every k: the smaller regressions are its upper left corners. */
function designFor(n: number, season: number, knots: number, most: number): Design {
  const key = `${n},${season},${knots},${most}`;
  const known = designs.get(key);
  if (known) return known;
  const columns = trendAndHarmonics(n, season, knots, most);
  const made = { columns, products: columns.map((a) => columns.map((b) => product(a, b))) };
  if (designs.size >= DESIGNS_KEPT) designs.clear();
  designs.set(key, made);
  return made;
}

function trendAndHarmonics(n: number, season: number, knots: number, most: number): Float64Array[] {
  const columns = Array.from({ length: knots }, (_, j) =>
    Float64Array.from({ length: n }, (_, t) => Math.max(0, 1 - Math.abs((t * (knots - 1)) / (n - 1) - j))),
  );
  for (let i = 1; i <= most; i++) {
    const angle = (2 * Math.PI * i) / season;
    columns.push(Float64Array.from({ length: n }, (_, t) => Math.sin(angle * t)));
    columns.push(Float64Array.from({ length: n }, (_, t) => Math.cos(angle * t)));
  }
  return columns;
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let t = 0; t < a.length; t++) total += (a[t] as number) * (b[t] as number);
  return total;
}

function seasonal(heights: readonly number[], t: number, season: number): number {
  let total = 0;
  for (let i = 0; 2 * i < heights.length; i++) {
    const angle = (2 * Math.PI * (i + 1) * t) / season;
    total += (heights[2 * i] ?? 0) * Math.sin(angle) + (heights[2 * i + 1] ?? 0) * Math.cos(angle);
  }
  return total;
}
