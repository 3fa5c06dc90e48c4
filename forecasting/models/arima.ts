import type { FittedModel, ForecastModel } from '../contract.ts';
import { addSeason, seasonallyAdjust } from '../seasonal.ts';
import { autocorrelation, variance } from '../statistics.ts';
import { withoutWeek } from '../week.ts';
import { continueArma, fitArma, type ArmaFit, type ArmaOrder } from './arima-fit.ts';
import { difference, integrate } from './arma-polynomials.ts';
import { addBack } from './exponential.ts';

/** Points used for the fit: an ARMA's few numbers are well known after some hundreds. */
const MAX_POINTS = 400;
/** Longer seasons are taken out beforehand; a seasonal difference of 52 weeks would cost a year of data. */
const MAX_SEASON = 24;

const STARTS: readonly [number, number][] = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 1],
];

/** Orders tried for the errors of another model. */
const QUICK: readonly [number, number][] = [
  [1, 0],
  [1, 1],
];

/**
 * ARIMA and SARIMA with orders by a stepwise search on AICc (Hyndman and Khandakar 2008), p and q up to 3, seasonal
 * orders up to 1. Differences: KPSS-like rule on autocorrelation and variance.
 */
export const arima: ForecastModel = {
  name: 'arima',
  minPoints: () => 16,
  fit(all, asked): FittedModel {
    const { values, season, putBack } = withoutWeek(all, asked);
    const long = season > MAX_SEASON;
    const seasonal = seasonallyAdjust(values, long ? season : 1);
    const recent = seasonal.adjusted.slice(-MAX_POINTS);
    const model = fitDifferenced(recent, long ? 1 : season, true);
    const skipped = values.length - model.residuals.length;
    const padded = [...Array.from({ length: skipped }, () => 0), ...model.residuals];
    return {
      forecast: (horizon) => putBack(addSeason(model.forecast(horizon), values.length, seasonal)),
      residuals: addBack(padded, seasonal).slice(skipped),
    };
  },
};

/** ARMA on the differenced values, forecasts integrated back; `thorough` searches all orders. */
export function fitDifferenced(values: readonly number[], season: number, thorough: boolean): FittedModel {
  const byYear = season > 1 && values.length >= 3 * season && autocorrelation(values, season) > 0.6;
  const level = byYear ? difference(values, season) : [...values];
  const once = needsDifference(level);
  const stationary = once ? difference(level, 1) : level;
  const seasonalTerms = season > 1 && values.length >= 3 * season;
  const fit = stepwise(stationary, season, { drift: !once, seasonal: seasonalTerms, thorough });
  return {
    forecast(horizon) {
      const ahead = continueArma(fit, stationary, horizon);
      const levels = once ? integrate(ahead, level, 1) : ahead;
      return byYear ? integrate(levels, values, season) : levels;
    },
    residuals: fit.residuals,
  };
}

/** A difference is taken when it makes the variance clearly smaller than that of the level, as for a wandering level. */
function needsDifference(values: readonly number[]): boolean {
  const step = difference(values, 1);
  return variance(step) < 0.6 * variance(values) && autocorrelation(step, 1) > -0.48;
}

function stepwise(
  values: readonly number[],
  season: number,
  allow: { drift: boolean; seasonal: boolean; thorough: boolean },
): ArmaFit {
  const tried = new Map<string, ArmaFit>();
  const attempt = (p: number, q: number, seasonalP: number, seasonalQ: number): ArmaFit => {
    const order: ArmaOrder = { p, q, seasonalP, seasonalQ, constant: allow.drift };
    const key = `${p},${q},${seasonalP},${seasonalQ}`;
    const fit = tried.get(key) ?? fitArma(values, order, season);
    tried.set(key, fit);
    return fit;
  };
  const s = allow.seasonal ? 1 : 0;
  let best = attempt(0, 0, 0, 0);
  for (const [p, q] of allow.thorough ? STARTS : QUICK) {
    const fit = attempt(p, q, 0, s);
    if (fit.aicc < best.aicc) best = fit;
  }
  for (let round = 0; round < (allow.thorough ? 4 : 0); round++) {
    const before = best;
    for (const next of neighbours(before.order, allow.seasonal)) {
      const fit = attempt(...next);
      if (fit.aicc < best.aicc) best = fit;
    }
    if (best === before) break;
  }
  return best;
}

function neighbours(o: ArmaOrder, seasonal: boolean): [number, number, number, number][] {
  const moves: [number, number, number, number][] = [
    [o.p + 1, o.q, o.seasonalP, o.seasonalQ],
    [o.p - 1, o.q, o.seasonalP, o.seasonalQ],
    [o.p, o.q + 1, o.seasonalP, o.seasonalQ],
    [o.p, o.q - 1, o.seasonalP, o.seasonalQ],
  ];
  if (seasonal) {
    moves.push([o.p, o.q, 1 - o.seasonalP, o.seasonalQ], [o.p, o.q, o.seasonalP, 1 - o.seasonalQ]);
  }
  return moves.filter(([p, q]) => p >= 0 && q >= 0 && p <= 3 && q <= 3);
}
