import type { Stage } from '../core/words.ts';
import { toAppError, type ErrorCode } from '../core/errors.ts';
import type { Forecast, ForecastOptions, SeriesInput } from '../core/trend.ts';
import { backtest, runMembers } from './backtest.ts';
import { borrowedSeason, BORROWED_SEASON } from './borrowed-season.ts';
import { foldErrors, notWorseThanNaive, usualRatio, type Answering } from './beside-naive.ts';
import { planModels, type Plan } from './check-options.ts';
import { combineBy, pooledErrors, relativeErrors } from './combine.ts';
import { calibrate, errorUnit, evaluate, meanOfKnown, pooledRatio } from './evaluate.ts';
import type { Evaluated, Worked } from './evaluate.ts';
import { keepHelpful, withLearned, type LearnedMember } from './learned-members.ts';
import { pooledRidge } from './pooled-ridge.ts';
import { learnShift, withShift } from './pooled-shift.ts';
import { prepareSeries, type PreparedSeries } from './prepare.ts';
import { callStage } from './stage.ts';
import { naiveScale } from './statistics.ts';

export interface ForecastFailure {
  id: string;
  error: { code: ErrorCode; message: string };
}

export type ForecastAnswer = Forecast | ForecastFailure;

/** What one series gives without knowledge of the others: the part that can run elsewhere. */
export type SeriesWork = { worked: Worked } | { failed: ForecastFailure };

/**
 * Forecasts of all series: a combination of models weighted by their rolling-origin errors, on the series itself and
 * on all series of the call, with conformal intervals. Pure and deterministic; the order of the series is irrelevant.
 */
export function forecastAll(
  series: readonly SeriesInput[],
  options: ForecastOptions,
  stageAt: StageAt = (at) => stageOf(series[at], options),
): ForecastAnswer[] {
  const plan = planModels(options);
  const work = series.map((input, at) => workOn(input, at, options, plan));
  return joinWork(series, work, options, stageAt);
}

/** The stage of the series at a place; a caller that knows more than the values calls it itself. */
export type StageAt = (at: number) => Stage;

/** The stage that the values alone show. */
export function stageOf(input: SeriesInput | undefined, { season }: ForecastOptions): Stage {
  return callStage({ values: input?.values ?? [], season }).stage;
}

/** Back-test and fits of one series. */
export function workOn(input: SeriesInput, at: number, options: ForecastOptions, plan: Plan): SeriesWork {
  try {
    const ready = prepareSeries(input, options.nonnegative, options.season);
    const folds = backtest(ready, options.season, options.horizon, plan.fitted);
    const future = runMembers(ready.values, options.season, options.horizon, plan.fitted, ready.covariates);
    return { worked: { at, series: ready, folds, future, own: relativeErrors(folds) } };
  } catch (thrown) {
    const error = toAppError(thrown);
    return { failed: { id: input.id, error: { code: error.code, message: error.message } } };
  }
}

/** Pools what the series' back-tests say, then answers each. */
export function joinWork(
  series: readonly SeriesInput[],
  work: readonly SeriesWork[],
  options: ForecastOptions,
  stageAt: StageAt = (at) => stageOf(series[at], options),
): ForecastAnswer[] {
  const plan = planModels(options);
  const out: ForecastAnswer[] = [];
  const worked: Worked[] = [];
  work.forEach((w, at) => {
    if ('failed' in w) out[at] = w.failed;
    else worked.push(w.worked);
  });
  // Sums depend on their order in the last digit: the pool is always made in the order of ids.
  const sorted = worked.sort((a, b) => compare(a.series, b.series));
  // A model asked for by name answers as it is.
  const single = plan.method === null;
  const learned = single ? [] : learnMembers(sorted, options.season);
  const ordered = learned.length > 0 ? withLearned(sorted, learned) : sorted;
  const allowed = single
    ? plan.allowed
    : keepHelpful(ordered, plan.allowed, [...learned.map((m) => m.name), ...plan.candidates]);
  const pooled = pooledErrors(ordered.map((w) => w.own));
  const plain = ordered.map((w) => evaluate(w, pooled, allowed, plan.method ?? undefined));
  const shift = learnShift(single ? [] : plain, options.season);
  const evaluated = withShift(plain, shift);
  const ratio = pooledRatio(evaluated);
  const usual = usualRatio(evaluated);
  const { widths, coverage } = calibrate(evaluated, ratio, options.levels, options.horizon);
  evaluated.forEach((e, k) => {
    const point = choosePoint(e, pooled, { ...plan, allowed }, options, shift.factors[k] ?? 1, usual);
    const unit = errorUnit(e, ratio);
    const half = (level: number): number[] => (widths[level] ?? []).map((width) => width * unit);
    out[e.at] = {
      id: e.series.id,
      model: point.model,
      ...bands(point.mean, half, e.series.scale, options),
      backtest: { ...scoresOf(e, point, options.season), coverage: coverage[k] ?? {} },
      stage: stageAt(e.at),
      notes: [...e.series.notes, ...point.notes],
    };
  });
  return out;
}

