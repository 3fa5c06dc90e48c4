import { meanAbsoluteError, type Fold } from './backtest.ts';
import { combineBy, relativeErrors, type Method } from './combine.ts';
import { conformalWidths } from './conformal.ts';
import type { PreparedSeries } from './prepare.ts';
import { mean, median, naiveScale } from './statistics.ts';

/** A series with its back-test and the members' forecasts of the real future. */
export interface Worked {
  /** Place in the caller's list. */
  at: number;
  series: PreparedSeries;
  folds: Fold[];
  future: Map<string, number[]>;
  /** Members' relative errors over all folds. */
  own: Map<string, number>;
}

/** One held-out stretch with the forecast made for it, weights taken from the other folds. */
export interface Held {
  fold: Fold;
  forecast: number[];
  mae: number | null;
}

export interface Evaluated extends Worked {
  held: Held[];
  /** Typical one-step change: the first measure of the series' size of error. */
  base: number;
}

export function evaluate(
  worked: Worked,
  pooled: ReadonlyMap<string, number>,
  allowed: ReadonlySet<string>,
  method: Method = 'combination',
): Evaluated {
  const held = worked.folds.map((fold, k) => {
    const others = relativeErrors(worked.folds.filter((_, i) => i !== k));
    const names = [...fold.forecasts.keys()].filter((name) => allowed.has(name));
    const forecast = combineBy(method, fold.forecasts, others, pooled, names);
    return { fold, forecast, mae: meanAbsoluteError(fold, forecast) };
  });
  const base = Math.max(1e-9, naiveScale(worked.series.values, 1));
  return { ...worked, held, base };
}

/** Back-test error in units of the base, for series whose own back-test says little. */
export function pooledRatio(all: readonly Evaluated[]): number {
  const ratios = all.flatMap((e) => e.held.flatMap((h) => (h.mae === null ? [] : [h.mae / e.base])));
  return ratios.length > 0 ? median(ratios) : 1;
}

/** Weight of the pooled ratio, in folds. */
const PRIOR_FOLDS = 1.5;

/** The series' unit of error: its own mean back-test error, shrunk to what is usual; fold `without` left out. */
export function errorUnit(e: Evaluated, ratio: number, without = -1): number {
  const own = e.held.flatMap((h, k) => (k === without || h.mae === null ? [] : [h.mae / e.base]));
  const total = own.reduce((a, b) => a + b, 0) + PRIOR_FOLDS * ratio;
  return Math.max(1e-9, (e.base * total) / (own.length + PRIOR_FOLDS));
}

interface Item {
  series: number;
  errors: (number | null)[];
}

export interface Calibration {
  /** Half widths in error units, by level and step. */
  widths: Record<string, number[]>;
  /** For each series the share of its held-out points inside, by level. */
  coverage: Record<string, number>[];
}

/** Widths from all back-test errors; coverage measured by two halves, each with the widths of the other. */
export function calibrate(
  all: readonly Evaluated[],
  ratio: number,
  levels: readonly number[],
  horizon: number,
): Calibration {
  const items: Item[] = all.flatMap((e, series) =>
    e.held.map(({ fold, forecast }, k) => {
      const unit = errorUnit(e, ratio, k);
      return {
        series,
        errors: fold.actual.map((y, h) => (fold.scored[h] ? Math.abs(y - (forecast[h] ?? 0)) / unit : null)),
      };
    }),
  );
  const widths: Record<string, number[]> = {};
  const inside = all.map(() => new Map<number, { in: number; all: number }>());
  const halves = [0, 1].map((half) => items.filter((_, k) => k % 2 === half));
  for (const level of levels) {
    widths[level] = conformalWidths(byStep(items), horizon, level, items.length);
    halves.forEach((half, k) => {
      const others = halves[1 - k] ?? [];
      if (others.length === 0) return;
      countInside(half, conformalWidths(byStep(others), horizon, level, others.length), level, inside);
    });
  }
  const coverage = inside.map((byLevel) =>
    Object.fromEntries([...byLevel].map(([level, c]) => [String(level), c.in / c.all])),
  );
  return { widths, coverage };
}

function byStep(items: readonly Item[]): number[][] {
  const out: number[][] = [];
  for (const item of items) {
    item.errors.forEach((error, h) => {
      if (error !== null) (out[h] ??= []).push(error);
    });
  }
  return Array.from(out, (errors) => errors ?? []);
}

function countInside(
  items: readonly Item[],
  widths: readonly number[],
  level: number,
  inside: Map<number, { in: number; all: number }>[],
): void {
  for (const item of items) {
    const byLevel = inside[item.series];
    const entry = byLevel?.get(level) ?? { in: 0, all: 0 };
    item.errors.forEach((error, h) => {
      if (error === null) return;
      entry.all++;
      if (error <= (widths[h] ?? 0) + 1e-12) entry.in++;
    });
    if (entry.all > 0) byLevel?.set(level, entry);
  }
}

export function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? mean(known) : null;
}
