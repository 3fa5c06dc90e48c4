import type { Language } from '../../core/words.ts';

/** A place in a text where a term that no concept covers may stand. */
export interface Candidate {
  /** The same for all ways of writing it. */
  key: string;
  term: string;
  language: Language;
  start: number;
  end: number;
  /** What stands at once to the left and right; '' at the edge of the text or beside a blank. */
  left: string;
  right: string;
  /** It stands where a kind of garment or style is named (right before one, or built on its head). */
  slot: boolean;
}

/** A stretch of text a known concept covers. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Whether a concept is in the way. A term may be a concept with one more character (千金 in 千金妆), or a kind of its own
 * built on a concept's name: one more character before it (大衣 in 军大衣), more where the name is one character (裙).
 */
export function cutsAny(spans: Span[], start: number, end: number): boolean {
  return spans.some((span) => {
    if (span.end <= start || end <= span.start) return false;
    if (span.end === end) return span.start - start !== 1 && span.end - span.start > 1;
    return span.start !== start || end - span.end !== 1;
  });
}