/** What only all series of the call together can say. */
function learnMembers(all: readonly Worked[], season: number): LearnedMember[] {
  return [borrowedSeason(all, season), pooledRidge(all, season)].filter((member) => member !== null);
}

function compare(a: PreparedSeries, b: PreparedSeries): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  const [left, right] = [a.values.join(), b.values.join()];
  return left === right ? 0 : left < right ? -1 : 1;
}

interface Point {
  model: string;
  mean: number[];
  /** Back-test errors of the model that answers, one a fold. */
  errors: (number | null)[];
  notes: string[];
}

/** The combination, with a naive forecast mixed in or answering alone where that was better in the back-test. */
function choosePoint(
  e: Evaluated,
  pooled: ReadonlyMap<string, number>,
  { allowed, method }: Plan,
  options: ForecastOptions,
  factor: number,
  usual: number,
): Point {
  const names = [...e.future.keys()].filter((name) => allowed.has(name));
  const asked = method === null ? (options.model ?? null) : null;
  const errors = e.held.map((h) => h.mae);
  const notes: string[] = [];
  if (asked !== null && names.length === 0) {
    notes.push(`too short for ${asked}: ${e.series.values.length} values; answered by the naive forecast`);
    return baseline(e, 'naive', notes);
  }
  const { length } = e.series.values;
  if (asked === null && options.season > 1 && length < SEASONS_NEEDED * options.season) {
    const borrowed = names.includes(BORROWED_SEASON)
      ? 'the season is borrowed from other series'
      : 'answered by models without one';
    notes.push(`too short for a season of ${options.season}: ${length} values; ${borrowed}`);
  }
  const joined = combineBy(method ?? 'combination', e.future, e.own, pooled, names);
  const mean = joined.map((value) => value * factor);
  if (Math.abs(factor - 1) > 0.005) {
    const percent = Math.round(1_000 * (factor - 1)) / 10;
    notes.push(`level shifted by ${percent} %, learned from growth across the series of this call`);
  }
  if (asked !== null) return { model: asked, mean, errors, notes };
  const answer = notWorseThanNaive(e, mean, usual);
  if (answer.weight > 0)
    notes.push(whyNaive(answer, meanOfKnown(errors), meanOfKnown(foldErrors(e, answer.name))));
  return { ...answer, model: answer.weight === 1 ? answer.name : (method ?? 'combination'), notes };
}

function whyNaive({ name, weight }: Answering, own: number | null, naive: number | null): string {
  const worse = percentWorse(own ?? 0, naive ?? 0);
  if (weight === 1) return `combination was worse than ${name} in the back-test (${worse}): ${name} answers`;
  const share = Math.round(100 * weight);
  return `combination was worse than ${name} in the back-test (${worse}): ${share} % of ${name} is mixed in`;
}

function percentWorse(own: number, other: number): string {
  return other > 0 ? `by ${Math.round(100 * (own / other - 1))} %` : 'which made no error';
}

/** What the least demanding seasonal model (profile × level) asks for. */
const SEASONS_NEEDED = 1.25;

function baseline(e: Evaluated, name: string, notes: string[]): Point {
  const forecast = e.future.get(name) ?? e.future.get('naive') ?? [];
  return { model: name, mean: forecast, errors: foldErrors(e, name), notes };
}

function bands(
  point: readonly number[],
  half: (level: number) => number[],
  scale: number,
  options: ForecastOptions,
): Pick<Forecast, 'mean' | 'lower' | 'upper'> {
  const floor = options.nonnegative ? 0 : Number.NEGATIVE_INFINITY;
  const centre = point.map((value) => Math.max(floor, value));
  const lower: Record<string, number[]> = {};
  const upper: Record<string, number[]> = {};
  for (const level of options.levels) {
    const widths = half(level);
    lower[level] = centre.map((value, h) => finite(Math.max(floor, value - (widths[h] ?? 0)) * scale));
    upper[level] = centre.map((value, h) => finite((value + (widths[h] ?? 0)) * scale));
  }
  return { mean: centre.map((value) => finite(value * scale)), lower, upper };
}

function scoresOf(e: Evaluated, point: Point, season: number): Omit<Forecast['backtest'], 'coverage'> {
  const lag = e.series.values.length > season ? season : 1;
  const scale = naiveScale(e.series.values, lag);
  const inUnits = (errors: (number | null)[]): number | null => {
    const error = meanOfKnown(errors);
    return error === null || !(scale > 0) ? null : error / scale;
  };
  const beside = e.future.has('seasonal-naive') ? 'seasonal-naive' : 'naive';
  return {
    folds: e.folds.length,
    mase: inUnits(point.errors),
    seasonalNaiveMase: inUnits(foldErrors(e, beside)),
  };
}

function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
