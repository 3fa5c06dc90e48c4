import { cutByDictionary, type ChineseWords } from '../segment/cut-by-dictionary.ts';
import { hashOf, nextHash, startHash, type WordDictionary } from '../segment/word-dictionary.ts';
import { isHanTerm, TERM_COUNT } from '../segment/han-terms.ts';
import type { FoldedText } from '../text/fold-text.ts';
import type { Hit } from './scan.ts';

/** Decides whether Chinese words begin and end where an alias does. */
export interface EdgeCheck {
  holds(folded: FoldedText, hit: Hit, previousEnd: number, nextStart: number): boolean;
  /** Whether a word ends where the hit does; where the hit begins is left open (衫 in 汗衫). */
  endHolds(folded: FoldedText, hit: Hit, nextStart: number): boolean;
  /** Start of the word that ends at `end`, not before `floor`; `end` itself where none is known. */
  wordBefore(folded: FoldedText, end: number, floor: number): number;
}

const WINDOW = 8;
const MAX_CHECKED_UNITS = 3;
/** Two-character words rarer than this do not cast doubt on an edge. */
const MIN_PAIR_LOG = Math.log(40);

/**
 * An edge is doubted only where the units on both sides of it are a dictionary word (长袖|子 no, 情 in 白色|情人节 yes);
 * then a window of a few words around is cut by the dictionary, and the alias must not lie across its cuts. jieba's
 * data without jieba: nothing native is loaded, and the cuts are the same.
 */
export function createEdgeCheck(words: ChineseWords, terms: string[]): EdgeCheck {
  const { dictionary } = words;
  const own = addTerms(dictionary, terms);
  const doubted = (folded: FoldedText, at: number): boolean => {
    const left = folded.units[at - 1] ?? 0;
    const right = folded.units[at] ?? 0;
    if (!isHan(left) || !isHan(right)) return false;
    const hash = nextHash(nextHash(startHash, left), right);
    return dictionary.logCount(hash) >= MIN_PAIR_LOG && !own.has(hash);
  };
  return {
    holds(folded, hit, previousEnd, nextStart) {
      if (hit.end - hit.start > MAX_CHECKED_UNITS || !isHan(folded.units[hit.start] ?? 0)) return true;
      const leftGiven = previousEnd === hit.start;
      const rightGiven = nextStart === hit.end;
      const left = !leftGiven && doubted(folded, hit.start);
      const right = !rightGiven && doubted(folded, hit.end);
      if (!left && !right) return true;
      const { from, edges } = cutWindow(folded, hit.start, hit.end, words);
      return (
        (leftGiven || edges[hit.start - from] === true) && (rightGiven || edges[hit.end - from] === true)
      );
    },
    endHolds(folded, hit, nextStart) {
      if (nextStart === hit.end || !doubted(folded, hit.end)) return true;
      const { from, edges } = cutWindow(folded, hit.start, hit.end, words);
      return edges[hit.end - from] === true;
    },
    wordBefore(folded, end, floor) {
      const { from, edges } = cutWindow(folded, end, end, words);
      for (let at = end - 1; at >= Math.max(floor, from); at -= 1) if (edges[at - from] === true) return at;
      return end;
    },
  };
}

/** Makes the taxonomy's terms words for cutting; gives those back that only so became usual words (冬款): they cast no doubt. */
function addTerms(dictionary: WordDictionary, terms: string[]): Set<number> {
  const own = new Set<number>();
  for (const term of terms) {
    if (!isHanTerm(term)) continue;
    const hash = hashOf(term);
    const before = dictionary.logCount(hash);
    if (Number.isNaN(before) || before < MIN_PAIR_LOG) own.add(hash);
    dictionary.set(hash, TERM_COUNT);
  }
  return own;
}

/** Cuts the run of Han characters around a span; `edges` are by offset from `from`. */
function cutWindow(
  folded: FoldedText,
  start: number,
  end: number,
  words: ChineseWords,
): { from: number; edges: boolean[] } {
  let from = start;
  let to = end;
  while (from > 0 && start - from < WINDOW && isHan(folded.units[from - 1] ?? 0)) from -= 1;
  while (to < folded.length && to - end < WINDOW && isHan(folded.units[to] ?? 0)) to += 1;
  return { from, edges: cutByDictionary(folded.units, from, to, words) };
}

export function isHan(unit: number): boolean {
  return unit >= 0x3400 && unit <= 0x9fff;
}
