import { meanAbsoluteError, type Fold } from './backtest.ts';
import { mean, median } from './statistics.ts';

/** Steepness of the weights: a member 10 % worse than the best counts exp(-0.1 × this). */
const SHARPNESS = 20;
/** How much a series' own back-test counts beside that of all series. */
const OWN_SHARE = 0.4;

/** Each member's error relative to the mean over members, averaged over folds. */
export function relativeErrors(folds: readonly Fold[]): Map<string, number> {
  const totals = new Map<string, { sum: number; count: number }>();
  for (const fold of folds) {
    const errors = new Map<string, number>();
    for (const [name, forecast] of fold.forecasts) {
      const error = meanAbsoluteError(fold, forecast);
      if (error !== null) errors.set(name, error);
    }
    const typical = mean([...errors.values()]);
    if (!(typical > 0)) continue;
    for (const [name, error] of errors) {
      const entry = totals.get(name) ?? { sum: 0, count: 0 };
      totals.set(name, { sum: entry.sum + Math.min(5, error / typical), count: entry.count + 1 });
    }
  }
  return new Map([...totals].map(([name, { sum, count }]) => [name, sum / count]));
}

/** Mean of the series' relative errors. The caller passes them in a fixed order: sums depend on it. */
export function pooledErrors(all: readonly Map<string, number>[]): Map<string, number> {
  const totals = new Map<string, { sum: number; count: number }>();
  for (const errors of all) {
    for (const [name, error] of errors) {
      const entry = totals.get(name) ?? { sum: 0, count: 0 };
      totals.set(name, { sum: entry.sum + error, count: entry.count + 1 });
    }
  }
  return new Map([...totals].map(([name, { sum, count }]) => [name, sum / count]));
}

/**
 * Weights that fall exponentially with the back-test error (Bates and Granger 1969 weigh by inverse error; the
 * exponential form is that of FFORMA's softmax, Montero-Manso et al. 2020), shrunk towards all series' errors.
 */
export function memberWeights(
  own: ReadonlyMap<string, number>,
  pooled: ReadonlyMap<string, number>,
  names: Iterable<string>,
): Map<string, number> {
  const scores = new Map<string, number>();
  for (const name of names) {
    const all = pooled.get(name) ?? 1;
    scores.set(name, OWN_SHARE * (own.get(name) ?? all) + (1 - OWN_SHARE) * all);
  }
  const best = Math.min(...scores.values());
  const raw = new Map([...scores].map(([name, score]) => [name, Math.exp(-SHARPNESS * (score - best))]));
  const total = [...raw.values()].reduce((a, b) => a + b, 0);
  return new Map([...raw].map(([name, weight]) => [name, weight / total]));
}

/**
 * Ways to join the members: `combination` (above), their mean or median (Kourentzes et al. 2014), weights by inverse
 * squared error (Bates and Granger 1969), or the one with the smallest back-test error alone.
 */
export const METHODS = [
  'combination',
  'combination-mean',
  'combination-median',
  'combination-inverse-error',
  'combination-best',
] as const;
export type Method = (typeof METHODS)[number];

export function isMethod(name: string | undefined): name is Method {
  return METHODS.some((method) => method === name);
}

/** The members' forecasts joined in the way asked for; `own` and `pooled` are errors relative to the members' mean. */
export function combineBy(
  method: Method,
  forecasts: ReadonlyMap<string, number[]>,
  own: ReadonlyMap<string, number>,
  pooled: ReadonlyMap<string, number>,
  names: readonly string[],
): number[] {
  if (method === 'combination') return combine(forecasts, memberWeights(own, pooled, names));
  const members = names.filter((name) => forecasts.has(name));
  if (method === 'combination-median') {
    const lists = members.map((name) => forecasts.get(name) ?? []);
    return (lists[0] ?? []).map((_, h) => median(lists.map((list) => list[h] ?? 0)));
  }
  const errorOf = (name: string): number => Math.max(0.05, own.get(name) ?? pooled.get(name) ?? 1);
  if (method === 'combination-best') {
    const best = members.reduce((a, b) => (errorOf(b) < errorOf(a) ? b : a), members[0] ?? '');
    return [...(forecasts.get(best) ?? [])];
  }
  const weigh = (name: string): number => (method === 'combination-mean' ? 1 : errorOf(name) ** -2);
  return combine(forecasts, new Map(members.map((name) => [name, weigh(name)])));
}

/** Weighted mean of the members' forecasts; weights are renormalised over those present. */
export function combine(
  forecasts: ReadonlyMap<string, number[]>,
  weights: ReadonlyMap<string, number>,
): number[] {
  let total = 0;
  let out: number[] | null = null;
  for (const [name, forecast] of forecasts) {
    const weight = weights.get(name) ?? 0;
    if (weight <= 0) continue;
    total += weight;
    out ??= forecast.map(() => 0);
    for (let h = 0; h < forecast.length; h++) out[h] = (out[h] ?? 0) + weight * (forecast[h] ?? 0);
  }
  return out && total > 0 ? out.map((value) => value / total) : ([...forecasts.values()][0] ?? []);
}
