import { nestedCycle, longCycle } from './cycles.ts';
import type { Worked } from './evaluate.ts';
import type { LearnedMember } from './learned-members.ts';
import { regress } from './linear-algebra.ts';
import { naiveScale } from './statistics.ts';

/**
 * One linear autoregression for all series of a call (a "global" model: Montero-Manso and Hyndman 2021; ridge: Hoerl and
 * Kennard 1970): the next value's distance from the recent level, on the last values' distances, those of the season
 * before, the growth on the season and that of related series (the group's, or all). Run forward step by step.
 */
export const POOLED_RIDGE = 'pooled-ridge';

const MIN_SERIES = 24;
const NEAR_LAGS = 4;
/** Rows of one fit at most: more do not change so few coefficients. */
const MAX_ROWS = 12_000;
const RIDGE = 1e-3;

interface Shape {
  /** Lags at which the season recurs: the day and the week, or one. */
  seasons: number[];
  level: number;
  /** First point with all features. */
  from: number;
}

interface Cut {
  values: number[];
  scale: number;
  group: string;
}

export function pooledRidge(all: readonly Worked[], season: number): LearnedMember | null {
  if (all.length < MIN_SERIES) return null;
  const shape = shapeOf(season, Math.min(...all.map((w) => w.series.values.length)));
  const most = Math.max(...all.map((w) => w.folds.length));
  const folds: (number[] | null)[][] = all.map((w) => w.folds.map(() => null));
  for (let k = 0; k < most; k++) {
    const cuts = all.map((w) => {
      const fold = w.folds[k];
      return fold ? cutAt(w, fold.cutoff) : null;
    });
    const ahead = all.map((w) => w.folds[k]?.actual.length ?? 0);
    forecastCuts(cuts, ahead, shape).forEach((forecast, i) => {
      const of = folds[i];
      if (of && k < of.length) of[k] = forecast;
    });
  }
  const cuts = all.map((w) => cutAt(w, w.series.values.length));
  const horizons = all.map((w) => [...w.future.values()][0]?.length ?? 0);
  return { name: POOLED_RIDGE, folds, future: forecastCuts(cuts, horizons, shape) };
}

function shapeOf(season: number, shortest: number): Shape {
  const cycle = longCycle(season, shortest);
  const day = nestedCycle(cycle);
  const seasons = cycle < 2 ? [] : day > 1 ? [day, cycle] : [cycle];
  const level = day > 1 ? day : Math.max(NEAR_LAGS, Math.min(13, Math.round(cycle / 4)));
  return { seasons, level, from: (seasons.at(-1) ?? 0) + level + 1 };
}

function cutAt(w: Worked, end: number): Cut {
  const values = w.series.values.slice(0, end);
  return { values, scale: Math.max(1e-6, naiveScale(values, 1)), group: w.series.group };
}

/** Fits all cuts together and continues each; null for one too short for the features. */
function forecastCuts(
  cuts: readonly (Cut | null)[],
  horizons: readonly number[],
  shape: Shape,
): (number[] | null)[] {
  const usable = cuts.filter((cut) => cut !== null && cut.values.length >= shape.from + 1) as Cut[];
  if (usable.length < MIN_SERIES) return cuts.map(() => null);
  const related = relatedGrowth(usable, shape);
  const heights = fitAll(usable, related, shape);
  return cuts.map((cut, i) =>
    cut === null || cut.values.length < shape.from + 1
      ? null
      : continueCut(cut, horizons[i] ?? 0, heights, related.get(cut.group) ?? [], shape),
  );
}

/** Mean growth on the season of a group's series, by points before the cut-off (index 0 is the cut-off). */
function relatedGrowth(cuts: readonly Cut[], shape: Shape): Map<string, number[]> {
  const sums = new Map<string, { total: number; count: number }[]>();
  for (const { values, scale, group } of cuts) {
    const row = sums.get(group) ?? [];
    sums.set(group, row);
    const levels = levelsOf(values, shape.level);
    for (let t = shape.from; t <= values.length; t++) {
      const entry = (row[values.length - t] ??= { total: 0, count: 0 });
      entry.total += growthAt(levels, t, shape) / scale;
      entry.count++;
    }
  }
  return new Map(
    [...sums].map(([group, row]) => [group, Array.from(row, (e) => (e ? e.total / e.count : 0))]),
  );
}

/** levels[t] is the mean of the `width` values before t. */
function levelsOf(values: readonly number[], width: number): number[] {
  const out: number[] = [];
  let total = 0;
  for (let t = 0; t <= values.length; t++) {
    out.push(t === 0 ? 0 : total / Math.min(t, width));
    total += (values[t] ?? 0) - (t >= width ? (values[t - width] ?? 0) : 0);
  }
  return out;
}

function growthAt(levels: readonly number[], t: number, { seasons }: Shape): number {
  const season = seasons.at(-1);
  return season === undefined ? 0 : (levels[t] ?? 0) - (levels[t - season] ?? 0);
}

/** Features of point t from what lies before it, in the units of the values. */
function featuresAt(
  values: readonly number[],
  levels: readonly number[],
  t: number,
  mates: number,
  shape: Shape,
): number[] {
  const level = levels[t] ?? 0;
  const out: number[] = [];
  for (let lag = 1; lag <= NEAR_LAGS; lag++) out.push((values[t - lag] ?? 0) - level);
  for (const season of shape.seasons) {
    const before = levels[t - season] ?? 0;
    for (const at of [t - season - 1, t - season, t - season + 1]) out.push((values[at] ?? before) - before);
  }
  out.push(growthAt(levels, t, shape), mates);
  return out;
}

function fitAll(cuts: readonly Cut[], related: ReadonlyMap<string, number[]>, shape: Shape): number[] {
  const points = cuts.reduce((total, cut) => total + cut.values.length - shape.from, 0);
  const stride = Math.max(1, Math.ceil(points / MAX_ROWS));
  const rows: number[][] = [];
  const target: number[] = [];
  for (const { values, scale, group } of cuts) {
    const levels = levelsOf(values, shape.level);
    for (let t = values.length - 1; t >= shape.from; t -= stride) {
      const mates = (related.get(group)?.[values.length - t] ?? 0) * scale;
      rows.push(featuresAt(values, levels, t, mates, shape).map((x) => clip(x / scale)));
      target.push(clip(((values[t] ?? 0) - (levels[t] ?? 0)) / scale));
    }
  }
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, i) => Float64Array.from(rows, (row) => row[i] ?? 0));
  return regress(columns, target, RIDGE);
}

/** Jumps of single points must not rule the fit. */
function clip(x: number): number {
  return Math.max(-20, Math.min(20, x));
}

function continueCut(
  cut: Cut,
  horizon: number,
  heights: readonly number[],
  related: readonly number[],
  shape: Shape,
): number[] {
  const values = [...cut.values];
  const levels = levelsOf(values, shape.level);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const mates = (related[0] ?? 0) * cut.scale;
  for (let h = 0; h < horizon; h++) {
    const t = values.length;
    const x = featuresAt(values, levels, t, mates, shape);
    let next = levels[t] ?? 0;
    for (let i = 0; i < x.length; i++) next += (heights[i] ?? 0) * (x[i] ?? 0);
    // As for every model, no further out of the range of the history than that range is wide.
    next = Math.max(low - (high - low), Math.min(high + (high - low), next));
    values.push(next);
    levels.push((levels[t] ?? 0) + (next - (values[t - shape.level] ?? 0)) / shape.level);
  }
  return values.slice(cut.values.length);
}
