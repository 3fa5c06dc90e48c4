import { createMatcher } from '../../nlp/match/matcher.ts';
import { createSegmenter } from '../../nlp/segment/create-segmenter.ts';
import { loadTaxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';

const taxonomy = loadTaxonomy();
export const matcher = createMatcher(taxonomy, createSegmenter(taxonomy, 'auto'));

/** What the shipped taxonomy finds, in the order of the text: `!` before a negated concept, then the surface. */
export function read(text: string): string[] {
  return matcher
    .match(text)
    .map((match) => `${match.negated ? '!' : ''}${match.concept.id} ${text.slice(match.start, match.end)}`);
}

export function ids(text: string): string[] {
  return matcher.match(text).map((match) => match.concept.id);
}
