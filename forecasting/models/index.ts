import type { ForecastModel } from '../contract.ts';
import { dampedHolt, etsAdjusted, holt, ses } from './exponential.ts';
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
];

export const MODEL_BY_NAME: ReadonlyMap<string, ForecastModel> = new Map(MODELS.map((m) => [m.name, m]));

/** Members of the default combination. */
export const MEMBERS: readonly ForecastModel[] = [
  naive,
  seasonalNaive,
  etsAdjusted,
  theta,
  optimisedTheta,
  profileLevel,
];
