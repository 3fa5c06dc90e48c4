import type { Language } from '../../core/words.ts';

/** A place in a text where a term that no concept covers may stand. */
export interface Candidate {
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

export function overlapsAny(spans: Span[], start: number, end: number): boolean {
  return spans.some((span) => span.start < end && start < span.end);
}
