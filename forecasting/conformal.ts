import { quantile } from './statistics.ts';

/** Absolute held-out errors by step ahead (index 0 is one step), each in units of its series' own scale. */
export type ErrorsByStep = readonly (readonly number[])[];

/** Errors of near steps are joined until there are this many. */
const ENOUGH = 40;

/**
 * Split conformal widths by horizon (Vovk et al. 2005; Stankeviciute et al. 2021 for horizons): the
 * ceil((n+1)·level)/n quantile of the held-out errors near that step, made to rise with the horizon by isotonic
 * regression. `items` is the number of back-tests behind them: few make the band wider.
 */
export function conformalWidths(
  errors: ErrorsByStep,
  horizon: number,
  level: number,
  items: number,
): number[] {
  const inflation = 1 + 0.5 / Math.sqrt(Math.max(1, items));
  const raw: number[] = [];
  const known = errors.length;
  for (let step = 0; step < horizon; step++) {
    // Beyond the longest horizon that was tested, errors grow like a random walk's: with the root of the horizon.
    const tested = Math.min(step, Math.max(0, known - 1));
    const near = nearestErrors(errors, tested);
    const n = near.length;
    const p = Math.min(1, Math.ceil((n + 1) * (level / 100)) / Math.max(1, n));
    raw.push(n === 0 ? 0 : quantile(near, p) * inflation * Math.sqrt((step + 1) / (tested + 1)));
  }
  return isotonic(raw);
}

/** Errors whose step is within the smallest reach that holds enough of them. */
function nearestErrors(errors: ErrorsByStep, step: number): readonly number[] {
  let near = errors[step] ?? [];
  for (let reach = 1; near.length < ENOUGH && reach < errors.length; reach = reach * 2) {
    near = errors.slice(Math.max(0, step - reach), step + reach + 1).flat();
  }
  return near;
}

/** Closest non-decreasing sequence (pool adjacent violators, Ayer et al. 1955). */
export function isotonic(values: readonly number[]): number[] {
  const blocks: { total: number; count: number }[] = [];
  for (const value of values) {
    blocks.push({ total: value, count: 1 });
    while (blocks.length > 1) {
      const last = blocks[blocks.length - 1];
      const before = blocks[blocks.length - 2];
      if (!last || !before || last.total / last.count >= before.total / before.count) break;
      before.total += last.total;
      before.count += last.count;
      blocks.pop();
    }
  }
  return blocks.flatMap(({ total, count }) => Array.from({ length: count }, () => total / count));
}
