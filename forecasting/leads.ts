import { seededRandom, type Random } from '../core/random.ts';
import type { Lead } from '../core/trend.ts';
import { adjustedForMany, grangerTest } from './granger.ts';
import { interpolate } from './prepare.ts';
import { reconcileShifts } from './reconcile-shifts.ts';
import { isKnown, knownValues, mean, variance } from './statistics.ts';
import { alignPair, chanceOfNoLag, lagInterval, type AlignedPair } from './time-shift.ts';
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
/** Draws for the chance of no lag: fine enough to pass control over a thousand pairs. */
const MOST_DRAWS = 2_000;
/** Weekly counts cannot tell a lead of one week from none. */
const MIN_LAG = 2;

interface Ready {
  key: string;
  values: number[];
}

/** Series i and j of the call; lag and interval are of j behind i. */
interface Pair {
  i: number;
  j: number;
  aligned: AlignedPair;
  lag: number;
  low: number;
  high: number;
  /** p of Granger's test with i before j, and with j before i; doubled, as both directions are open (Bonferroni). */
  forward: number;
  backward: number;
  random: Random;
}

/** A lead that is clear, with the chance that there is none: for control over as many tests as there are. */
export interface TestedLead extends Lead {
  chance: number;
}

/** The lag measured of a pair whose levels are alike: `second` behind `first`, significant or not. */
export interface MeasuredLag {
  first: string;
  second: string;
  lag: number;
  low: number;
  high: number;
}

export interface LeadTests {
  /** Pairs that were compared. */
  pairs: number;
  /** Those clear and likely enough; q is over the pairs of this call. */
  leads: TestedLead[];
  lags: MeasuredLag[];
}

/**
 * Who moves before whom: the lag that aligns the season-free levels of each pair, reconciled over all pairs, its
 * bootstrap interval, and Granger's test in the direction of the lag with Benjamini–Hochberg control over all pairs.
 */
export function findLeads(series: readonly LeadSeries[], options: LeadOptions = {}): Lead[] {
  const { maxQ = 0.05 } = options;
  return testLeads(series, options).leads.flatMap(({ chance: _chance, ...lead }) =>
    lead.q <= maxQ ? [lead] : [],
  );
}

/** q of every lead of many calls, over all their pairs (Benjamini and Hochberg 1995), in order. */
export function adjustLeads(tests: readonly Pick<LeadTests, 'pairs' | 'leads'>[]): number[] {
  const chances = tests.flatMap(({ leads }) => leads.map(({ chance }) => chance));
  const pairs = tests.reduce((sum, test) => sum + test.pairs, 0);
  const others = Array<number>(pairs - chances.length).fill(1);
  return adjustedForMany([...chances, ...others]).slice(0, chances.length);
}

/** The tests of one call. What the cheap ones exclude (a p above maxQ has a q above it) is not bootstrapped. */
export function testLeads(series: readonly LeadSeries[], options: LeadOptions = {}): LeadTests {
  const { maxLag = 26, season = 52, maxQ = 0.05, draws = 120, seed = 1 } = options;
  const ready = [...series]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .flatMap((s) => {
      const values = readyForLeads(s.values, season);
      return values ? [{ key: s.key, values }] : [];
    });
  const pairs = pairsOf(ready, maxLag, seed);
  const open = pairs.some((pair) => Math.min(pair.forward, pair.backward) <= maxQ);
  if (draws < 1 || !open) return { pairs: pairs.length, leads: [], lags: [] };
  const agreed = reconcile(ready.length, pairs, (pair) => ({
    ...pair,
    ...lagInterval(pair.aligned, draws, pair.random),
  }));
  const leads = agreed.flatMap((pair) => {
    const lead = directed(ready, pair);
    if (!isClear(lead) || lead.p > maxQ) return [];
    // A lead needs both: the leader foretells the follower, and they do not simply move at once.
    const chance = Math.max(lead.p, chanceOfNoLag(pair.aligned, MOST_DRAWS, pair.random));
    return chance <= maxQ ? [{ ...lead, chance }] : [];
  });
  const q = adjustLeads([{ pairs: pairs.length, leads }]);
  return {
    pairs: pairs.length,
    leads: leads.map((lead, k) => ({ ...lead, q: q[k] ?? 1 })),
    lags: agreed.flatMap((pair) => measuredLag(ready, pair)),
  };
}

