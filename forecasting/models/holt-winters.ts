import type { FittedModel, ForecastModel } from '../contract.ts';
import { nelderMead } from '../nelder-mead.ts';
import { seasonalIndices, type Seasonal } from '../seasonal.ts';
import { linearFit } from '../statistics.ts';
import { withoutWeek } from '../week.ts';
import { aicc, etsAdjusted, fitSmoothing, squash, type TrendKind } from './exponential.ts';

/**
 * Exponential smoothing whose season moves too (Winters 1960), in innovations form (Hyndman et al. 2008): additive
 * season with additive errors, multiplicative season with multiplicative errors. First states come from a classical
 * decomposition of the first seasons and are not searched; they count as parameters in AICc all the same.
 */
export type SeasonKind = Exclude<Seasonal['kind'], 'none'>;

interface Kind {
  trend: TrendKind;
  season: SeasonKind;
}

interface Start {
  level: number;
  slope: number;
  season: readonly number[];
}

interface Weights {
  alpha: number;
  beta: number;
  phi: number;
  gamma: number;
}

interface Fit {
  kind: Kind;
  weights: Weights;
  state: State;
  aicc: number;
  residuals: number[];
}

interface State {
  level: number;
  slope: number;
  season: Float64Array;
  /** Squared errors; relative ones where the season is multiplicative. */
  sse: number;
  /** Sum of log expected values, for the likelihood of relative errors. */
  logs: number;
}

/** Longer seasons are taken out beforehand: a state for each of 52 weeks follows noise. */
export const LONGEST_STATES = 24;
/** Seasons the first shape is taken from. */
const FIRST_SEASONS = 4;
const LEAST = 1e-6;

function run(
  values: readonly number[],
  kind: SeasonKind,
  w: Weights,
  start: Start,
  keep: number[] | null,
): State {
  const ratio = kind === 'multiplicative';
  const season = Float64Array.from(start.season);
  const cycle = season.length;
  let { level, slope } = start;
  let [sse, logs] = [0, 0];
  for (let t = 0, p = 0; t < values.length; t++, p = p + 1 === cycle ? 0 : p + 1) {
    const base = level + w.phi * slope;
    const index = season[p] as number;
    const expected = ratio ? base * index : base + index;
    const error = (values[t] as number) - expected;
    if (keep !== null) keep.push(error);
    if (ratio) {
      if (!(base > LEAST && index > LEAST)) return { level, slope, season, sse: Infinity, logs };
      sse += (error / expected) ** 2;
      logs += Math.log(expected);
    } else sse += error * error;
    const step = ratio ? error / index : error;
    level = base + w.alpha * step;
    slope = w.phi * slope + w.beta * step;
    season[p] = index + w.gamma * (ratio ? error / base : error);
  }
  return { level, slope, season, sse, logs };
}

function weightsAt(at: readonly number[], trend: TrendKind): Weights {
  const alpha = squash(at[0] ?? 0, 0.001, 0.999);
  return {
    alpha,
    gamma: (1 - alpha) * squash(at[1] ?? 0, 0.0001, 0.999),
    beta: trend === 'none' ? 0 : alpha * squash(at[2] ?? 0, 0.0001, 0.999),
    phi: trend === 'none' ? 0 : trend === 'linear' ? 1 : squash(at[3] ?? 0, 0.8, 0.98),
  };
}

function startOf(values: readonly number[], season: number, kind: Kind): Start {
  const first = values.slice(0, FIRST_SEASONS * season);
  const { indices, adjusted } = seasonalIndices(first, season, kind.season);
  const line = linearFit(adjusted.slice(0, Math.max(10, 2 * season)));
  if (kind.trend !== 'none')
    return { level: line.intercept - line.slope, slope: line.slope, season: indices };
  return { level: line.intercept + (line.slope * (season - 1)) / 2, slope: 0, season: indices };
}

/** log variance with the scale term, so that both kinds of error have comparable likelihoods. */
function logCost(state: State, n: number, kind: SeasonKind): number {
  const variance = Math.log(Math.max(state.sse / n, 1e-300));
  return kind === 'multiplicative' ? variance + (2 * state.logs) / n : variance;
}

function fitKind(values: readonly number[], season: number, kind: Kind): Fit {
  const n = values.length;
  const start = startOf(values, season, kind);
  const first = { none: [-0.5, -2.5], linear: [-0.5, -2.5, -3], damped: [-0.5, -2.5, -3, 1] }[kind.trend];
  const best = nelderMead(
    (at) => logCost(run(values, kind.season, weightsAt(at, kind.trend), start, null), n, kind.season),
    first,
    { step: first.map(() => 1), maxEvaluations: 40 + 30 * first.length, tolerance: 1e-6 },
  );
  const weights = weightsAt(best.at, kind.trend);
  const residuals: number[] = [];
  const state = run(values, kind.season, weights, start, residuals);
  const cost = logCost(state, n, kind.season);
  const parameters = first.length + (kind.trend === 'none' ? 1 : 2) + season - 1;
  return { kind, weights, state, residuals, aicc: aicc(n * Math.exp(cost), n, parameters) };
}

function continueFit({ state, weights, kind }: Fit, from: number, horizon: number): number[] {
  let { level, slope } = state;
  const cycle = state.season.length;
  return Array.from({ length: horizon }, (_, h) => {
    slope *= weights.phi;
    level += slope;
    const index = state.season[(from + h) % cycle] as number;
    return kind.season === 'multiplicative' ? Math.max(0, level) * index : level + index;
  });
}

/** What smoothing without a season reaches. */
function plainAicc(values: readonly number[]): number {
  const { sse, parameters } = fitSmoothing(values, 'damped');
  return aicc(sse, values.length, parameters);
}

/** The kinds that can be fitted: ratios need values clear of zero. */
function usable(values: readonly number[], kinds: readonly Kind[]): Kind[] {
  return kinds.filter((kind) => kind.season === 'additive' || Math.min(...values) > 0.01);
}

function seasonalModel(name: string, kinds: readonly Kind[]): ForecastModel {
  return {
    name,
    minPoints: () => 8,
    fit(all, asked): FittedModel {
      const { values, season, putBack } = withoutWeek(all, asked);
      const able = season > 1 && season <= LONGEST_STATES && values.length >= 2 * season + 4;
      let best: Fit | null = null;
      for (const kind of able ? usable(values, kinds) : []) {
        const fit = fitKind(values, season, kind);
        if (Number.isFinite(fit.state.sse) && (best === null || fit.aicc < best.aicc)) best = fit;
      }
      if (best === null || best.aicc > plainAicc(values)) return etsAdjusted.fit(all, asked, { horizon: 1 });
      const fit = best;
      return {
        forecast: (horizon) => putBack(continueFit(fit, values.length, horizon)),
        residuals: fit.residuals,
      };
    },
  };
}

const TRENDS: readonly TrendKind[] = ['none', 'damped', 'linear'];

/** Damped trend, additive season. */
export const holtWinters = seasonalModel('holt-winters', [{ trend: 'damped', season: 'additive' }]);
/** Damped trend, multiplicative season; additive where values touch zero. */
export const holtWintersRatio = seasonalModel('holt-winters-multiplicative', [
  { trend: 'damped', season: 'multiplicative' },
  { trend: 'damped', season: 'additive' },
]);
/** The best of three trends and two seasons by AICc; without a short season, what `ets-adjusted` gives. */
export const ets = seasonalModel(
  'ets',
  TRENDS.flatMap((trend) => [
    { trend, season: 'additive' as const },
    { trend, season: 'multiplicative' as const },
  ]),
);
