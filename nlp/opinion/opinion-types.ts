import type { Aspect, Polarity } from '../../core/words.ts';

/** An opinion before it is cut out of the text. */
export interface FoundOpinion {
  aspect: Aspect;
  polarity: Polarity;
  start: number;
  end: number;
  /** -1 to 1: polarity times degree. */
  strength: number;
  target: { start: number; end: number } | null;
}
