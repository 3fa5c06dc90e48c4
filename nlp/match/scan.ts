import type { FoldedText } from '../text/fold-text.ts';
import { BLANK } from '../text/char-fold.ts';
import type { Lexicon, Word } from './lexicon.ts';

/** A word of the lexicon at a place of the folded text. */
export interface Hit {
  start: number;
  end: number;
  word: Word;
}

const MAX_EXTRA_BLANKS = 3;

const LATIN = new Uint8Array(65_536);
LATIN.fill(1, 97, 123).fill(1, 48, 58).fill(1, 0xdf, 0x250);

/** Latin letters and digits, in which a word must not begin or end in the middle. */
export function isLatinUnit(unit: number): boolean {
  return LATIN[unit] === 1;
}

/** Every word of the lexicon in the text, by start and then by length: one pass, no more than the longest word back. */
export function scan(folded: FoldedText, lexicon: Lexicon): Hit[] {
  const { units, length } = folded;
  const { trie, words } = lexicon;
  const hits: Hit[] = [];
  let inWord = 0;
  for (let start = 0; start < length; start += 1) {
    const unit = units[start]!;
    const wasInWord = inWord;
    inWord = LATIN[unit]!;
    if ((wasInWord & inWord) === 1) continue;
    let node = trie.step(0, unit);
    let at = start;
    while (node !== 0) {
      at += 1;
      const index = trie.value(node);
      if (index >= 0 && !cutsLatin(units, at, length)) {
        const word = words[index];
        if (word !== undefined) hits.push({ start, end: at, word });
      }
      if (at >= length) break;
      let next = units[at]!;
      if (next === BLANK) {
        at = skipBlanks(units, at, length);
        next = units[at]!;
      }
      node = trie.step(node, next);
    }
  }
  return hits;
}

function cutsLatin(units: Uint16Array, end: number, length: number): boolean {
  return end < length && isLatinUnit(units[end] ?? 0) && isLatinUnit(units[end - 1] ?? 0);
}

/** Of several blanks in a row only the last counts. */
function skipBlanks(units: Uint16Array, from: number, length: number): number {
  let at = from;
  const limit = Math.min(length - 1, from + MAX_EXTRA_BLANKS);
  while (at < limit && units[at] === BLANK && units[at + 1] === BLANK) at += 1;
  return at;
}
