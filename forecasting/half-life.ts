import type { LevelSeries } from './level.ts';

/** Weeks in which a falling level halves, with a 90 % interval. */
export interface HalfLife {
  weeks: number;
  low: number;
  /** null where the fall may be so slow that no end can be told. */
  high: number | null;
}

/** From this part of the height on the smooth level falls; where exactly is searched for on both sides. */
const LEFT_HEIGHT = 0.9;
const SEARCH = 8;
/** Weeks before the fall that tell the height it began from. */
const WEEKS_BEFORE = 16;
/** Below this part of the height it has run out: what is left says nothing of how fast it fell. */
const RUN_OUT = 0.08;
const FEWEST_WEEKS = 6;
/** Half-lives tried: 1 to 200 weeks, each 4 % more than the one before. */
const TRIED = Array.from({ length: 136 }, (_, i) => 1.04 ** i);
/**
 * Twice the log likelihood within which a value is in the interval (Wilks 1938): that of 95 %, which measured holds 90 %,
 * since the weeks of the fall are chosen from the data too.
 */
const CHI_SQUARE_95 = 3.841;

/**
 * A level that holds and then decays by halves, fitted to the weeks around and after the fall by Poisson likelihood
 * (variance in proportion to the share, McCullagh and Nelder 1989), with the week the fall began profiled out. null
 * where a level that holds does as well.
 */
export function halfLife(series: LevelSeries, level: readonly number[]): HalfLife | null {
  const { from, left, to } = fallOf(level);
  const weeks = weeksOf(series, from, to);
  if (to - left < FEWEST_WEEKS || !weeks.some(({ count }) => count > 0)) return null;
  const likelihoods = TRIED.map((half) => bestLikelihood(weeks, half, left));
  const best = likelihoods.reduce((at, value, i) => (value > (likelihoods[at] ?? value) ? i : at), 0);
  const least = (likelihoods[best] ?? 0) - CHI_SQUARE_95 / 2;
  if (bestLikelihood(weeks, Number.POSITIVE_INFINITY, left) > least || best === TRIED.length - 1) return null;
  const lowest = likelihoods.findIndex((value) => value >= least);
  const highest = likelihoods.findLastIndex((value) => value >= least);
  return {
    weeks: TRIED[best] ?? 1,
    low: TRIED[lowest] ?? 1,
    high: highest === TRIED.length - 1 ? null : (TRIED[highest] ?? 1),
  };
}

/** The smooth level left its height at `left`; [from, to) is what its fall is told from. */
function fallOf(level: readonly number[]): { from: number; left: number; to: number } {
  const top = Math.max(...level, 0);
  const left = level.findLastIndex((x) => x >= LEFT_HEIGHT * top);
  const out = level.findIndex((x, t) => t > left && x < RUN_OUT * top);
  return { from: Math.max(0, left - WEEKS_BEFORE), left, to: out < 0 ? level.length : out };
}

interface CountedWeek {
  t: number;
  /** Share in units whose variance is their mean. */
  count: number;
  /** Expected count at a level of 1. */
  size: number;
}

function weeksOf(series: LevelSeries, from: number, to: number): CountedWeek[] {
  const out: CountedWeek[] = [];
  for (let t = from; t < to; t++) {
    const units = (series.weights[t] ?? 0) / series.noise;
    if (!(units > 0) || !Number.isFinite(units)) continue;
    out.push({ t, count: units * (series.shares[t] ?? 0), size: units * (series.indices[t] ?? 1) });
  }
  return out;
}

/** Log likelihood of this half-life, at the best height and the best week for the fall to begin; up to a constant. */
function bestLikelihood(weeks: readonly CountedWeek[], half: number, left: number): number {
  const longest = (weeks.at(-1)?.t ?? 0) - left + SEARCH;
  const parts = Array.from({ length: Math.max(0, longest) + 1 }, (_, d) => 2 ** (-d / half));
  let best = Number.NEGATIVE_INFINITY;
  for (let start = left - SEARCH; start <= left + SEARCH; start++) {
    let counted = 0;
    let expected = 0;
    let fallen = 0;
    for (const { t, count, size } of weeks) {
      const since = Math.max(0, t - start);
      counted += count;
      expected += size * (parts[since] ?? 0);
      fallen += count * since;
    }
    best = Math.max(best, (-Math.LN2 * fallen) / half - counted * Math.log(expected));
  }
  return best;
}
