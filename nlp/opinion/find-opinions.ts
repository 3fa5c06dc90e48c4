import type { Language } from '../../core/words.ts';
import type { Opinion } from '../../core/reading.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import type { SentimentModel } from '../sentiment/sentiment.ts';
import type { FoundOpinion } from './opinion-types.ts';
import { findEnOpinions } from './en-opinions.ts';
import { findZhOpinions } from './zh-opinions.ts';

export interface OpinionInput {
  text: string;
  language: Language;
  /** Spans of the clauses of the text, in order (`splitClauses`). */
  clauses: { start: number; end: number }[];
  segmenter: Segmenter;
  sentiment: SentimentModel;
}

/** Texts longer than this are read for opinions in their beginning only. */
const READ_UNITS = 200_000;

function toOpinion(text: string, found: FoundOpinion): Opinion {
  const { aspect, polarity, start, end, target } = found;
  const opinion: Opinion = { aspect, polarity, start, end, surface: text.slice(start, end) };
  if (target === null || target.start >= target.end) return opinion;
  return { ...opinion, target: { ...target, surface: text.slice(target.start, target.end) } };
}

/**
 * Opinions by aspect with their spans and targets, in the order of the text: evaluations of a garment lexicon with
 * negation and degree, given to the names beside them (after Hu & Liu 2004; Taboada et al. 2011). Linear time.
 */
export function findOpinions(input: OpinionInput): Opinion[] {
  const { text, language } = input;
  const clauses = input.clauses.filter((clause) => clause.end <= READ_UNITS);
  const found = language === 'zh' ? findZhOpinions(text, clauses) : findEnOpinions(text, clauses);
  return found.map((opinion) => toOpinion(text, opinion));
}
