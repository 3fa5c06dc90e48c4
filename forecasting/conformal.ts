import { quantile } from './statistics.ts';

/** An absolute held-out error in units of the series' own scale, with how far ahead it was (1, 2, ...). */
export interface Score {
  step: number;
  error: number;
}

/** Errors of the same or near horizons that must be there before they alone decide a width. */
const WINDOW_SCORES = 40;

/**
 * Split conformal widths by horizon (Vovk et al. 2005; Stankevičiūtė et al. 2021 for horizons): the
 * ceil((n+1)·level)/n quantile of held-out errors near that horizon. Few errors → a wider, inflated one.
 */
export function conformalWidths(scores: readonly Score[], horizon: number, level: number): number[] {
  const out: number[] = [];
  let before = 0;
  for (let step = 1; step <= horizon; step++) {
    const near = nearest(scores, step);
    const n = near.length;
    const p = Math.min(1, (Math.ceil((n + 1) * (level / 100)) / Math.max(1, n)) * 1);
    const few = 1 + 1.5 / Math.sqrt(Math.max(1, n));
    const width = n === 0 ? 0 : quantile(near, p) * few;
    // A wider horizon is never surer than a nearer one.
    before = Math.max(before, width);
    out.push(before);
  }
  return out;
}

/** Errors whose horizon is within the smallest window that holds enough of them. */
function nearest(scores: readonly Score[], step: number): number[] {
  for (let reach = 0; reach <= 64; reach = reach * 2 + 1) {
    const inside = scores.filter((score) => Math.abs(score.step - step) <= reach);
    if (inside.length >= WINDOW_SCORES || inside.length === scores.length) return inside.map((s) => s.error);
  }
  return scores.map((score) => score.error);
}
