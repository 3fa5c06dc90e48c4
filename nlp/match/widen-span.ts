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
  /** The mention before, unless it is a colour or a garment: 健身 in 健身鞋. */
  previous: { start: number; end: number } | null;
}

const MAX_MODIFIERS = 2;
/** Units of the word a one-character head may take along. */
const MAX_BEFORE_HEAD = 3;
/** 穿鞋 is no kind of shoe. */
const VERBS = new Set(Array.from('穿脱换买洗试戴擦提的了是有双条件顶个', (char) => char.charCodeAt(0)));

/** The span a mention really has: "dark navy" with its shade word, 溜冰鞋 with the word its head stands behind. */
export function widenSpan(input: WidenInput): { start: number; end: number } {
  const { hit, sense, folded } = input;
  if (sense.entry.concept.facet === 'color') return { start: withModifiers(input), end: hit.end };
  if (hit.word.head && hit.end - hit.start === 1 && input.check !== null) {
    if (input.previous?.end === hit.start && hit.start - input.previous.start <= MAX_BEFORE_HEAD) {
      return { start: input.previous.start, end: hit.end };
    }
    const start = input.check.wordBefore(folded, hit.start, input.floor);
    const widened = hit.start - start <= MAX_BEFORE_HEAD && !VERBS.has(folded.units[start] ?? 0);
    return { start: widened ? start : hit.start, end: hit.end };
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