function measuredLag(ready: readonly Ready[], pair: Pair): MeasuredLag[] {
  if (!isAlike(pair)) return [];
  const { lag, low, high } = pair;
  return [{ first: ready[pair.i]?.key ?? '', second: ready[pair.j]?.key ?? '', lag, low, high }];
}

/** All pairs with their alignment; those whose levels are not alike get no further test. */
function pairsOf(ready: readonly Ready[], maxLag: number, seed: number): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < ready.length; i++) {
    for (let j = i + 1; j < ready.length; j++) {
      const length = Math.min(ready[i]?.values.length ?? 0, ready[j]?.values.length ?? 0);
      const a = ready[i]?.values.slice(-length) ?? [];
      const b = ready[j]?.values.slice(-length) ?? [];
      const longest = Math.min(maxLag, Math.floor(length / 4));
      const aligned = alignPair(a, b, longest);
      const alike = aligned.correlation >= MIN_CORRELATION;
      const forward = alike ? Math.min(1, 2 * grangerTest(a, b).p) : 1;
      const backward = alike ? Math.min(1, 2 * grangerTest(b, a).p) : 1;
      const random = seededRandom(seed + 31 * i + 1_009 * j);
      pairs.push({
        i,
        j,
        aligned,
        lag: aligned.lag,
        low: -longest,
        high: longest,
        forward,
        backward,
        random,
      });
    }
  }
  return pairs;
}

/** With three or more series whose curves agree, every pair's lag and interval use all measured lags. */
function reconcile(count: number, pairs: readonly Pair[], withInterval: (pair: Pair) => Pair): Pair[] {
  const measured = pairs.map((pair) => (isAlike(pair) ? withInterval(pair) : pair));
  const alike = measured.filter(isAlike);
  if (count < 3 || alike.length < 3) return measured;
  const { position, se } = reconcileShifts(
    count,
    alike.map(({ i, j, lag, low, high }) => ({ i, j, lag, halfWidth: (high - low) / 2 })),
  );
  return measured.map((pair) => {
    if (!isAlike(pair)) return pair;
    const lag = (position[pair.j] ?? 0) - (position[pair.i] ?? 0);
    // The pairs share series and are not independent: the joint interval is taken half again as wide.
    const half = Math.min((pair.high - pair.low) / 2, 1.5 * (se[pair.i]?.[pair.j] ?? 0));
    return { ...pair, lag, low: lag - half, high: lag + half };
  });
}

function isAlike(pair: Pair): boolean {
  return pair.aligned.correlation >= MIN_CORRELATION;
}

/** The lead in the direction of the lag. */
function directed(ready: readonly Ready[], pair: Pair): Lead {
  const ahead = pair.lag >= 0;
  const [first, second] = ahead ? [ready[pair.i], ready[pair.j]] : [ready[pair.j], ready[pair.i]];
  const [low, high] = ahead ? [pair.low, pair.high] : [-pair.high, -pair.low];
  return {
    leader: first?.key ?? '',
    follower: second?.key ?? '',
    lagWeeks: Math.round(Math.abs(pair.lag)),
    lagLow: Math.floor(low),
    lagHigh: Math.ceil(high),
    correlation: pair.aligned.correlation,
    p: ahead ? pair.forward : pair.backward,
    q: 1,
  };
}

function isClear(lead: Lead): boolean {
  return lead.lagWeeks >= MIN_LAG && lead.lagLow >= 0 && lead.correlation >= MIN_CORRELATION;
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
