import type { Language } from '../../core/words.ts';
import { findEnOpinions } from '../opinion/en-opinions.ts';
import { findZhOpinions } from '../opinion/zh-opinions.ts';
import type { FoundOpinion } from '../opinion/opinion-types.ts';
import { splitClauses } from '../text/clauses.ts';

function opinionsOf(text: string, language: Language): FoundOpinion[] {
  const clauses = splitClauses(text, language);
  return language === 'zh' ? findZhOpinions(text, clauses) : findEnOpinions(text, clauses);
}

/** Mean strength of the opinions of a clause, -1 to 1; 0 when it holds none. Lexicon with negation and degree. */
export function judgeClause(clause: string, language: Language): number {
  const opinions = opinionsOf(clause, language);
  if (opinions.length === 0) return 0;
  const sum = opinions.reduce((total, opinion) => total + opinion.strength, 0);
  return Math.max(-1, Math.min(1, sum / opinions.length));
}

/** How many opinions the beginning of a text holds: the evidence a verdict on the whole needs. */
export function countOpinions(text: string, language: Language): number {
  return opinionsOf(text, language).length;
}
