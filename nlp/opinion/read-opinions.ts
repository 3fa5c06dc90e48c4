import type { Language } from '../../core/words.ts';
import { splitClauses, type Clause } from '../text/clauses.ts';
import { simplify } from '../text/simplify.ts';
import { isBusinessNews } from './business-news.ts';
import { findEnOpinions } from './en-opinions.ts';
import type { FoundOpinion } from './opinion-types.ts';
import { isShopTitle } from './shop-title.ts';
import { findZhOpinions } from './zh-opinions.ts';

/** Texts longer than this are read for opinions in their beginning only. */
const READ_UNITS = 200_000;

interface Kept {
  text: string;
  language: Language;
  found: FoundOpinion[];
}

/** A text's verdict, its opinions and its clauses' tone all ask for the same: the last answer is kept. */
let kept: Kept = { text: '', language: 'en', found: [] };

function find(text: string, language: Language, given?: Clause[]): FoundOpinion[] {
  const all = given ?? splitClauses(text, language);
  const clauses = text.length <= READ_UNITS ? all : all.filter((clause) => clause.end <= READ_UNITS);
  return language === 'zh' ? findZhOpinions(simplify(text), clauses) : findEnOpinions(text, clauses);
}

/** What the lexicon of a language finds in a text, in order. Pure: the kept answer only saves doing it again. */
export function readOpinions(text: string, language: Language, given?: Clause[]): FoundOpinion[] {
  if (kept.text === text && kept.language === language) return kept.found;
  const read = isShopTitle(text, language) ? [] : find(text, language, given);
  const found = read.length > 0 && isBusinessNews(text, language) ? [] : read;
  kept = { text, language, found };
  return found;
}

/** Mean strength of opinions, -1 to 1; 0 where there are none. */
export function meanStrength(opinions: FoundOpinion[]): number {
  if (opinions.length === 0) return 0;
  const sum = opinions.reduce((total, opinion) => total + opinion.strength, 0);
  return Math.max(-1, Math.min(1, sum / opinions.length));
}
