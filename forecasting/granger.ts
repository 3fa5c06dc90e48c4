import { regress } from './linear-algebra.ts';
import { fUpperTail } from './distributions.ts';
import { mean } from './statistics.ts';

/** Weeks back that are averaged into one regressor each: a distributed lag with few parameters. */
const OWN_BLOCKS = [
  [1, 1],
  [2, 4],
  [5, 8],
  [9, 16],
] as const;
const LEAD_BLOCKS = [
  [1, 4],
  [5, 8],
  [9, 13],
  [14, 20],
] as const;
/** Kept in both models and not tested, so that the F-test holds for wandering levels (Toda and Yamamoto 1995). */
const SPARE_BLOCK = [21, 28] as const;
const LONGEST = SPARE_BLOCK[1];

/**
 * Granger's test (1969): does the leader's past foretell the follower beyond the follower's own past?
 * F-test on block averages of the last 20 weeks. p is 1 where there are too few weeks to say.
 */
export function grangerTest(
  leader: readonly number[],
  follower: readonly number[],
): { f: number; p: number } {
  const n = follower.length;
  const rows = n - LONGEST;
  const kept = 2 + OWN_BLOCKS.length;
  const tested = LEAD_BLOCKS.length;
  const freedom = rows - kept - tested;
  if (freedom < 20) return { f: 0, p: 1 };
  const y = follower.slice(LONGEST);
  const centre = mean(y);
  const target = y.map((value) => value - centre);
  const block = (values: readonly number[], [near, far]: readonly [number, number]): number[] =>
    demean(
      Array.from({ length: rows }, (_, i) => mean(values.slice(i + LONGEST - far, i + LONGEST - near + 1))),
    );
  const own = OWN_BLOCKS.map((b) => block(follower, b));
  const base = [...own, block(leader, SPARE_BLOCK)];
  const full = [...base, ...LEAD_BLOCKS.map((b) => block(leader, b))];
  const small = squaredError(base, target);
  const large = squaredError(full, target);
  if (!(large > 1e-12)) return { f: 0, p: 1 };
  const f = Math.max(0, (small - large) / tested / (large / freedom));
  return { f, p: fUpperTail(f, tested, freedom) };
}

function demean(values: readonly number[]): number[] {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

function squaredError(columns: readonly number[][], target: readonly number[]): number {
  const heights = regress(columns, target);
  let total = 0;
  for (let t = 0; t < target.length; t++) {
    let rest = target[t] ?? 0;
    for (let k = 0; k < columns.length; k++) rest -= (heights[k] ?? 0) * (columns[k]?.[t] ?? 0);
    total += rest * rest;
  }
  return total;
}

/** Benjamini and Hochberg (1995) adjusted p-values, in the order given. */
export function adjustedForMany(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => (p[b] ?? 0) - (p[a] ?? 0));
  const out = p.map(() => 1);
  let lowest = 1;
  order.forEach((i, rank) => {
    lowest = Math.min(lowest, ((p[i] ?? 1) * p.length) / (p.length - rank));
    out[i] = lowest;
  });
  return out;
}
