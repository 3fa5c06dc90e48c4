import type { ForecastModel } from './contract.ts';
import type { PreparedSeries } from './prepare.ts';

/** Forecasts of every member from one cut-off; `actual` is empty for the real future. */
export interface Fold {
  cutoff: number;
  actual: number[];
  /** False where the held-out value was a gap: not scored. */
  scored: boolean[];
  forecasts: Map<string, number[]>;
}

export const MAX_FOLDS = 4;

/** Rolling origin (Tashman 2000): where the past is cut, newest first; every cut leaves the whole horizon to check. */
export function cutoffs(length: number, horizon: number, season: number): { at: number[]; horizon: number } {
  const need =
    season > 1 && length >= 2 * season + 8 ? 2 * season : Math.min(length - 1, Math.max(4, season + 4));
  const room = length - need;
  if (room < 1) return { at: length > 5 ? [length - 1] : [], horizon: 1 };
  const ahead = Math.max(1, Math.min(horizon, room));
  const spare = length - need - ahead;
  const folds = Math.min(MAX_FOLDS, spare + 1);
  const step = folds > 1 ? Math.max(1, Math.min(ahead, Math.floor(spare / (folds - 1)))) : 1;
  const at = Array.from({ length: folds }, (_, i) => length - ahead - i * step);
  return { at, horizon: ahead };
}

export function runMembers(
  values: readonly number[],
  season: number,
  horizon: number,
  members: readonly ForecastModel[],
  covariates: PreparedSeries['covariates'] = [],
): Map<string, number[]> {
  // Cut with the values: a covariate's later weeks are as unknown as the series' own.
  const cut = covariates.map(({ name, values: of }) => ({ name, values: of.slice(0, values.length) }));
  const out = new Map<string, number[]>();
  for (const member of members) {
    if (values.length < member.minPoints(season)) continue;
    if (member.needsCovariates && cut.length === 0) continue;
    const forecast = member.fit(values, season, { horizon, covariates: cut }).forecast(horizon);
    if (forecast.every((value) => Number.isFinite(value))) out.set(member.name, capGrowth(forecast, values));
  }
  return out;
}

/** No forecast leaves the range of the history by more than the width of that range: trends end. */
function capGrowth(forecast: readonly number[], values: readonly number[]): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const width = high - low;
  return forecast.map((value) => Math.max(low - width, Math.min(high + width, value)));
}

export function backtest(
  series: PreparedSeries,
  season: number,
  horizon: number,
  members: readonly ForecastModel[],
): Fold[] {
  const plan = cutoffs(series.values.length, horizon, season);
  return plan.at.map((cutoff) => {
    const end = cutoff + plan.horizon;
    return {
      cutoff,
      actual: series.values.slice(cutoff, end),
      scored: series.known.slice(cutoff, end),
      forecasts: runMembers(series.values.slice(0, cutoff), season, plan.horizon, members, series.covariates),
    };
  });
}

/** Mean absolute error over the scored steps; null where none was. */
export function meanAbsoluteError(fold: Fold, forecast: readonly number[]): number | null {
  let total = 0;
  let count = 0;
  for (let h = 0; h < fold.actual.length; h++) {
    if (!fold.scored[h]) continue;
    total += Math.abs((fold.actual[h] ?? 0) - (forecast[h] ?? 0));
    count++;
  }
  return count > 0 ? total / count : null;
}
