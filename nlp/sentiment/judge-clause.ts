import type { Language } from '../../core/words.ts';
import { meanStrength, readOpinions } from '../opinion/read-opinions.ts';

/** Mean strength of the opinions of a clause, -1 to 1; 0 when it holds none. Lexicon with negation and degree. */
export function judgeClause(clause: string, language: Language): number {
  return meanStrength(readOpinions(clause, language));
}
