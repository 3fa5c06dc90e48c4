import type { FoldedText } from '../text/fold-text.ts';
import type { EdgeCheck } from './edge-check.ts';
import { isHan } from './edge-check.ts';
import type { Sense } from './lexicon.ts';
import type { Hit } from './scan.ts';

export interface WidenInput {
  folded: FoldedText;
  hit: Hit;
  sense: Sense;
  /** Shade words by where they end. */
  modifiers: Map<number, Hit>;
  check: EdgeCheck | null;
  /** No span reaches back before this. */
  floor: number;
}

const MAX_MODIFIERS = 2;

/** The span a mention really has: "dark navy" with its shade word, 溜冰鞋 with the word its head stands behind. */
export function widenSpan(input: WidenInput): { start: number; end: number } {
  const { hit, sense, folded } = input;
  if (sense.entry.concept.facet === 'color') return { start: withModifiers(input), end: hit.end };
  if (hit.word.head && hit.end - hit.start === 1 && input.check !== null) {
    const start = input.check.wordBefore(folded, hit.start, input.floor);
    return { start: hit.start - start <= 3 ? start : hit.start, end: hit.end };
  }
  return { start: hit.start, end: hit.end };
}

function withModifiers(input: WidenInput): number {
  let start = input.hit.start;
  for (let taken = 0; taken < MAX_MODIFIERS; taken += 1) {
    const latin = !isHan(input.folded.units[start] ?? 0);
    const end = latin && input.folded.units[start - 1] === 32 ? start - 1 : start;
    const modifier = input.modifiers.get(end);
    if (modifier === undefined || modifier.start < input.floor) return start;
    start = modifier.start;
  }
  return start;
}
