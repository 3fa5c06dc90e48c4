import { simhash64, simhashBands } from '../crawlers/index.ts';
import type { Fingerprint } from '../storage/documents.ts';

/** How storage recognises near copies: the crawlers' simhash. */
export const fingerprint: Fingerprint = (text) => {
  const simhash = simhash64(text);
  return { simhash, bands: simhashBands(simhash) };
};
