import type { Language } from '../../core/words.ts';
import type { Opinion } from '../../core/reading.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import type { SentimentModel } from '../sentiment/sentiment.ts';
import type { FoundOpinion } from './opinion-types.ts';
import { readOpinions } from './read-opinions.ts';

export interface OpinionInput {
  text: string;
  language: Language;
  /** Spans of the clauses of the text, in order (`splitClauses`). */
  clauses: { start: number; end: number }[];
  segmenter: Segmenter;
  sentiment: SentimentModel;
}

function toOpinion(text: string, found: FoundOpinion): Opinion {
  const { aspect, polarity, start, end, target } = found;
  const surface = text.slice(start, end);
  if (target === null || target.start >= target.end) return { aspect, polarity, start, end, surface };
  const named = { start: target.start, end: target.end, surface: text.slice(target.start, target.end) };
  return { aspect, polarity, start, end, surface, target: named };
}

/**
 * Opinions by aspect with their spans and targets, in the order of the text: evaluations of a garment lexicon with
 * negation and degree, given to the names beside them (after Hu & Liu 2004; Taboada et al. 2011). Linear time.
 */
export function findOpinions(input: OpinionInput): Opinion[] {
  const { text, language } = input;
  return readOpinions(text, language, input.clauses).map((opinion) => toOpinion(text, opinion));
}
