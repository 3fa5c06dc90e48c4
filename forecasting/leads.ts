import { seededRandom } from '../core/random.ts';
import type { Lead } from '../core/trend.ts';
import { adjustedForMany, grangerTest } from './granger.ts';
import { interpolate } from './prepare.ts';
import { isKnown, knownValues, mean, variance } from './statistics.ts';
import { estimateShift, type Shift } from './time-shift.ts';
import { yearlyShape } from './yearly.ts';

export interface LeadOptions {
  /** Longest lag looked for, weeks. */
  maxLag?: number;
  /** Points in a season, taken out first: two winter garments do not lead each other. */
  season?: number;
  /** Leads with a larger q are left out. */
  maxQ?: number;
  /** Bootstrap draws for the lag's interval, and their seed. */
  draws?: number;
  seed?: number;
}

export interface LeadSeries {
  key: string;
  values: readonly (number | null)[];
}

const MIN_CORRELATION = 0.4;

interface Pair {
  leader: string;
  follower: string;
  shift: Shift;
  p: number;
}

/**
 * Who moves before whom: the lag that aligns the season-free levels of each pair, its bootstrap interval, and Granger's
 * test in the direction of the lag with Benjamini–Hochberg control over all pairs. Order of the series is irrelevant.
 */
export function findLeads(series: readonly LeadSeries[], options: LeadOptions = {}): Lead[] {
  const { maxLag = 26, season = 52, maxQ = 0.05, draws = 60, seed = 1 } = options;
  const ready = [...series]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .flatMap((s) => {
      const values = readyForLeads(s.values, season);
      return values ? [{ key: s.key, values }] : [];
    });
  const pairs: Pair[] = [];
  for (let i = 0; i < ready.length; i++) {
    for (let j = i + 1; j < ready.length; j++) {
      const [a, b] = [ready[i], ready[j]];
      if (!a || !b) continue;
      const length = Math.min(a.values.length, b.values.length);
      const reach = Math.min(maxLag, Math.floor(length / 4));
      const random = seededRandom(seed + 31 * i + 1_009 * j);
      const shift = estimateShift(a.values.slice(-length), b.values.slice(-length), {
        maxLag: reach,
        draws,
        random,
      });
      pairs.push(directed(a, b, shift, length));
    }
  }
  const q = adjustedForMany(pairs.map((pair) => pair.p));
  return pairs.flatMap((pair, i) => toLead(pair, q[i] ?? 1, maxQ));
}

type Ready = { key: string; values: number[] };

/** Both directions are tried by the sign of the lag, so p is doubled (Bonferroni over the two). */
function directed(a: Ready, b: Ready, shift: Shift, length: number): Pair {
  const [left, right] = [a.values.slice(-length), b.values.slice(-length)];
  if (shift.lag >= 0) {
    return { leader: a.key, follower: b.key, shift, p: Math.min(1, 2 * grangerTest(left, right).p) };
  }
  const turned = { ...shift, lag: -shift.lag, low: -shift.high, high: -shift.low };
  return { leader: b.key, follower: a.key, shift: turned, p: Math.min(1, 2 * grangerTest(right, left).p) };
}

function toLead({ leader, follower, shift, p }: Pair, q: number, maxQ: number): Lead[] {
  const lagWeeks = Math.round(shift.lag);
  if (q > maxQ || lagWeeks < 1 || shift.low <= 0 || shift.correlation < MIN_CORRELATION) return [];
  return [
    {
      leader,
      follower,
      lagWeeks,
      lagLow: Math.max(0, Math.floor(shift.low)),
      lagHigh: Math.ceil(shift.high),
      correlation: shift.correlation,
      p,
      q,
    },
  ];
}

/** Gaps filled, season divided out, square roots of shares (constant variance), centred and scaled. */
function readyForLeads(values: readonly (number | null)[], season: number): number[] | null {
  const known = knownValues(values);
  if (known.length < 40 || known.length < values.length / 2) return null;
  const year = yearlyShape(values, season);
  const flat = values.map((value, t) =>
    isKnown(value) ? value / (year.indices[t % Math.max(1, year.indices.length)] ?? 1) : null,
  );
  const filled = interpolate(flat);
  const shares = filled.every((value) => value >= 0);
  const even = shares ? filled.map((value) => Math.sqrt(value)) : filled;
  const spread = Math.sqrt(variance(even));
  if (!(spread > 1e-12) || !Number.isFinite(spread)) return null;
  const centre = mean(even);
  return even.map((value) => (value - centre) / spread);
}
