import type { Taxonomy } from '../taxonomy/taxonomy-types.ts';
import { foldAlias } from '../text/fold-text.ts';

/** Above the count a word needs for jieba's unigram model not to cut it (its dictionary counts 60 million words). */
export const TERM_COUNT = 3_000;

/** All Chinese aliases of a taxonomy in folded spelling, each once. */
export function hanTerms(taxonomy: Taxonomy): string[] {
  const terms = new Set<string>();
  for (const concept of taxonomy.concepts) for (const alias of concept.aliasesZh) terms.add(foldAlias(alias));
  return [...terms];
}

/** Whether a term is of Han characters alone, and so one word for a segmenter. */
export function isHanTerm(term: string): boolean {
  return /^[\u3400-\u9fff]{2,}$/.test(term);
}
