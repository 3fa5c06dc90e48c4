import type { ForecastModel } from '../contract.ts';
import { nelderMead } from '../nelder-mead.ts';
import { addSeason, seasonallyAdjust } from '../seasonal.ts';
import { linearFit } from '../statistics.ts';
import { addBack, fitSmoothing, squash } from './exponential.ts';

/** The Theta method (Assimakopoulos and Nikolopoulos 2000) as SES with half the line's slope (Hyndman and Billah 2003). */
export const theta: ForecastModel = {
  name: 'theta',
  minPoints: () => 4,
  fit(values, season) {
    const seasonal = seasonallyAdjust(values, season);
    const state = fitSmoothing(seasonal.adjusted, 'none');
    const slope = linearFit(seasonal.adjusted).slope / 2;
    const n = values.length;
    const offset = (1 - (1 - state.alpha) ** n) / state.alpha;
    const ahead = (horizon: number): number[] =>
      Array.from({ length: horizon }, (_, h) => state.level + slope * (h + offset));
    return {
      forecast: (horizon) => addSeason(ahead(horizon), n, seasonal),
      residuals: addBack(state.residuals, seasonal),
    };
  },
};

interface ThetaState {
  level: number;
  mean: number;
  slope: number;
  intercept: number;
  t: number;
  /** (1 − alpha) to the power of t. */
  fade: number;
}

/** One step of the dynamic optimised Theta model: expected value, then the update with what came. */
function expectNext(s: ThetaState, alpha: number, thetaLine: number): number {
  const line = s.fade * s.intercept + ((1 - s.fade * (1 - alpha)) / alpha) * s.slope;
  return s.level + (1 - 1 / thetaLine) * line;
}

function update(s: ThetaState, value: number, alpha: number): void {
  const t = s.t + 1;
  s.slope = t === 1 ? 0 : ((t - 2) * s.slope + (6 * (value - s.mean)) / t) / (t + 1);
  s.mean = ((t - 1) * s.mean + value) / t;
  s.intercept = s.mean - (s.slope * (t + 1)) / 2;
  s.level = alpha * value + (1 - alpha) * s.level;
  s.t = t;
  s.fade *= 1 - alpha;
}

interface ThetaWeights {
  alpha: number;
  thetaLine: number;
  level0: number;
}

function weightsAt(at: readonly number[], first: number): ThetaWeights {
  return {
    alpha: squash(at[0] ?? 0, 0.01, 0.99),
    thetaLine: 1 + Math.exp(Math.min(4, at[1] ?? 0)),
    level0: first * (at[2] ?? 0.5),
  };
}

/** Squared error of the one-step forecasts: what `filter` does, on plain numbers, for the search. */
function squaredError(values: readonly number[], { alpha, thetaLine, level0 }: ThetaWeights): number {
  const lineWeight = 1 - 1 / thetaLine;
  let [level, mean, slope, intercept, fade, sse] = [level0, 0, 0, 0, 1, 0];
  for (let t = 0; t < values.length; t++) {
    const value = values[t] as number;
    const line = fade * intercept + ((1 - fade * (1 - alpha)) / alpha) * slope;
    const error = value - (level + lineWeight * line);
    if (t > 1) sse += error * error;
    slope = t === 0 ? 0 : ((t - 1) * slope + (6 * (value - mean)) / (t + 1)) / (t + 2);
    mean = (t * mean + value) / (t + 1);
    intercept = mean - (slope * (t + 2)) / 2;
    level = alpha * value + (1 - alpha) * level;
    fade *= 1 - alpha;
  }
  return sse;
}

function filter(values: readonly number[], weights: ThetaWeights): { s: ThetaState; residuals: number[] } {
  const { alpha, thetaLine, level0 } = weights;
  const s: ThetaState = { level: level0, mean: 0, slope: 0, intercept: 0, t: 0, fade: 1 };
  const residuals: number[] = [];
  for (const value of values) {
    residuals.push(value - expectNext(s, alpha, thetaLine));
    update(s, value, alpha);
  }
  return { s, residuals };
}

/** Dynamic optimised Theta model, DOTM (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016). */
export const optimisedTheta: ForecastModel = {
  name: 'optimised-theta',
  minPoints: () => 8,
  fit(values, season) {
    const seasonal = seasonallyAdjust(values, season);
    const adjusted = seasonal.adjusted;
    const first = adjusted[0] ?? 0;
    const best = nelderMead((at) => squaredError(adjusted, weightsAt(at, first)), [0, 0, 0.5], {
      step: [1, 0.7, 0.3],
      maxEvaluations: 110,
      tolerance: 1e-6,
    });
    const weights = weightsAt(best.at, first);
    const { s: end, residuals } = filter(adjusted, weights);
    const ahead = (horizon: number): number[] => {
      const s = { ...end };
      return Array.from({ length: horizon }, () => {
        const expected = expectNext(s, weights.alpha, weights.thetaLine);
        update(s, expected, weights.alpha);
        return expected;
      });
    };
    return {
      forecast: (horizon) => addSeason(ahead(horizon), values.length, seasonal),
      residuals: addBack(residuals, seasonal),
    };
  },
};
