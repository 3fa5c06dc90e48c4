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

function filter(values: readonly number[], at: readonly number[], keep: number[] | null) {
  const alpha = squash(at[0] ?? 0, 0.01, 0.99);
  const thetaLine = 1 + Math.exp(Math.min(4, at[1] ?? 0));
  const first = values[0] ?? 0;
  const s: ThetaState = { level: first * (at[2] ?? 0.5), mean: 0, slope: 0, intercept: 0, t: 0, fade: 1 };
  let sse = 0;
  for (const value of values) {
    const error = value - expectNext(s, alpha, thetaLine);
    if (s.t > 1) sse += error * error;
    keep?.push(error);
    update(s, value, alpha);
  }
  return { sse, s, alpha, thetaLine };
}

/** Dynamic optimised Theta model, DOTM (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016). */
export const optimisedTheta: ForecastModel = {
  name: 'optimised-theta',
  minPoints: () => 8,
  fit(values, season) {
    const seasonal = seasonallyAdjust(values, season);
    const adjusted = seasonal.adjusted;
    const best = nelderMead((at) => filter(adjusted, at, null).sse, [0, 0, 0.5], {
      step: [1, 0.7, 0.3],
      maxEvaluations: 110,
      tolerance: 1e-6,
    });
    const residuals: number[] = [];
    const fitted = filter(adjusted, best.at, residuals);
    const ahead = (horizon: number): number[] => {
      const s = { ...fitted.s };
      return Array.from({ length: horizon }, () => {
        const expected = expectNext(s, fitted.alpha, fitted.thetaLine);
        update(s, expected, fitted.alpha);
        return expected;
      });
    };
    return {
      forecast: (horizon) => addSeason(ahead(horizon), values.length, seasonal),
      residuals: addBack(residuals, seasonal),
    };
  },
};
