import type { ItemReader } from '../core/item-reader.ts';
import { createMatcher, readElements, readNeed, type Matcher } from '../nlp/index.ts';
import type { JobContext } from './context.ts';

/** Looks for a changed taxonomy at most so often: the look reads the accepted terms. */
const FRESH_MS = 30_000;

/** Reads items for the API with the taxonomy as of now; compiled once, and again when terms were accepted. */
export function createItemReader(context: JobContext): () => Promise<ItemReader> {
  let kept: { hash: string; reader: ItemReader } | undefined;
  let asked: { at: number; answer: Promise<ItemReader> } | undefined;
  const make = async (): Promise<ItemReader> => {
    const { taxonomy } = await context.taxonomy();
    if (kept?.hash === taxonomy.hash) return kept.reader;
    const reader = readerWith(createMatcher(taxonomy, await context.segmenter()));
    kept = { hash: taxonomy.hash, reader };
    return reader;
  };
  return () => {
    const now = performance.now();
    if (asked !== undefined && now - asked.at < FRESH_MS) return asked.answer;
    const fresh = { at: now, answer: make() };
    fresh.answer.catch(() => {
      if (asked === fresh) asked = undefined;
    });
    asked = fresh;
    return fresh.answer;
  };
}

const readerWith = (matcher: Matcher): ItemReader => ({
  elements: (text) => readElements(text, matcher),
  need: (text) => readNeed(text, matcher),
});
