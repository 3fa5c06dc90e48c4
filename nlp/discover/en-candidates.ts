import type { Candidate, Span } from './candidates.ts';
import { variantKey } from './variant-key.ts';
import { EN_STOP } from './dress-words.ts';

const WORD = /[A-Za-z][A-Za-z0-9]*(?:[-'’][A-Za-z0-9]+)*/g;
const LONGEST = 3;
const MAX_TERM_UNITS = 60;

interface Word {
  text: string;
  start: number;
  end: number;
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** A term in lower case, plain plurals dropped; other spelling variants share a key. */
export function foldTerm(words: string[]): string {
  return words
    .map((word) => word.toLowerCase().replaceAll('’', "'").replace(/'s$/, ''))
    .map((word) => (word.length > 4 ? word.replace(/(?<![su])s$/, '') : word))
    .join(' ');
}

function inSlot(last: Word, known: Span[], text: string): boolean {
  return known.some((span) => span.start >= last.end && span.start - last.end <= 1 && text[last.end] !== '.');
}

/** One to three words, none of them common, of which at least one belongs to no concept. */
export function enCandidates(text: string, known: Span[]): Candidate[] {
  const words = wordsOf(text);
  // A concept inside a longer word does not cover it: pleat in cloud-pleat.
  const covered = words.map((word) => known.some((span) => span.start <= word.start && word.end <= span.end));
  const found: Candidate[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from; to < Math.min(words.length, from + LONGEST); to++) {
      const last = words[to]!;
      if (EN_STOP.has(last.text.toLowerCase()) || last.text.length < 3) break;
      if (to > from && !/^[\s-]$/.test(text.slice(words[to - 1]!.end, last.start))) break;
      if (last.end - words[from]!.start > MAX_TERM_UNITS) break;
      const parts = words.slice(from, to + 1);
      if (covered.slice(from, to + 1).every(Boolean)) continue;
      const term = foldTerm(parts.map((part) => part.text));
      found.push({
        key: variantKey(term),
        term,
        language: 'en',
        start: words[from]!.start,
        end: last.end,
        left: words[from - 1]?.text.toLowerCase() ?? '',
        right: words[to + 1]?.text.toLowerCase() ?? '',
        slot: inSlot(last, known, text) || covered[to] === true,
      });
    }
  }
  return found;
}
