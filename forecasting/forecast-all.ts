import { toAppError } from '../core/errors.ts';
import { AppError, type ErrorCode } from '../core/errors.ts';
import type { Forecast, ForecastOptions, SeriesInput } from '../core/trend.ts';
import { backtest, meanAbsoluteError, runMembers, type Fold } from './backtest.ts';
import { combine, memberWeights, pooledErrors, relativeErrors } from './combine.ts';
import { conformalWidths, type Score } from './conformal.ts';
import type { ForecastModel } from './contract.ts';
import { MEMBERS, MODEL_BY_NAME } from './models/index.ts';
import { prepareSeries, type PreparedSeries } from './prepare.ts';
import { mean, naiveScale } from './statistics.ts';
import { callStage } from './stage.ts';

export interface ForecastFailure {
  id: string;
  error: { code: ErrorCode; message: string };
}

/** Longest horizon answered. */
const MAX_HORIZON = 2_000;

interface Worked {
  at: number;
  series: PreparedSeries;
  folds: Fold[];
  future: Map<string, number[]>;
  own: Map<string, number>;
}

/**
 * Forecasts of all series: a combination of models weighted by their rolling-origin errors, on the series itself and
 * on all series of the call, with conformal intervals. Pure and deterministic; the order of the series is irrelevant.
 */
export function forecastAll(
  series: readonly SeriesInput[],
  options: ForecastOptions,
): (Forecast | ForecastFailure)[] {
  const members = chooseMembers(options);
  const out: (Forecast | ForecastFailure)[] = [];
  const worked: Worked[] = [];
  series.forEach((input, at) => {
    try {
      const ready = prepareSeries(input, options.nonnegative);
      const folds = backtest(ready, options.season, options.horizon, members);
      const future = runMembers(ready.values, options.season, options.horizon, members);
      worked.push({ at, series: ready, folds, future, own: relativeErrors(folds) });
    } catch (thrown) {
      const error = toAppError(thrown);
      out[at] = { id: input.id, error: { code: error.code, message: error.message } };
    }
  });
  const ordered = [...worked].sort((a, b) => compare(a.series, b.series));
  const pooled = pooledErrors(ordered.map((w) => w.own));
  const scores = ordered.flatMap((w) => scoresOf(w, pooled));
  for (const w of worked) out[w.at] = answer(w, pooled, scores, options, series[w.at]);
  return out;
}

function compare(a: PreparedSeries, b: PreparedSeries): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  const [left, right] = [a.values.join(), b.values.join()];
  return left === right ? 0 : left < right ? -1 : 1;
}

function chooseMembers(options: ForecastOptions): readonly ForecastModel[] {
  const { horizon, season, levels, model } = options;
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > MAX_HORIZON) {
    throw new AppError(
      'BAD_INPUT',
      `horizon must be a whole number from 1 to ${MAX_HORIZON}, not ${horizon}`,
    );
  }
  if (!Number.isInteger(season) || season < 1 || season > 10_000) {
    throw new AppError('BAD_INPUT', `season must be a whole number from 1 to 10000, not ${season}`);
  }
  const wrong = levels.find((level) => !(level > 0 && level < 100));
  if (wrong !== undefined) throw new AppError('BAD_INPUT', `levels must lie between 0 and 100, not ${wrong}`);
  if (model === undefined || model === 'combination') return MEMBERS;
  const asked = MODEL_BY_NAME.get(model);
  if (!asked) {
    const known = ['combination', ...MODEL_BY_NAME.keys()].join(', ');
    throw new AppError('BAD_INPUT', `model ${model} is not known; known are ${known}`);
  }
  return [asked, ...MEMBERS.filter((m) => ['naive', 'seasonal-naive'].includes(m.name) && m !== asked)];
}

function typicalError(w: Worked): number {
  const diffs = naiveScale(w.series.values, 1);
  return diffs > 0 ? diffs : 1e-9;
}

function scoresOf(w: Worked, pooled: ReadonlyMap<string, number>): Score[] {
  const unit = typicalError(w);
  return w.folds.flatMap((fold) => {
    const forecast = combine(fold.forecasts, memberWeights(w.own, pooled, fold.forecasts.keys()));
    return forecast.flatMap((value, h) =>
      fold.scored[h] ? [{ step: h + 1, error: Math.abs((fold.actual[h] ?? 0) - value) / unit }] : [],
    );
  });
}

function answer(
  w: Worked,
  pooled: ReadonlyMap<string, number>,
  all: readonly Score[],
  options: ForecastOptions,
  input: SeriesInput | undefined,
): Forecast {
  const { scale } = w.series;
  const weights = memberWeights(w.own, pooled, w.future.keys());
  const floor = options.nonnegative ? 0 : Number.NEGATIVE_INFINITY;
  const point = combine(w.future, weights).map((value) => Math.max(floor, value));
  const unit = typicalError(w);
  const lower: Record<string, number[]> = {};
  const upper: Record<string, number[]> = {};
  for (const level of options.levels) {
    const widths = conformalWidths(all, options.horizon, level);
    lower[level] = point.map((value, h) => finite(Math.max(floor, value - (widths[h] ?? 0) * unit) * scale));
    upper[level] = point.map((value, h) => finite((value + (widths[h] ?? 0) * unit) * scale));
  }
  const errors = w.folds.map((fold) => meanAbsoluteError(fold, combine(fold.forecasts, weights)));
  const naiveErrors = w.folds.map((fold) =>
    meanAbsoluteError(fold, fold.forecasts.get('seasonal-naive') ?? fold.forecasts.get('naive') ?? []),
  );
  const seasonScale = naiveScale(
    w.series.values,
    w.series.values.length > options.season ? options.season : 1,
  );
  const values = input?.values ?? [];
  return {
    id: w.series.id,
    model: options.model ?? 'combination',
    mean: point.map((value) => finite(value * scale)),
    lower,
    upper,
    backtest: {
      folds: w.folds.length,
      mase: massOf(errors, seasonScale),
      seasonalNaiveMase: massOf(naiveErrors, seasonScale),
      coverage: {},
    },
    stage: callStage({ values, season: options.season }).stage,
    notes: w.series.notes,
  };
}

function massOf(errors: readonly (number | null)[], scale: number): number | null {
  const known = errors.filter((error) => error !== null);
  return known.length > 0 && scale > 0 ? mean(known) / scale : null;
}

function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
