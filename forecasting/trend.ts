import { knownValues, linearFit, mean } from './statistics.ts';

/** Weeks of the window that magnitude and growth look at. */
const WINDOW = 13;
const YEAR = 52;
const MOMENTUM_WEEKS = 8;

/** `growth` 0.5 is +50 % on the same weeks a year before; momentum is the slope of the log share a week. */
export interface TrendFigures {
  magnitude: number | null;
  growth: number | null;
  momentum: number | null;
  momentumSe: number | null;
}

/**
 * The project's open formulas: magnitude = mean share of the last 13 weeks; growth = that against the same weeks a year
 * before; momentum = least squares slope of the log share over 8 weeks with its standard error. null where unknown.
 */
export function describeTrend(values: readonly (number | null)[]): TrendFigures {
  const magnitude = knownMean(values.slice(-WINDOW));
  const from = values.length - YEAR - WINDOW;
  const before = from >= 0 ? knownMean(values.slice(from, from + WINDOW)) : null;
  const growth = magnitude !== null && before !== null && before > 0 ? magnitude / before - 1 : null;
  const slope = logSlope(values.slice(-MOMENTUM_WEEKS), values);
  return {
    magnitude,
    growth: bounded(growth),
    momentum: slope?.slope ?? null,
    momentumSe: slope?.slopeSe ?? null,
  };
}

/** Mean of the known values, when at least half of them are known. */
function knownMean(values: readonly (number | null)[]): number | null {
  const known = knownValues(values);
  return known.length > 0 && known.length * 2 >= values.length ? mean(known) : null;
}

/** A zero share has no log: a tenth of the mean positive share is added to all (zeros are sampling, not absence). */
function logSlope(
  recent: readonly (number | null)[],
  all: readonly (number | null)[],
): { slope: number; slopeSe: number } | null {
  const positive = knownValues(all).filter((value) => value > 0);
  const known = knownValues(recent).filter((value) => value >= 0);
  if (positive.length === 0 || known.length < 4 || known.length * 2 < recent.length) return null;
  const offset = 0.1 * mean(positive);
  if (!Number.isFinite(offset) || offset === 0) return null;
  const { slope, slopeSe } = linearFit(known.map((value) => Math.log(value + offset)));
  return { slope, slopeSe };
}

function bounded(value: number | null): number | null {
  return value === null ? null : Number.isFinite(value) ? value : null;
}
