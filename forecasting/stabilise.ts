import type { LevelSeries } from './level.ts';

/** A week on the scale where sampling noise has the same size at every level. */
export interface SteadyWeek {
  t: number;
  /** Square root of the season-adjusted share. */
  root: number;
  /** One over its sampling variance. */
  weight: number;
}

/** Anscombe's 3/8 of a document: without it few counts vary less on the square root's scale than many. */
const HALF_COUNT = 0.375;

/**
 * Square roots of season-adjusted shares: var(√share) = noise / 4 whatever the share (Anscombe 1948). Gaps are left out.
 */
export function steadyWeeks(series: LevelSeries): SteadyWeek[] {
  const out: SteadyWeek[] = [];
  series.shares.forEach((share, t) => {
    const mass = (series.weights[t] ?? 0) * (series.indices[t] ?? 1);
    if (!(mass > 0) || !(series.noise > 0)) return;
    const level = share / (series.indices[t] ?? 1);
    out.push({ t, root: Math.sqrt(level + halfCount(series, t)), weight: (4 * mass) / series.noise });
  });
  return out;
}

/** The share, season and all, that a root stands for in week t. */
export function shareOfRoot(series: LevelSeries, t: number, root: number): number {
  return Math.max(0, root * root - halfCount(series, t)) * (series.indices[t] ?? 1);
}

/** The level that 3/8 of a document makes in week t. */
function halfCount(series: LevelSeries, t: number): number {
  return (HALF_COUNT * series.noise) / ((series.weights[t] ?? 0) * (series.indices[t] ?? 1));
}
