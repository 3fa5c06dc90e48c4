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
const VERBS = new Set(
  Array.from('穿脱换买洗试戴擦提的了是有双条件顶个更宽解裁披晾晒搓织补修垫挂整烫摘纳', (char) =>
    char.charCodeAt(0),
  ),
);
/** Words of sellers before a garment that make no kind of it. */
const NO_KIND = /^(?:新款|正品|同款|时尚|特价|韩版|百搭|男女|男士|女士|秋冬|春秋|春夏|冬季|夏季|秋季|春季)$/;
const SMALL = 0x5c0f;

interface Span {
  start: number;
  end: number;
}

/**
 * The span a mention really has: "dark navy" with its shade word, 溜冰鞋 with the word its head stands behind, 小西裤 with
 * its 小. Null for a head inside a word that is no garment (更衣).
 */
export function widenSpan(input: WidenInput): Span | null {
  const { hit, sense, check } = input;
  const { facet } = sense.entry.concept;
  const { start, end } = hit;
  if (facet === 'color') return { start: withModifiers(input), end };
  if (facet !== 'garment' || check === null) return { start, end };
  if (hit.word.head && end - start === 1) return headSpan(input, check);
  return { start: isSmall(input, check) ? start - 1 : start, end };
}

/** 小 before a garment is part of its name, unless it ends another word (大小, 中小). */
function isSmall({ folded, hit, floor }: WidenInput, check: EdgeCheck): boolean {
  if (folded.units[hit.start - 1] !== SMALL || hit.start - 1 < floor) return false;
  return check.wordBefore(folded, hit.start, floor) === hit.start - 1;
}

function headSpan({ hit, folded, previous, floor }: WidenInput, check: EdgeCheck): Span | null {
  const { end } = hit;
  const joined = previous?.end === hit.start ? previous : null;
  if (joined !== null && hit.start - joined.start <= MAX_BEFORE_HEAD) return { start: joined.start, end };
  const start = check.wordBefore(folded, hit.start, joined?.start ?? floor);
  const before = String.fromCharCode(...folded.units.subarray(start, hit.start));
  const taken =
    before.length <= MAX_BEFORE_HEAD && !VERBS.has(folded.units[start] ?? 0) && !NO_KIND.test(before);
  if (taken) return { start, end };
  return check.holds(folded, hit, floor, end) ? { start: hit.start, end } : null;
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
