import { readFileSync } from 'node:fs';

const SLOT_BITS = 20;
const SLOTS = 1 << SLOT_BITS;
const SLOT_MASK = SLOTS - 1;
/** At most this part of the table is filled, so that a search stays short. */
const MAX_FILLED = SLOTS * 0.75;
const SEED = 0x2545f491;
const GOLDEN = 0x9e3779b1;

/** Longest word kept, UTF-16 units. */
export const MAX_WORD_UNITS = 6;

/** The hash of a word is taken unit by unit, so that longer words go on from shorter ones. */
export const startHash = SEED;
export function nextHash(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, GOLDEN);
  return mixed ^ (mixed >>> 15);
}

export function hashOf(word: string): number {
  let hash = startHash;
  for (let at = 0; at < word.length; at += 1) hash = nextHash(hash, word.charCodeAt(at));
  return hash;
}

/**
 * Chinese words with their counts, as jieba's dictionary has them, in one hash table of 8 MB. Words are known by a hash
 * of 32 bits: of 100,000 strings that are no words about eight pass for one.
 */
export class WordDictionary {
  readonly #prints = new Int32Array(SLOTS);
  readonly #logCounts = new Float32Array(SLOTS);
  #filled = 0;
  #total = 0;
  #least = Number.POSITIVE_INFINITY;

  /** Natural logarithm of a word's count by its hash, or NaN for what is no word. */
  logCount(hash: number): number {
    const print = hash === 0 ? 1 : hash;
    for (let slot = (hash >>> 5) & SLOT_MASK; ; slot = (slot + 1) & SLOT_MASK) {
      const there = this.#prints[slot];
      if (there === print) return this.#logCounts[slot] ?? Number.NaN;
      if (there === 0) return Number.NaN;
    }
  }

  /** Of several counts of a word the highest serves. */
  set(hash: number, count: number): void {
    const print = hash === 0 ? 1 : hash;
    let slot = (hash >>> 5) & SLOT_MASK;
    while (this.#prints[slot] !== 0 && this.#prints[slot] !== print) slot = (slot + 1) & SLOT_MASK;
    const counted = Math.max(1, count);
    if (this.#prints[slot] === 0) {
      if (this.#filled >= MAX_FILLED) return;
      this.#prints[slot] = print;
      this.#filled += 1;
    } else if ((this.#logCounts[slot] ?? 0) >= Math.log(counted)) return;
    this.#total += counted;
    this.#least = Math.min(this.#least, counted);
    this.#logCounts[slot] = Math.log(counted);
  }

  /** Logarithm of the sum of all counts, and of the least one. */
  get logTotal(): number {
    return Math.log(Math.max(1, this.#total));
  }

  get logLeast(): number {
    return this.#filled === 0 ? 0 : Math.log(this.#least);
  }
}

/**
 * Reads a dictionary file (`word count tag` a line, UTF-8) byte by byte: 350,000 lines in some 60 ms. `visit` is shown
 * the units of each word of two or more Han characters; they are overwritten by the next.
 */
export function readDictionary(
  path: string,
  visit: (units: Uint16Array, length: number) => void,
): WordDictionary {
  const bytes = readFileSync(path);
  const dictionary = new WordDictionary();
  const units = new Uint16Array(MAX_WORD_UNITS + 1);
  for (let at = 0; at < bytes.length; at += 1) {
    let length = 0;
    let hash = startHash;
    while (length <= MAX_WORD_UNITS && ((bytes[at] ?? 0) & 0xf0) === 0xe0) {
      const unit =
        (((bytes[at] ?? 0) & 15) << 12) | (((bytes[at + 1] ?? 0) & 63) << 6) | ((bytes[at + 2] ?? 0) & 63);
      units[length] = unit;
      length += 1;
      hash = nextHash(hash, unit);
      at += 3;
    }
    if (length > 0 && length <= MAX_WORD_UNITS && bytes[at] === 32) {
      let count = 0;
      for (at += 1; (bytes[at] ?? 0) >= 48 && (bytes[at] ?? 0) <= 57; at += 1)
        count = count * 10 + (bytes[at] ?? 0) - 48;
      dictionary.set(hash, count);
      if (length >= 2) visit(units, length);
    }
    while (at < bytes.length && bytes[at] !== 10) at += 1;
  }
  return dictionary;
}
