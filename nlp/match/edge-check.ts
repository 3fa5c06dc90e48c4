import type { Segmenter } from '../segment/segmenter.ts';
import type { FoldedText } from '../text/fold-text.ts';
import type { Hit } from './scan.ts';

/** Decides whether Chinese words begin and end where an alias does. */
export interface EdgeCheck {
  holds(folded: FoldedText, hit: Hit, previousEnd: number, nextStart: number): boolean;
  /** Start of the word that ends at `end`, not before `floor`; `end` itself where none is known. */
  wordBefore(folded: FoldedText, end: number, floor: number): number;
}

const WINDOW = 8;
const MAX_CHECKED_UNITS = 3;

/**
 * An edge is doubted only where the units on both sides of it are a dictionary word (长袖|子 no, 情 in 白色|情人节 yes);
 * then the segmenter cuts a window of a few words around, and the alias must not lie across its cuts.
 */
export function createEdgeCheck(pairs: Set<number>, segmenter: Segmenter | null): EdgeCheck {
  const doubted = (folded: FoldedText, at: number): boolean => {
    const left = folded.units[at - 1] ?? 0;
    const right = folded.units[at] ?? 0;
    return isHan(left) && isHan(right) && pairs.has(left * 65_536 + right);
  };
  return {
    holds(folded, hit, previousEnd, nextStart) {
      if (
        segmenter === null ||
        hit.end - hit.start > MAX_CHECKED_UNITS ||
        !isHan(folded.units[hit.start] ?? 0)
      )
        return true;
      const left = previousEnd !== hit.start && doubted(folded, hit.start);
      const right = nextStart !== hit.end && doubted(folded, hit.end);
      if (!left && !right) return true;
      const { from, cuts } = cutWindow(folded, hit.start, hit.end, segmenter);
      return cuts.has(hit.start - from) && cuts.has(hit.end - from);
    },
    wordBefore(folded, end, floor) {
      if (segmenter === null) return end;
      const { from, cuts } = cutWindow(folded, end, end, segmenter);
      for (let at = end - 1; at >= Math.max(floor, from); at -= 1) if (cuts.has(at - from)) return at;
      return end;
    },
  };
}

/** Cuts the run of Han characters around a span; `cuts` are offsets from `from` where a word ends or begins. */
function cutWindow(
  folded: FoldedText,
  start: number,
  end: number,
  segmenter: Segmenter,
): { from: number; cuts: Set<number> } {
  let from = start;
  let to = end;
  while (from > 0 && start - from < WINDOW && isHan(folded.units[from - 1] ?? 0)) from -= 1;
  while (to < folded.length && to - end < WINDOW && isHan(folded.units[to] ?? 0)) to += 1;
  const cuts = new Set([0]);
  let at = 0;
  for (const part of segmenter.cut(String.fromCharCode(...folded.units.subarray(from, to)))) {
    at += part.length;
    cuts.add(at);
  }
  return { from, cuts };
}

export function isHan(unit: number): boolean {
  return unit >= 0x3400 && unit <= 0x9fff;
}
