import { levelBetween, type LevelSeries } from './level.ts';
import { steadyWeeks, type SteadyWeek } from './stabilise.ts';

/** A week from which the season-adjusted level is another. */
export interface ChangePoint {
  /** Index of the first week of the new level. */
  at: number;
  /** Levels of the stretches before and after. */
  before: number;
  after: number;
}

/** Fewest known weeks of a stretch: shorter ones are events. */
const SHORTEST = 6;
/** A level has to change by this factor to be told of; many documents make even small changes sure. */
const TELLING = 1.2;
/** Times ln n a change has to gain: its place, its level, and the search for it (Zhang and Siegmund 2007). */
const PENALTY = 3;

/**
 * Where the level jumped: least penalised squared error of the steadied shares over all ways to cut them (optimal
 * partitioning: Jackson et al. 2005; four years of weeks need no pruning). A slow rise comes out as a few steps.
 */
export function changePoints(series: LevelSeries): ChangePoint[] {
  const weeks = steadyWeeks(series);
  if (weeks.length < 2 * SHORTEST) return [];
  const cuts = bestCuts(weeks);
  const starts = [0, ...cuts.map((cut) => weeks[cut]?.t ?? 0), series.shares.length];
  const level = (k: number): number => levelBetween(series, starts[k] ?? 0, starts[k + 1] ?? 0).level;
  return cuts.flatMap((_, k) => {
    const [before, after] = [level(k), level(k + 1)];
    const ratio = Math.max(before, after) / Math.max(1e-12, Math.min(before, after));
    return ratio >= TELLING ? [{ at: starts[k + 1] ?? 0, before, after }] : [];
  });
}

/** Positions among the weeks where a new stretch begins. */
function bestCuts(weeks: readonly SteadyWeek[]): number[] {
  const n = weeks.length;
  const cost = segmentCost(weeks);
  const penalty = PENALTY * Math.log(n) * overdispersion(weeks);
  const least = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(n + 1);
  least[0] = -penalty;
  for (let end = SHORTEST; end <= n; end++) {
    for (let from = 0; from <= end - SHORTEST; from++) {
      const total = (least[from] as number) + cost(from, end) + penalty;
      if (total < (least[end] as number)) {
        least[end] = total;
        last[end] = from;
      }
    }
  }
  const cuts: number[] = [];
  for (let at = last[n] ?? 0; at > 0; at = last[at] ?? 0) cuts.unshift(at);
  return cuts;
}

/** Weighted squared error of the weeks [from, to) around their mean, from running sums. */
function segmentCost(weeks: readonly SteadyWeek[]): (from: number, to: number) => number {
  const n = weeks.length;
  const [w, wx, wxx] = [new Float64Array(n + 1), new Float64Array(n + 1), new Float64Array(n + 1)];
  weeks.forEach(({ root, weight }, i) => {
    w[i + 1] = (w[i] as number) + weight;
    wx[i + 1] = (wx[i] as number) + weight * root;
    wxx[i + 1] = (wxx[i] as number) + weight * root * root;
  });
  return (from, to) => {
    const mass = (w[to] as number) - (w[from] as number);
    const sum = (wx[to] as number) - (wx[from] as number);
    return Math.max(0, (wxx[to] as number) - (wxx[from] as number) - (sum * sum) / mass);
  };
}

/**
 * How much wider neighbouring months lie apart than sampling alone would have it, at least 1: a level that wanders has
 * no jumps for each of its turns. The median of squared differences of 4-week means is not moved by the jumps.
 */
function overdispersion(weeks: readonly SteadyWeek[]): number {
  const months: { root: number; weight: number }[] = [];
  for (let i = 0; i + 4 <= weeks.length; i += 4) {
    const part = weeks.slice(i, i + 4);
    const weight = part.reduce((sum, week) => sum + week.weight, 0);
    months.push({ root: part.reduce((sum, week) => sum + week.weight * week.root, 0) / weight, weight });
  }
  const squares = months.slice(1).map((month, i) => {
    const before = months[i] ?? month;
    return (month.root - before.root) ** 2 / (1 / month.weight + 1 / before.weight);
  });
  if (squares.length === 0) return 1;
  squares.sort((a, b) => a - b);
  return Math.max(1, (squares[Math.floor(squares.length / 2)] ?? 0) / CHI_SQUARE_MEDIAN);
}

/** Median of a chi-square variable with one degree of freedom. */
const CHI_SQUARE_MEDIAN = 0.455;
