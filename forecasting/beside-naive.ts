import { meanAbsoluteError, type Fold } from './backtest.ts';
import { meanOfKnown, type Evaluated } from './evaluate.ts';

/** A forecast with the back-test errors that speak for it, one a fold. */
export interface Answering {
  /** The naive forecast mixed in, and its weight: 0 is the combination alone, 1 that naive forecast alone. */
  name: string;
  weight: number;
  mean: number[];
  errors: (number | null)[];
}

/** Weights of the naive forecast that are tried, smallest first. */
const WEIGHTS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
/** What is usual in the call counts as so many folds beside a series' own. */
const PRIOR_FOLDS = 2;
/** Error against naive where nothing is known, and the series it counts as. */
const [USUAL_RATIO, PRIOR_SERIES] = [0.9, 10] as const;

/** The combination's error over that of the better naive forecast, as is usual in the call; never above 1. */
export function usualRatio(all: readonly Evaluated[]): number {
  const logs: number[] = [];
  for (const e of all) {
    const own = meanOfKnown(e.held.map((h) => h.mae));
    const better = betterNaive(e);
    if (own === null || better === null || !(own > 0) || !(better.error > 0)) continue;
    logs.push(Math.max(-1, Math.min(1, Math.log(own / better.error))));
  }
  const total = logs.reduce((a, b) => a + b, 0) + PRIOR_SERIES * Math.log(USUAL_RATIO);
  return Math.min(1, Math.exp(total / (logs.length + PRIOR_SERIES)));
}

/**
 * The combination, or as little of a naive forecast mixed in as makes its back-test no worse than seasonal naive's and,
 * given what is usual in the call, no worse than the last value's: few folds are weak evidence (shrinkage as in Stein 1956).
 */
export function notWorseThanNaive(e: Evaluated, forecast: readonly number[], usual: number): Answering {
  const alone = { name: '', weight: 0, mean: [...forecast], errors: e.held.map((h) => h.mae) };
  const own = meanOfKnown(alone.errors);
  const better = betterNaive(e);
  if (own === null || better === null) return alone;
  const limit = Math.min(
    limitOf(e, better.error, usual),
    meanOfKnown(foldErrors(e, 'seasonal-naive')) ?? Infinity,
  );
  const future = e.future.get(better.name);
  if (own <= limit || !future) return alone;
  for (const weight of WEIGHTS) {
    const mix = (a: readonly number[], b: readonly number[]): number[] =>
      a.map((x, h) => (1 - weight) * x + weight * (b[h] ?? x));
    const errors = e.held.map(({ fold, forecast: made }) => {
      const naive = fold.forecasts.get(better.name);
      return naive ? meanAbsoluteError(fold, mix(made, naive)) : null;
    });
    const error = meanOfKnown(errors);
    if (weight === 1 || (error !== null && error <= limit)) {
      return { name: better.name, weight, mean: mix(forecast, future), errors };
    }
  }
  return alone;
}

/** Largest own error that, with the folds lent by the call, is still no worse than the naive forecast's. */
function limitOf(e: Evaluated, naiveError: number, usual: number): number {
  const folds = Math.max(1, e.held.filter((h) => h.mae !== null).length);
  return naiveError * (1 + (PRIOR_FOLDS * (1 - usual)) / folds);
}

/** The naive forecast with the smaller back-test error; the plain one where they are equal. */
function betterNaive(e: Evaluated): { name: string; error: number } | null {
  let best: { name: string; error: number } | null = null;
  for (const name of ['naive', 'seasonal-naive']) {
    const error = meanOfKnown(foldErrors(e, name));
    if (error !== null && (best === null || error < best.error)) best = { name, error };
  }
  return best;
}

export function foldErrors(e: { folds: readonly Fold[] }, name: string): (number | null)[] {
  return e.folds.map((fold) => {
    const forecast = fold.forecasts.get(name);
    return forecast ? meanAbsoluteError(fold, forecast) : null;
  });
}
