import type { ForecastModel } from '../contract.ts';
import { nestedCycle } from '../cycles.ts';
import { arima } from './arima.ts';
import { complexSmoothing } from './complex-smoothing.ts';
import { croston, tsb } from './croston.ts';
import { decomposition } from './decomposition.ts';
import { dampedHolt, etsAdjusted, holt, ses } from './exponential.ts';
import { ets, holtWinters, holtWintersRatio, LONGEST_STATES } from './holt-winters.ts';
import { fourierArma } from './fourier-arma.ts';
import { leadRegression } from './lead-regression.ts';
import { drift, naive, seasonalNaive } from './naive.ts';
import { profileLevel } from './profile-level.ts';
import { optimisedTheta, theta } from './theta.ts';

/** Every model by name: what `model` in the options may be, beside `combination`. */
export const MODELS: readonly ForecastModel[] = [
  naive,
  seasonalNaive,
  drift,
  ses,
  holt,
  dampedHolt,
  etsAdjusted,
  holtWinters,
  holtWintersRatio,
  ets,
  theta,
  optimisedTheta,
  profileLevel,
  arima,
  complexSmoothing,
  decomposition,
  fourierArma,
  croston,
  tsb,
  leadRegression,
];

export const MODEL_BY_NAME: ReadonlyMap<string, ForecastModel> = new Map(MODELS.map((m) => [m.name, m]));

/** Members of the default combination, chosen on earlier cut-offs (docs/forecasting.md). */
const MEMBERS: readonly ForecastModel[] = [
  seasonalNaive,
  etsAdjusted,
  optimisedTheta,
  complexSmoothing,
  profileLevel,
  decomposition,
  fourierArma,
];

/** Members beside those where a season is short: its shape may move, and years are many enough to learn how. */
const SHORT_SEASON_MEMBERS: readonly ForecastModel[] = [ets, arima];

/** The default combination's members for a season. */
export function membersFor(season: number): readonly ForecastModel[] {
  const short = season > 1 && (season <= LONGEST_STATES || nestedCycle(season) > 1);
  return short ? [...MEMBERS, ...SHORT_SEASON_MEMBERS] : MEMBERS;
}

/** Tried in the combination, kept where the back-test improves. */
export const CANDIDATES: readonly ForecastModel[] = [leadRegression];

/** What every answer is measured against, and replaced by where it is worse. */
export const BASELINES: readonly ForecastModel[] = [naive, seasonalNaive];
