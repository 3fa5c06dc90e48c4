import { z } from 'zod';
import type { ItemReader } from '../../core/item-reader.ts';
import { FACETS } from '../../core/words.ts';

const MOST_ATTRIBUTES = 40;
const words = z.string().max(300);

/** An item of a caller's: its own words, its attributes, or concepts it is known by. */
export const itemShape = z.strictObject({
  id: z.string().min(1).max(200),
  text: z.string().max(5_000).optional().describe('title, description: any words in Chinese or English'),
  attributes: z
    .record(z.string().max(60), z.union([words, z.array(words).max(40)]))
    .refine((given) => Object.keys(given).length <= MOST_ATTRIBUTES, `at most ${MOST_ATTRIBUTES} attributes`)
    .optional()
    .describe('e.g. {"color": "navy", "fabric": ["linen"]}; keys that are facets are read for that facet'),
  concepts: z.array(z.string().max(120)).max(60).optional().describe('concept ids, where they are known'),
});
export type Item = z.infer<typeof itemShape>;

/** Most shops send the same titles again and again. */
const MOST_TEXTS = 20_000;

/** Reads items to concept ids, each once, what is negated left out; texts are remembered as long as the reader is. */
export function createItemConcepts(): (item: Omit<Item, 'id'>, reader: ItemReader) => string[] {
  let of: ItemReader | undefined;
  const read = new Map<string, string[]>();
  const conceptsOf = (text: string, reader: ItemReader): string[] => {
    if (of !== reader) {
      read.clear();
      of = reader;
    }
    const known = read.get(text);
    if (known !== undefined) return known;
    const found = reader.elements(text).filter(({ negated }) => !negated);
    const concepts = [...new Set(found.map(({ concept }) => concept))];
    if (read.size >= MOST_TEXTS) for (const oldest of read.keys()) if (read.delete(oldest)) break;
    read.set(text, concepts);
    return concepts;
  };
  return ({ text, attributes = {}, concepts = [] }, reader) => {
    const all = new Set(concepts);
    if (text !== undefined) for (const concept of conceptsOf(text, reader)) all.add(concept);
    for (const [name, given] of Object.entries(attributes))
      for (const value of Array.isArray(given) ? given : [given])
        for (const concept of ofFacet(conceptsOf(value, reader), name)) all.add(concept);
    return [...all];
  };
}

/** The value of an attribute that is a facet is of that facet, where it can be: colour "olive" is no food. */
function ofFacet(concepts: string[], attribute: string): string[] {
  const name = attribute.toLowerCase() === 'colour' ? 'color' : attribute.toLowerCase();
  const facet = FACETS.find((known) => known === name);
  if (facet === undefined) return concepts;
  const own = concepts.filter((concept) => concept.startsWith(`${facet}:`));
  return own.length > 0 ? own : concepts;
}
