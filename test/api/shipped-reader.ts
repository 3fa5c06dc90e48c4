import type { ItemReader } from '../../core/item-reader.ts';
import { readElements, readNeed } from '../../nlp/index.ts';
import { matcher } from '../nlp/shipped-matcher.ts';

/** Reads items as the service does, with the shipped taxonomy. */
export const shippedReader = (): Promise<ItemReader> =>
  Promise.resolve({
    elements: (text) => readElements(text, matcher),
    need: (text) => readNeed(text, matcher),
  });
