import { copySketch, tokenText } from '../crawlers/index.ts';
import type { Fingerprint } from '../storage/documents.ts';

/** How storage finds what may be a copy: the crawlers' sketch. */
export const fingerprint: Fingerprint = (text) => copySketch(tokenText(text));
