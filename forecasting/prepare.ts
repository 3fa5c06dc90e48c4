import { AppError } from '../core/errors.ts';
import type { SeriesInput } from '../core/trend.ts';
import { longCycle } from './cycles.ts';
import { isKnown } from './statistics.ts';

/** Fewest known values a series needs. */
export const MIN_VALUES = 4;
/** Longest stretch of the past that is fitted: older values say nothing of the next season and cost time. */
const MAX_FITTED = 520;
/** Long seasons ask for more, within what can be fitted in time. */
const MAX_CYCLES = 6;
const MOST_FITTED = 5_000;

/** A series made ready: gaps filled for fitting only, scaled so that sums neither overflow nor vanish. */
export interface PreparedSeries {
  id: string;
  group: string;
  values: number[];
  /** True where the value was known; filled ones are never scored. */
  known: boolean[];
  scale: number;
  nonnegative: boolean;
  covariates: { name: string; values: number[] }[];
  notes: string[];
}

function longestFitted(season: number): number {
  return Math.min(
    MOST_FITTED,
    Math.max(MAX_FITTED, MAX_CYCLES * longCycle(season, Number.POSITIVE_INFINITY)),
  );
}

export function prepareSeries(input: SeriesInput, nonnegative: boolean, season = 1): PreparedSeries {
  const raw = input.values.map((value) => (isKnown(value) ? value : null));
  const count = raw.filter((value) => value !== null).length;
  if (count < MIN_VALUES) {
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `insufficient: ${count} of ${MIN_VALUES} values needed for a forecast`,
    );
  }
  const notes: string[] = [];
  const first = raw.findIndex((value) => value !== null);
  const most = longestFitted(season);
  const from = Math.max(first, raw.length - most);
  if (from > first) notes.push(`fitted to the last ${most} of ${raw.length} values`);
  const kept = raw.slice(from);
  const gaps = kept.filter((value) => value === null).length;
  const odd = input.values.filter((value) => value !== null && !isKnown(value)).length;
  if (odd > 0) notes.push(`${odd} values that are not finite numbers were read as gaps`);
  if (gaps > 0) notes.push(`${gaps} gaps were filled by interpolation for fitting only`);
  if (nonnegative && kept.some((value) => value !== null && value < 0)) {
    notes.push(
      'negative values in the history although nonnegative was asked; the forecast stays at or above 0',
    );
  }
  const scale = scaleOf(kept);
  const scaled = kept.map((value) => (value === null ? null : value / scale));
  return {
    id: input.id,
    group: input.group ?? '',
    values: interpolate(scaled),
    known: kept.map((value) => value !== null),
    scale,
    nonnegative,
    covariates: readyCovariates(input, from, notes),
    notes,
  };
}

/** Mean absolute value, found without overflow; 1 for a series of zeros. */
function scaleOf(values: readonly (number | null)[]): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value ?? 0));
  if (largest === 0) return 1;
  let total = 0;
  let count = 0;
  for (const value of values) {
    if (value === null) continue;
    total += Math.abs(value) / largest;
    count++;
  }
  // One huge outlier among small values must not push the rest to zero weight; a floor keeps 1/scale finite.
  return Math.max((total / count) * largest, Number.MIN_VALUE * 1e16);
}

/** Straight lines across gaps, the nearest known value at the ends. */
export function interpolate(values: readonly (number | null)[]): number[] {
  const out: number[] = [];
  let last = -1;
  for (let t = 0; t < values.length; t++) {
    const value = values[t];
    if (value === null || value === undefined) continue;
    const before = last < 0 ? value : (values[last] ?? value);
    for (let g = last + 1; g < t; g++) {
      out.push(last < 0 ? value : before + ((value - before) * (g - last)) / (t - last));
    }
    out.push(value);
    last = t;
  }
  const end = out.at(-1) ?? 0;
  while (out.length < values.length) out.push(end);
  return out;
}

/** Covariates cut and scaled like the series; those that do not run along with it are left out with a note. */
function readyCovariates(input: SeriesInput, from: number, notes: string[]): PreparedSeries['covariates'] {
  const out: PreparedSeries['covariates'] = [];
  for (const covariate of input.covariates ?? []) {
    const known = covariate.values.slice(from).map((value) => (isKnown(value) ? value : null));
    const count = known.filter((value) => value !== null).length;
    if (covariate.values.length < input.values.length || count < MIN_VALUES) {
      notes.push(`covariate ${covariate.name} left out: it does not cover the series`);
      continue;
    }
    const cut = known.slice(0, input.values.length - from);
    const scale = scaleOf(cut);
    out.push({
      name: covariate.name,
      values: interpolate(cut.map((value) => (value === null ? null : value / scale))),
    });
  }
  return out;
}
