import type { FittedModel, ForecastModel } from '../contract.ts';
import { nelderMead } from '../nelder-mead.ts';
import { addSeason, seasonallyAdjust } from '../seasonal.ts';
import { linearFit, mean } from '../statistics.ts';

/**
 * Exponential smoothing in its innovations form (Hyndman, Koehler, Ord and Snyder 2008): level, optional trend,
 * optional damping. Seasons are taken out before and put back after, which keeps weekly data (52) stable.
 */
export type TrendKind = 'none' | 'linear' | 'damped';

export interface SmoothingState {
  sse: number;
  level: number;
  slope: number;
  phi: number;
  alpha: number;
  parameters: number;
  residuals: number[];
}

interface Weights {
  alpha: number;
  beta: number;
  phi: number;
}

/** Squared error of the one-step forecasts, and the state at the end. */
function run(values: readonly number[], w: Weights, level0: number, slope0: number, keep: number[] | null) {
  const { alpha, beta, phi } = w;
  let level = level0;
  let slope = slope0;
  let sse = 0;
  for (let t = 0; t < values.length; t++) {
    const expected = level + phi * slope;
    const error = (values[t] as number) - expected;
    sse += error * error;
    level = expected + alpha * error;
    slope = phi * slope + beta * error;
    if (keep !== null) keep.push(error);
  }
  return { sse, level, slope };
}

/** Least squares over alpha, beta, phi; first level and slope from a line through the first values. */
export function fitSmoothing(values: readonly number[], kind: TrendKind): SmoothingState {
  const head = linearFit(values.slice(0, Math.min(10, values.length)));
  const level0 =
    kind === 'none' ? mean(values.slice(0, Math.min(6, values.length))) : head.intercept - head.slope;
  const slope0 = kind === 'none' ? 0 : head.slope;
  const weights = (at: readonly number[]): Weights => {
    const alpha = squash(at[0] ?? 0, 0.001, 0.999);
    return {
      alpha,
      beta: kind === 'none' ? 0 : alpha * squash(at[1] ?? 0, 0.0001, 0.999),
      phi: kind === 'none' ? 0 : kind === 'linear' ? 1 : squash(at[2] ?? 0, 0.8, 0.98),
    };
  };
  const start = kind === 'none' ? [-0.5] : kind === 'linear' ? [-0.5, -3] : [-0.5, -3, 1];
  const best = nelderMead((at) => run(values, weights(at), level0, slope0, null).sse, start, {
    step: start.map(() => 1),
    maxEvaluations: 40 + 40 * start.length,
    tolerance: 1e-6,
  });
  const w = weights(best.at);
  const residuals: number[] = [];
  const state = run(values, w, level0, slope0, residuals);
  const parameters = kind === 'none' ? 2 : kind === 'linear' ? 4 : 5;
  return { ...state, phi: w.phi, alpha: w.alpha, parameters, residuals };
}

export function squash(x: number, low: number, high: number): number {
  return low + (high - low) / (1 + Math.exp(-x));
}

export function continueSmoothing(state: SmoothingState, horizon: number): number[] {
  const out: number[] = [];
  let slope = state.slope;
  let level = state.level;
  for (let h = 0; h < horizon; h++) {
    slope *= state.phi;
    level += slope;
    out.push(level);
  }
  return out;
}

/** AICc of a Gaussian least squares fit; infinite where there are too few values. */
export function aicc(sse: number, n: number, parameters: number): number {
  const k = parameters + 1;
  if (n - k - 1 <= 0) return Number.POSITIVE_INFINITY;
  return n * Math.log(Math.max(sse / n, 1e-300)) + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}

function smoothingModel(name: string, kinds: readonly TrendKind[], minPoints: number): ForecastModel {
  return {
    name,
    minPoints: () => minPoints,
    fit(values, season): FittedModel {
      const seasonal = seasonallyAdjust(values, season);
      let chosen: SmoothingState | null = null;
      let lowest = Number.POSITIVE_INFINITY;
      for (const kind of kinds) {
        const state = fitSmoothing(seasonal.adjusted, kind);
        const score = kinds.length > 1 ? aicc(state.sse, values.length, state.parameters) : 0;
        if (chosen === null || score < lowest) [chosen, lowest] = [state, score];
      }
      const state = chosen ?? fitSmoothing(seasonal.adjusted, 'none');
      return {
        forecast: (horizon) => addSeason(continueSmoothing(state, horizon), values.length, seasonal),
        residuals: addBack(state.residuals, seasonal),
      };
    },
  };
}

/** Errors on the seasonally adjusted scale, brought back to the scale of the values. */
export function addBack(
  residuals: readonly number[],
  seasonal: ReturnType<typeof seasonallyAdjust>,
): number[] {
  if (seasonal.kind !== 'multiplicative') return [...residuals];
  return residuals.map((r, t) => r * (seasonal.indices[t % seasonal.indices.length] ?? 1));
}

/** Simple exponential smoothing (Brown 1956). */
export const ses = smoothingModel('ses', ['none'], 4);
/** Linear trend (Holt 1957). */
export const holt = smoothingModel('holt', ['linear'], 6);
/** Damped trend (Gardner and McKenzie 1985). */
export const dampedHolt = smoothingModel('damped-holt', ['damped'], 8);
/** The best of the three by AICc on the seasonally adjusted series. */
export const etsAdjusted = smoothingModel('ets-adjusted', ['none', 'linear', 'damped'], 8);
