import { CountSketch, endHash, feedHash, HASH_START } from './count-sketch.ts';
import type { Span } from './candidates.ts';

const BITS = 20;
/** How far from a place its neighbours are judged, UTF-16 units. */
const REACH = 12;
/** How far from a mention words are learned as its neighbours: a sentence or two, so that near and far of one text do not part. */
const LEARNED = 120;
/** With fewer features read than these nothing is known of what stands beside dress. */
const MIN_ALL = 20_000;
const MIN_NEAR = 1_000;
/** Pseudo-counts that pull a rare neighbour's odds to none (gamma prior of a Poisson rate). */
const PRIOR = 0.7;

const LATIN = /[a-z][a-z0-9'’-]*/gy;

/**
 * What words stand beside: log-odds of each neighbour (two Han characters, or a word) near the taxonomy's garments,
 * styles and patterns against its rate in all texts, learned as the texts come, in fixed memory. Where all texts are
 * about dress every neighbour says nothing, so nothing is held against anybody.
 */
export class DressContext {
  private readonly near = new CountSketch(BITS);
  private readonly all = new CountSketch(BITS);
  private nearTotal = 0;
  private allTotal = 0;

  /** Adds a text; `spans` are its mentions of dress, null where it is about none. */
  learn(text: string, spans: Span[] | null): void {
    let next = 0;
    eachFeature(text, (start, end, hash) => {
      this.all.add(hash);
      this.allTotal += 1;
      if (spans === null) return;
      while (next < spans.length && spans[next]!.end + LEARNED < start) next += 1;
      const span = spans[next];
      if (spans.length > 0 && (span === undefined || span.start - LEARNED > end)) return;
      this.near.add(hash);
      this.nearTotal += 1;
    });
  }

  /** Judges places of one text: above 0 speaks for dress, below against. */
  reader(text: string): (start: number, end: number) => number {
    if (this.allTotal < MIN_ALL || this.nearTotal < MIN_NEAR) return () => 0;
    const rate = this.nearTotal / this.allTotal;
    const sums = new Float32Array(text.length + 2);
    eachFeature(text, (start, _end, hash) => {
      const near = this.near.count(hash);
      const expected = this.all.count(hash) * rate;
      // Where most talk is about dress, what is not near it says less.
      sums[start + 1] = (1 - rate) * Math.log((near + PRIOR) / (expected + PRIOR));
    });
    for (let i = 1; i < sums.length; i++) sums[i]! += sums[i - 1]!;
    const between = (from: number, to: number): number =>
      to <= from ? 0 : sums[Math.min(to, text.length)]! - sums[Math.max(0, from)]!;
    // A pair that reaches into the place itself is no neighbour.
    return (start, end) => between(Math.max(0, start - REACH), start - 1) + between(end, end + REACH);
  }
}

function isHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

function eachFeature(text: string, visit: (start: number, end: number, hash: number) => void): void {
  const lower = text.toLowerCase();
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isHan(unit)) {
      const next = text.charCodeAt(at + 1);
      if (isHan(next)) visit(at, at + 2, endHash(feedHash(feedHash(HASH_START, unit), next)));
      continue;
    }
    LATIN.lastIndex = at;
    const word = lower.length === text.length ? LATIN.exec(lower)?.[0] : undefined;
    if (word === undefined) continue;
    let hash = HASH_START;
    for (let i = 0; i < word.length; i++) hash = feedHash(hash, word.charCodeAt(i));
    visit(at, at + word.length, endHash(hash));
    at += word.length - 1;
  }
}
