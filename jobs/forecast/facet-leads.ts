import { adjustedForMany, poolLags, type PooledLag } from '../../forecasting/index.ts';
import type { FacetLeadToSave } from '../../storage/leads.ts';
import type { TestedGroup } from './find-all-leads.ts';

const MAX_Q = 0.05;
/** Weekly counts cannot tell a lead of one week from none. */
const MIN_LAG = 2;

interface Pooled {
  scope: FacetLeadToSave['scope'];
  facet: string;
  first: string;
  second: string;
  pooled: PooledLag;
}

/**
 * Who moves first in a facet: the lags measured of its concepts pooled by pair, significant or not, since those alone
 * that are significant would be too long. False discovery rate controlled over all facets and pairs of a scope.
 */
export function facetLeads(groups: readonly TestedGroup[]): FacetLeadToSave[] {
  const pooled = poolAll(groups);
  return [...new Set(pooled.map(({ scope }) => scope))].flatMap((scope) => {
    const within = pooled.filter((one) => one.scope === scope);
    const q = adjustedForMany(within.map((one) => one.pooled.p));
    return within.flatMap((one, k) => directed(one, q[k] ?? 1));
  });
}

function poolAll(groups: readonly TestedGroup[]): Pooled[] {
  const byPair = new Map<string, Omit<Pooled, 'pooled'> & { lags: TestedGroup['lags'] }>();
  for (const { scope, facet, lags } of groups) {
    for (const lag of lags) {
      const name = [scope, facet, lag.first, lag.second].join('|');
      const { first, second } = lag;
      const pair = byPair.get(name) ?? { scope, facet, first, second, lags: [] };
      pair.lags.push(lag);
      byPair.set(name, pair);
    }
  }
  return [...byPair.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { lags, ...pair }]) => {
      const found = poolLags(lags);
      return found ? [{ ...pair, pooled: found }] : [];
    });
}

function directed({ scope, facet, first, second, pooled }: Pooled, q: number): FacetLeadToSave[] {
  const ahead = pooled.lag >= 0;
  const [low, high] = ahead ? [pooled.low, pooled.high] : [-pooled.high, -pooled.low];
  const lagWeeks = Math.round(Math.abs(pooled.lag));
  if (q > MAX_Q || lagWeeks < MIN_LAG || low <= 0) return [];
  return [
    {
      scope,
      facet,
      leader: ahead ? first : second,
      follower: ahead ? second : first,
      lagWeeks,
      lagLow: Math.floor(low),
      lagHigh: Math.ceil(high),
      concepts: pooled.count,
      agreeing: pooled.agreeing,
      p: pooled.p,
      q,
    },
  ];
}
