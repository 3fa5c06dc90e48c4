import { seededRandom } from '../core/random.ts';
import type { Lead } from '../core/trend.ts';
import { adjustedForMany, grangerTest } from './granger.ts';
import { interpolate } from './prepare.ts';
import { reconcileShifts } from './reconcile-shifts.ts';
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
/** Weekly counts cannot tell a lead of one week from none. */
const MIN_LAG = 2;

interface Ready {
  key: string;
  values: number[];
}

interface Pair {
  i: number;
  j: number;
  shift: Shift;
}

/**
 * Who moves before whom: the lag that aligns the season-free levels of each pair, reconciled over all pairs, its
 * bootstrap interval, and Granger's test in the direction of the lag with Benjamini–Hochberg control over all pairs.
 */
export function findLeads(series: readonly LeadSeries[], options: LeadOptions = {}): Lead[] {
  const { maxLag = 26, season = 52, maxQ = 0.05, draws = 120, seed = 1 } = options;
  const ready = [...series]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .flatMap((s) => {
      const values = readyForLeads(s.values, season);
      return values ? [{ key: s.key, values }] : [];
    });
  const pairs: Pair[] = [];
  for (let i = 0; i < ready.length; i++) {
    for (let j = i + 1; j < ready.length; j++) {
      const [a, b] = [ready[i]?.values ?? [], ready[j]?.values ?? []];
      const length = Math.min(a.length, b.length);
      const shift = estimateShift(a.slice(-length), b.slice(-length), {
        maxLag: Math.min(maxLag, Math.floor(length / 4)),
        draws,
        minCorrelation: MIN_CORRELATION,
        random: seededRandom(seed + 31 * i + 1_009 * j),
      });
      pairs.push({ i, j, shift });
    }
  }
  const agreed = reconcile(ready.length, pairs);
  const tested = agreed.map((pair) => directed(ready, pair));
  // A lead needs both: the leader foretells the follower, and they do not simply move at once.
  const q = adjustedForMany(tested.map((lead, k) => Math.max(lead.p, agreed[k]?.shift.pNoLag ?? 1)));
  return tested.flatMap((lead, k) => keep({ ...lead, q: q[k] ?? 1 }, maxQ));
}

/** With three or more series whose curves agree, every pair's lag and interval use all measured lags. */
function reconcile(count: number, pairs: readonly Pair[]): Pair[] {
  const alike = pairs.filter((pair) => pair.shift.correlation >= MIN_CORRELATION);
  if (count < 3 || alike.length < 3) return [...pairs];
  const { position, se } = reconcileShifts(
    count,
    alike.map(({ i, j, shift }) => ({ i, j, lag: shift.lag, halfWidth: (shift.high - shift.low) / 2 })),
  );
  return pairs.map((pair) => {
    if (pair.shift.correlation < MIN_CORRELATION) return pair;
    const lag = (position[pair.j] ?? 0) - (position[pair.i] ?? 0);
    // The pairs share series and are not independent: the joint interval is taken half again as wide.
    const half = Math.min((pair.shift.high - pair.shift.low) / 2, 1.5 * (se[pair.i]?.[pair.j] ?? 0));
    return { ...pair, shift: { ...pair.shift, lag, low: lag - half, high: lag + half } };
  });
}

/** The lead in the direction of the lag. Both directions were open, so p is doubled (Bonferroni over the two). */
function directed(ready: readonly Ready[], { i, j, shift }: Pair): Lead {
  const [first, second] = shift.lag >= 0 ? [ready[i], ready[j]] : [ready[j], ready[i]];
  const [low, high] = shift.lag >= 0 ? [shift.low, shift.high] : [-shift.high, -shift.low];
  const length = Math.min(first?.values.length ?? 0, second?.values.length ?? 0);
  const test = grangerTest(first?.values.slice(-length) ?? [], second?.values.slice(-length) ?? []);
  return {
    leader: first?.key ?? '',
    follower: second?.key ?? '',
    lagWeeks: Math.round(Math.abs(shift.lag)),
    lagLow: Math.floor(low),
    lagHigh: Math.ceil(high),
    correlation: shift.correlation,
    p: Math.min(1, 2 * test.p),
    q: 1,
  };
}

function keep(lead: Lead, maxQ: number): Lead[] {
  const clear = lead.lagWeeks >= MIN_LAG && lead.lagLow >= 0 && lead.correlation >= MIN_CORRELATION;
  return clear && lead.q <= maxQ ? [lead] : [];
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
