import type { LevelSeries } from './level.ts';
import { shapesFor } from './curve-shapes.ts';

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
/** Candidates less likely than this beside the best are not looked at. */
const LEAST = 1e-3;

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
  const pursuit = new Pursuit(problem);
  const penalty = PARAMETERS * Math.log(Math.max(8, problem.n));
  const found: { cost: number; level: Float64Array }[] = [
    { cost: pursuit.rss, level: pursuit.level.slice() },
  ];
  for (let parts = 1; parts <= MAX_PARTS; parts++) {
    const gains = pursuit.gains();
    let best = -1;
    for (let j = 0; j < gains.length; j++) if (best < 0 || (gains[j] ?? 0) > (gains[best] ?? 0)) best = j;
    const top = gains[best] ?? 0;
    // Each part's place is searched for: the prior spreads over the dictionary (hence − log of its size in weight).
    if (best < 0 || top < 4) break;
    const crowd = 2 * Math.log(Math.max(1, countAbove(gains, top - 4)));
    const base = pursuit.rss + parts * penalty + crowd;
    // Others of this round and of later ones are weighed against the best so far: what it outweighs is never built.
    const limit = Math.min(base - top, leastCost(found)) - 2 * Math.log(LEAST);
    for (let j = 0; j < gains.length; j++) {
      const gain = gains[j] ?? 0;
      // A shape that those chosen make up already gains nothing, and has no height of its own.
      if (!(gain > 0) || gain < top - 14 || base - gain > limit) continue;
      found.push({ cost: base - gain, level: pursuit.levelWith(j) });
    }
    pursuit.add(best);
    if (top < penalty / 2) break;
  }
  return weigh(found);
}

function countAbove(values: Float64Array, limit: number): number {
  let count = 0;
  for (let j = 0; j < values.length; j++) if ((values[j] as number) > limit) count++;
  return count;
}

function leastCost(found: readonly { cost: number }[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { cost } of found) least = Math.min(least, cost);
  return least;
}

/** Curves by their posterior weight, none below zero. */
function weigh(found: readonly { cost: number; level: Float64Array }[]): CandidateCurve[] {
  const best = leastCost(found);
  return found
    .map(({ cost, level }) => ({ weight: Math.exp(-(cost - best) / 2), level }))
    .filter(({ weight }) => weight >= LEAST)
    .map(({ weight, level }) => ({ weight, level: Array.from(level, (x) => Math.max(0, x)) }));
}

/** A chosen part made orthogonal to those before, on the scaled weeks (unit length) and as a curve of the level. */
interface Part {
  unit: Float64Array;
  curve: Float64Array;
  /** Product of each shape of the dictionary with the unit. */
  shared: Float64Array;
}

/** Orthogonal matching pursuit: every shape's remaining length is kept, so a round costs two products a shape. */
class Pursuit {
  rss: number;
  level: Float64Array;
  private readonly n: number;
  private readonly count: number;
  private readonly shapes: Float64Array<ArrayBuffer>;
  private readonly scaled: Float64Array;
  private readonly whole: Float64Array;
  private readonly left: Float64Array;
  private readonly rest: Float64Array;
  private readonly parts: Part[] = [];

  constructor({ n, factor, target }: Problem) {
    this.n = n;
    this.shapes = shapesFor(n);
    this.count = this.shapes.length / n;
    this.scaled = new Float64Array(this.shapes.length);
    this.whole = new Float64Array(this.count);
    this.level = new Float64Array(n);
    this.rest = target.slice();
    for (let j = 0; j < this.count; j++) {
      let length = 0;
      for (let t = 0, i = j * n; t < n; t++, i++) {
        const x = (this.shapes[i] as number) * (factor[t] as number);
        this.scaled[i] = x;
        length += x * x;
      }
      this.whole[j] = length;
    }
    this.left = this.whole.slice();
    this.rss = product(this.rest, 0, this.rest);
    this.join(factor.slice(), new Float64Array(n).fill(1));
  }

  /** By how much the squared error falls when each shape joins. */
  gains(): Float64Array {
    const out = new Float64Array(this.count);
    for (let j = 0; j < this.count; j++) {
      const left = this.left[j] as number;
      if (!(left > 1e-4 * (this.whole[j] as number))) continue;
      const along = product(this.scaled, j * this.n, this.rest);
      out[j] = (along * along) / left;
    }
    return out;
  }

  /** The level if shape j joined too: what is new in it, at its best height. */
  levelWith(j: number): Float64Array {
    const height = product(this.scaled, j * this.n, this.rest) / (this.left[j] as number);
    const curve = this.shapes.slice(j * this.n, (j + 1) * this.n);
    for (const part of this.parts) subtract(curve, part.curve, part.shared[j] as number);
    const out = this.level.slice();
    subtract(out, curve, -height);
    return out;
  }

  add(j: number): void {
    const scaled = this.scaled.slice(j * this.n, (j + 1) * this.n);
    const curve = this.shapes.slice(j * this.n, (j + 1) * this.n);
    for (const part of this.parts) {
      const amount = product(scaled, 0, part.unit);
      subtract(scaled, part.unit, amount);
      subtract(curve, part.curve, amount);
    }
    this.join(scaled, curve);
  }

  private join(scaled: Float64Array, curve: Float64Array): void {
    const length = Math.sqrt(product(scaled, 0, scaled));
    if (!(length > 1e-9)) return;
    for (let t = 0; t < this.n; t++) {
      scaled[t] = (scaled[t] as number) / length;
      curve[t] = (curve[t] as number) / length;
    }
    const height = product(this.rest, 0, scaled);
    subtract(this.rest, scaled, height);
    subtract(this.level, curve, -height);
    this.rss = product(this.rest, 0, this.rest);
    const shared = new Float64Array(this.count);
    for (let j = 0; j < this.count; j++) {
      const along = product(this.scaled, j * this.n, scaled);
      shared[j] = along;
      this.left[j] = (this.left[j] as number) - along * along;
    }
    this.parts.push({ unit: scaled, curve, shared });
  }
}

/** Product of b with the stretch of a that begins at `from`. */
function product(a: Float64Array, from: number, b: Float64Array): number {
  let total = 0;
  for (let t = 0; t < b.length; t++) total += (a[from + t] as number) * (b[t] as number);
  return total;
}

function subtract(from: Float64Array, what: Float64Array, amount: number): void {
  for (let t = 0; t < from.length; t++) from[t] = (from[t] as number) - amount * (what[t] as number);
}
