import type { Language } from '../../core/words.ts';
import { meanStrength, readOpinions } from '../opinion/read-opinions.ts';

/** Mean strength of the opinions of a clause, -1 to 1; 0 when it holds none. Lexicon with negation and degree. */
export function judgeClause(clause: string, language: Language): number {
  return meanStrength(readOpinions(clause, language));
}

/** How many opinions the first `units` of a text hold: the evidence a verdict on the whole needs. */
export function countOpinions(text: string, language: Language, units: number): number {
  let count = 0;
  for (const { end } of readOpinions(text, language)) if (end <= units) count += 1;
  return count;
}
