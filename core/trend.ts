import type { Reason } from './reason.ts';
import type { Stage, StageFlag } from './words.ts';

/** One series to be forecast (CONTRACTS: forecast). null is a gap, never zero. */
export interface SeriesInput {
  id: string;
  values: (number | null)[];
  covariates?: { name: string; values: (number | null)[] }[];
  start?: string;
  group?: string;
}

export interface ForecastOptions {
  horizon: number;
  /** Points in a season: 52 for weekly, 1 for none. */
  season: number;
  /** Interval levels in percent, e.g. [80, 95]. */
  levels: number[];
  /** A model's name, or undefined: chosen by back-test. */
  model?: string;
  nonnegative: boolean;
}

export interface Backtest {
  folds: number;
  mase: number | null;
  seasonalNaiveMase: number | null;
  /** Measured share of held-out points inside the interval, by level. */
  coverage: Record<string, number>;
}

/** A forecast of one series; arrays have length `horizon`. */
export interface Forecast {
  id: string;
  model: string;
  mean: number[];
  lower: Record<string, number[]>;
  upper: Record<string, number[]>;
  backtest: Backtest;
  stage: Stage;
  notes: string[];
}

/** Where a concept stands, with its reasons in words and numbers. */
export interface StageCall {
  stage: Stage;
  /** 0 to 1. */
  probability: number;
  flags: StageFlag[];
  reasons: Reason[];
}

/** `leader` moves before `follower` by `lagWeeks` (> 0); p is Granger's, q after multiple-testing control. */
export interface Lead {
  leader: string;
  follower: string;
  lagWeeks: number;
  lagLow: number;
  lagHigh: number;
  correlation: number;
  p: number;
  q: number;
}
