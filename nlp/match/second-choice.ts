import { coverHits } from './cover.ts';
import type { Hit } from './scan.ts';

/** No word of the lexicon is longer than this, in units. */
const LONGEST = 64;

/** Index of the first hit that starts at `start` or later; hits come by start. */
export function firstHitFrom(hits: Hit[], start: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What may stand where a chosen hit proved to cut a word (童鞋 in 男童|鞋子): the best cover of the other hits that touch
 * its place, between the neighbours that were chosen. `failed` grows with each call, so that no hit is tried twice.
 */
export function secondChoice(hit: Hit, hits: Hit[], failed: Set<Hit>, from: number, to: number): Hit[] {
  failed.add(hit);
  const others: Hit[] = [];
  for (let at = firstHitFrom(hits, Math.max(from, hit.start - LONGEST)); at < hits.length; at += 1) {
    const other = hits[at];
    if (other === undefined || other.start >= hit.end) break;
    if (other.end <= hit.start || other.end > to || failed.has(other)) continue;
    if (other.word.guard || other.word.senses.length > 0) others.push(other);
  }
  return others.length === 0 ? others : coverHits(others);
}
