import type { ForecastModel } from '../contract.ts';
import { arima } from './arima.ts';
import { complexSmoothing } from './complex-smoothing.ts';
import { croston, tsb } from './croston.ts';
import { decomposition } from './decomposition.ts';
import { dampedHolt, etsAdjusted, holt, ses } from './exponential.ts';
import { fourierArma } from './fourier-arma.ts';
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
  theta,
  optimisedTheta,
  profileLevel,
  arima,
  complexSmoothing,
  decomposition,
  fourierArma,
  croston,
  tsb,
];

export const MODEL_BY_NAME: ReadonlyMap<string, ForecastModel> = new Map(MODELS.map((m) => [m.name, m]));

/** Members of the default combination, chosen on earlier cut-offs (docs/forecasting.md). */
export const MEMBERS: readonly ForecastModel[] = [
  seasonalNaive,
  etsAdjusted,
  optimisedTheta,
  complexSmoothing,
  profileLevel,
  decomposition,
  fourierArma,
];

/** What every answer is measured against, and replaced by where it is worse. */
export const BASELINES: readonly ForecastModel[] = [naive, seasonalNaive];
