import { likeness, type ConceptWeights } from './similarity.ts';

export interface RankedItem {
  id: string;
  /** The caller's own, higher is better. */
  relevance: number;
  /** 0 to 100; null counts as neutral. */
  trend: number | null;
  weights: ConceptWeights;
  /** Items of one group stand at most `maxPerGroup` times among the first; null for none. */
  group: string | null;
}

export interface RerankOptions {
  /** 0 leaves the caller's order, 1 goes by trend alone. */
  trendWeight: number;
  /** 0 for no care, 1 for difference alone. */
  diversity: number;
  maxPerGroup: number | null;
  limit: number;
}

export interface Placed {
  id: string;
  /** From 1. */
  rank: number;
  /** In the order of relevance alone. */
  rankBefore: number;
  /** Relevance and trend together, 0 to 1. */
  value: number;
  /** Likeness to the nearest item placed before it, 0 to 1. */
  nearest: number;
  /** True where it was held back because its group was full. */
  capped: boolean;
}

const NEUTRAL = 50;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over relevance and trend: each place goes to the item
 * with the greatest (1 − diversity) × value − diversity × likeness to what stands already. Items of a full group follow
 * behind all others. Ties go by the caller's order, so that the same question has the same answer.
 */
export function rerank(items: readonly RankedItem[], options: RerankOptions): Placed[] {
  const { trendWeight, diversity, maxPerGroup, limit } = options;
  const relevance = spread(items.map((item) => item.relevance));
  const before = items
    .map((_, at) => at)
    .toSorted((a, b) => items[b]!.relevance - items[a]!.relevance || a - b);
  const rankBefore = new Map(before.map((at, place) => [at, place + 1]));
  const values = items.map(
    ({ trend }, at) => (1 - trendWeight) * relevance[at]! + trendWeight * ((trend ?? NEUTRAL) / 100),
  );
  const nearest = items.map(() => 0);
  const groups = new Map<string, number>();
  const waiting = new Set(before);
  const placed: Placed[] = [];
  const isFull = (at: number): boolean => {
    const { group } = items[at]!;
    return maxPerGroup !== null && group !== null && (groups.get(group) ?? 0) >= maxPerGroup;
  };
  while (waiting.size > 0 && placed.length < limit) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    let capped = true;
    for (const at of waiting) {
      const full = isFull(at);
      if (full && !capped) continue;
      const value = (1 - diversity) * values[at]! - diversity * nearest[at]!;
      if (value > most || (!full && capped)) [best, most, capped] = [at, value, full];
    }
    const chosen = items[best]!;
    waiting.delete(best);
    if (chosen.group !== null) groups.set(chosen.group, (groups.get(chosen.group) ?? 0) + 1);
    placed.push({
      id: chosen.id,
      rank: placed.length + 1,
      rankBefore: rankBefore.get(best) ?? 0,
      value: round(values[best]!),
      nearest: round(nearest[best]!),
      capped,
    });
    if (diversity > 0)
      for (const at of waiting)
        nearest[at] = Math.max(nearest[at]!, likeness(chosen.weights, items[at]!.weights));
  }
  return placed;
}

/** Relevances of any scale on 0 to 1; all alike is all .5. */
function spread(values: readonly number[]): number[] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const width = most - least;
  return values.map((value) => (width > 0 ? (value - least) / width : 0.5));
}

const round = (value: number): number => Number(value.toFixed(4));
