import { createRequire } from 'node:module';

interface Stemmer {
  stem(token: string): string;
}

const require = createRequire(import.meta.url);
/** natural's stemmer file alone: the whole package takes 0.8 CPU-s and 120 MB to load. */
const porter = require('natural/lib/natural/stemmers/porter_stemmer.js') as Stemmer;

const MAX_KEPT = 50_000;
const stems = new Map<string, string>();

/** Shorter words lose too much of themselves to a stemmer. */
const MIN_STEMMED = 4;

function stemOf(word: string): string {
  if (word.length < MIN_STEMMED || !/^[a-z]+$/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = porter.stem(word);
  if (stems.size >= MAX_KEPT) stems.clear();
  stems.set(word, stem);
  return stem;
}

/**
 * One key for the ways a term is written: the stems of its words without blanks and hyphens (Porter 1980), so that
 * "cloud-pleat", "Cloud Pleats", "cloudpleated" and "cloudpleat" are one. Han characters stay as they are.
 */
export function variantKey(term: string): string {
  return term
    .toLowerCase()
    .replaceAll(/['’]s(?![\p{L}\p{N}])/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .map(stemOf)
    .join('');
}
