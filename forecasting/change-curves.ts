import type { LevelSeries } from './level.ts';
import { regress } from './linear-algebra.ts';

/**
 * The level of a share as a sum of a constant and a few logistic steps and humps ("loglets": Meyer, Yung and Ausubel
 * 1999), chosen from a dictionary by orthogonal matching pursuit (Pati, Rezaiifar and Krishnaprasad 1993).
 */
export interface CandidateCurve {
  /** Posterior weight of the curve, up to a common factor (exp of −BIC / 2, Schwarz 1978). */
  weight: number;
  level: number[];
}

const MAX_PARTS = 4;
/** Centre, width and height of a part. */
const PARAMETERS = 3;
const SCALES = [2, 4.5, 9, 18] as const;
const SPANS = [6, 12, 20] as const;
const SPACING = 3;
/** Candidates less likely than this beside the best are not looked at. */
const LEAST = 1e-3;

const shapesByLength = new Map<number, Float64Array[]>();

/** Logistic steps of several widths and humps of several spans, centred every third week. */
function shapesFor(n: number): Float64Array[] {
  const kept = shapesByLength.get(n);
  if (kept) return kept;
  const out: Float64Array[] = [];
  for (let centre = 4; centre < n + 8; centre += SPACING) {
    for (const scale of SCALES) out.push(Float64Array.from({ length: n }, (_, t) => rise(t, centre, scale)));
    for (const span of SPANS) {
      const up = centre - span / 2;
      if (up + span >= n) continue;
      out.push(Float64Array.from({ length: n }, (_, t) => rise(t, up, 2) - rise(t, up + span, 2)));
    }
  }
  if (shapesByLength.size > 8) shapesByLength.clear();
  shapesByLength.set(n, out);
  return out;
}

function rise(t: number, centre: number, scale: number): number {
  return 1 / (1 + Math.exp(-(t - centre) / scale));
}

/** Weighted problem: rows scaled so that their error has variance 1. */
interface Problem {
  n: number;
  /** Multiplies a level to give the scaled expected share. */
  factor: Float64Array;
  target: Float64Array;
}

function pose(series: LevelSeries, expected: readonly number[]): Problem {
  const n = series.shares.length;
  const factor = new Float64Array(n);
  const target = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    const index = series.indices[t] ?? 1;
    const spread = Math.sqrt(
      (series.weights[t] ?? 0) / Math.max(1e-12, series.noise) / Math.max(1e-9, expected[t] ?? 0),
    );
    factor[t] = spread * index;
    target[t] = spread * (series.shares[t] ?? 0);
  }
  return { n, factor, target };
}

/** All likely curves; `expected` is a first smooth guess of the share (it sets the error variance). */
export function candidateCurves(series: LevelSeries, expected: readonly number[]): CandidateCurve[] {
  const problem = pose(series, expected);
  const shapes = shapesFor(problem.n);
  const basis = new Basis(problem, shapes);
  basis.add(new Float64Array(problem.n).fill(1));
  const penalty = PARAMETERS * Math.log(Math.max(8, problem.n));
  const out: { cost: number; level: () => number[] }[] = [{ cost: basis.rss, level: () => basis.level(1) }];
  for (let parts = 1; parts <= MAX_PARTS; parts++) {
    const gains = basis.gains();
    let best = -1;
    for (let j = 0; j < gains.length; j++) if (best < 0 || (gains[j] ?? 0) > (gains[best] ?? 0)) best = j;
    const top = gains[best] ?? 0;
    // Each part's place is searched for: the prior spreads over the dictionary (hence − log of its size in weight).
    if (best < 0 || top < 4) break;
    const crowd = 2 * Math.log(Math.max(1, gains.filter((g) => g > top - 4).length));
    const columns = basis.columns.slice();
    for (let j = 0; j < gains.length; j++) {
      const gain = gains[j] ?? 0;
      const shape = shapes[j];
      if (!shape || gain < top - 14) continue;
      out.push({
        cost: basis.rss - gain + parts * penalty + crowd,
        level: () => solveLevel(problem, [...columns, shape]),
      });
    }
    const chosen = shapes[best];
    if (!chosen) break;
    basis.add(chosen);
    if (top < penalty / 2) break;
  }
  return weigh(out);
}

function weigh(found: { cost: number; level: () => number[] }[]): CandidateCurve[] {
  const best = Math.min(...found.map((c) => c.cost));
  return found
    .map((c) => ({ weight: Math.exp(-(c.cost - best) / 2), level: c.level }))
    .filter((c) => c.weight >= LEAST)
    .map((c) => ({ weight: c.weight, level: c.level() }));
}

/** Orthogonal matching pursuit: every column's remaining length is kept, so a round costs two products a column. */
class Basis {
  rss: number;
  readonly columns: Float64Array[] = [];
  private readonly problem: Problem;
  private readonly scaled: Float64Array[];
  private readonly whole: Float64Array;
  private readonly left: Float64Array;
  private readonly unit: Float64Array[] = [];
  private readonly rest: Float64Array;

  constructor(problem: Problem, shapes: readonly Float64Array[]) {
    this.problem = problem;
    this.rest = problem.target.slice();
    this.rss = dot(this.rest, this.rest);
    this.scaled = shapes.map((shape) => scaledBy(shape, problem.factor));
    this.whole = Float64Array.from(this.scaled, (x) => dot(x, x));
    this.left = this.whole.slice();
  }

  /** By how much the squared error falls when each shape joins. */
  gains(): Float64Array {
    return Float64Array.from(this.scaled, (x, j) => {
      const left = this.left[j] as number;
      if (!(left > 1e-4 * (this.whole[j] as number))) return 0;
      return dot(x, this.rest) ** 2 / left;
    });
  }

  add(shape: Float64Array): void {
    const x = scaledBy(shape, this.problem.factor);
    for (const unit of this.unit) subtract(x, unit, dot(x, unit));
    const length = Math.sqrt(dot(x, x));
    if (!(length > 1e-9)) return;
    for (let t = 0; t < x.length; t++) x[t] = (x[t] as number) / length;
    subtract(this.rest, x, dot(this.rest, x));
    this.rss = dot(this.rest, this.rest);
    this.unit.push(x);
    this.columns.push(shape);
    this.scaled.forEach((column, j) => {
      this.left[j] = (this.left[j] as number) - dot(column, x) ** 2;
    });
  }

  level(count: number): number[] {
    return solveLevel(this.problem, this.columns.slice(0, count));
  }
}

function scaledBy(shape: Float64Array, factor: Float64Array): Float64Array {
  return shape.map((x, t) => x * (factor[t] as number));
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let t = 0; t < a.length; t++) total += (a[t] as number) * (b[t] as number);
  return total;
}

function subtract(from: Float64Array, unit: Float64Array, amount: number): void {
  for (let t = 0; t < from.length; t++) from[t] = (from[t] ?? 0) - amount * (unit[t] ?? 0);
}

/** Least squares level over the columns, never below zero. */
function solveLevel(problem: Problem, columns: readonly Float64Array[]): number[] {
  const heights = regress(
    columns.map((column) => column.map((x, t) => x * (problem.factor[t] ?? 0))),
    problem.target,
  );
  return Array.from({ length: problem.n }, (_, t) => {
    let level = 0;
    for (let k = 0; k < columns.length; k++) level += (heights[k] ?? 0) * (columns[k]?.[t] ?? 0);
    return Math.max(0, level);
  });
}
