import type { Language } from '../../core/words.ts';
import type { Opinion } from '../../core/reading.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import type { SentimentModel } from '../sentiment/sentiment.ts';

export interface OpinionInput {
  text: string;
  language: Language;
  /** Spans of the clauses of the text, in order (`splitClauses`). */
  clauses: { start: number; end: number }[];
  segmenter: Segmenter;
  sentiment: SentimentModel;
}

/** Opinions by aspect with their spans and targets, in the order of the text. */
export function findOpinions(_input: OpinionInput): Opinion[] {
  return [];
}
