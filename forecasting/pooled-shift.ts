import { meanAbsoluteError } from './backtest.ts';
import type { Evaluated } from './evaluate.ts';
import { regress } from './linear-algebra.ts';
import { mean } from './statistics.ts';

/**
 * A level shift learned across series: how far, in logs, the future's mean lay from the combination's, regressed on the
 * growth of the series and of its covariates (a pooled, "global" model: Montero-Manso and Hyndman 2021; ridge: Hoerl
 * and Kennard 1970). Kept only where it lowers the error of series it was not fitted to.
 */
export interface PooledShift {
  /** Factor for each series' future; 1 where nothing is known. */
  factors: number[];
  /** Factor for each series' folds, from coefficients that have not seen the series. */
  foldFactors: number[][];
  kept: boolean;
  /** Cross-fitted fall of the back-test error, 0.03 is 3 %. */
  gain: number;
}

/** Fewest series for a pooled fit. */
const MIN_SERIES = 24;
const MIN_GAIN = 0.005;
const RIDGE = 60;
/** Added before logs, in units of the series' mean size. */
const OFFSET = 0.05;
const MAX_SHIFT = 0.5;
const MAX_COVARIATES = 4;

interface Row {
  series: number;
  fold: number;
  x: number[];
  y: number;
}

export function learnShift(all: readonly Evaluated[], season: number): PooledShift {
  const none = {
    factors: all.map(() => 1),
    foldFactors: all.map((e) => e.held.map(() => 1)),
    kept: false,
    gain: 0,
  };
  if (season < 4 || all.length < MIN_SERIES) return none;
  const names = [...new Set(all.flatMap((e) => e.series.covariates.map((c) => c.name)))]
    .sort()
    .slice(0, MAX_COVARIATES);
  const rows = all.flatMap((e, series) => rowsOf(e, series, names, season));
  if (rows.length < 2 * MIN_SERIES) return none;
  const halves = [0, 1].map((half) => fit(rows.filter((row) => row.series % 2 !== half)));
  const foldFactors = none.foldFactors.map((factors) => [...factors]);
  for (const row of rows) {
    const of = foldFactors[row.series];
    if (of) of[row.fold] = factorFor(row.x, halves[row.series % 2] ?? []);
  }
  const gain = 1 - totalError(all, foldFactors) / Math.max(1e-12, totalError(all, none.foldFactors));
  if (gain < MIN_GAIN) return { ...none, gain };
  const heights = fit(rows);
  const factors = all.map((e) => {
    const x = featuresAt(e, e.series.values.length, names, season);
    return x ? factorFor(x, heights) : 1;
  });
  return { factors, foldFactors, kept: true, gain };
}

function rowsOf(e: Evaluated, series: number, names: readonly string[], season: number): Row[] {
  return e.held.flatMap(({ fold, forecast }, k) => {
    const x = featuresAt(e, fold.cutoff, names, season);
    const actual = fold.actual.filter((_, h) => fold.scored[h]);
    const ahead = forecast.filter((_, h) => fold.scored[h]);
    if (!x || actual.length === 0) return [];
    const y = Math.log(Math.max(OFFSET, mean(actual) + OFFSET) / Math.max(OFFSET, mean(ahead) + OFFSET));
    return [{ series, fold: k, x, y: Math.max(-0.7, Math.min(0.7, y)) }];
  });
}

/** Growth on the year over a quarter and over the last month, of the series and of each covariate; from before `end`. */
function featuresAt(e: Evaluated, end: number, names: readonly string[], season: number): number[] | null {
  const { values, covariates } = e.series;
  const quarter = Math.max(1, Math.round(season / 4));
  const month = Math.max(1, Math.round(season / 12));
  if (end < season + quarter || Math.min(...values.slice(0, end)) < 0) return null;
  const growth = (of: readonly number[], width: number): number => {
    const now = mean(of.slice(end - width, end));
    const before = mean(of.slice(end - season - width, end - season));
    return Math.max(-1, Math.min(1, Math.log((Math.max(0, now) + OFFSET) / (Math.max(0, before) + OFFSET))));
  };
  const out = [1, growth(values, quarter), growth(values, month)];
  for (const name of names) {
    const covariate = covariates.find((c) => c.name === name)?.values;
    out.push(covariate ? growth(covariate, quarter) : 0, covariate ? growth(covariate, month) : 0);
    out.push(covariate ? growth(covariate, Math.max(1, Math.round(season / 2))) : 0);
  }
  return out;
}

/** Ridge with a penalty of so many rows on standardised features: few rows shrink to no shift. */
function fit(rows: readonly Row[]): number[] {
  const width = rows[0]?.x.length ?? 0;
  const columns = Array.from({ length: width }, (_, i) => rows.map((row) => row.x[i] ?? 0));
  const padded = columns.map((column, i) => {
    const size = Math.sqrt(mean(column.map((x) => x * x)));
    return [...column, ...columns.map((_, j) => (i === j ? size * Math.sqrt(RIDGE) : 0))];
  });
  return regress(padded, [...rows.map((row) => row.y), ...columns.map(() => 0)]);
}

function factorFor(x: readonly number[], heights: readonly number[]): number {
  let shift = 0;
  for (let i = 0; i < x.length; i++) shift += (x[i] ?? 0) * (heights[i] ?? 0);
  return Math.exp(Math.max(-MAX_SHIFT, Math.min(MAX_SHIFT, shift)));
}

function totalError(all: readonly Evaluated[], factors: readonly (readonly number[])[]): number {
  let total = 0;
  all.forEach((e, series) => {
    e.held.forEach(({ fold, forecast }, k) => {
      const factor = factors[series]?.[k] ?? 1;
      const error = meanAbsoluteError(
        fold,
        forecast.map((value) => value * factor),
      );
      total += (error ?? 0) / e.base;
    });
  });
  return total;
}

/** The back-tests as they are with the shift. */
export function withShift(all: readonly Evaluated[], shift: PooledShift): Evaluated[] {
  if (!shift.kept) return [...all];
  return all.map((e, series) => ({
    ...e,
    held: e.held.map(({ fold, forecast }, k) => {
      const shifted = forecast.map((value) => value * (shift.foldFactors[series]?.[k] ?? 1));
      return { fold, forecast: shifted, mae: meanAbsoluteError(fold, shifted) };
    }),
  }));
}
