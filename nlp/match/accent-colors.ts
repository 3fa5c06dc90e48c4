import { BLANK } from '../text/char-fold.ts';
import type { FoldedText } from '../text/fold-text.ts';
import type { Found } from './matcher.ts';
import { isLatinUnit } from './scan.ts';

/** What may stand between two colours of one pattern: "purple-black stripe", "yellow n blue stripes". */
const LINK = /^(?: ?[-/&,+] ?| and | n | )$/;
const LONGEST_LINK = 5;

const facetOf = (found: Found | undefined): string | undefined => found?.sense.entry.concept.facet;

/** Whether the second begins one blank after the first, in Latin letters. */
function adjoins(first: Found | undefined, second: Found | undefined, { units }: FoldedText): boolean {
  if (first === undefined || second === undefined || second.start !== first.end + 1) return false;
  return units[first.end] === BLANK && isLatinUnit(units[first.end - 1] ?? 0);
}

function links(first: Found, second: Found, { units }: FoldedText): boolean {
  if (second.start - first.end > LONGEST_LINK) return false;
  return LINK.test(String.fromCharCode(...units.subarray(first.end, second.start)));
}

/** Whether a colour at `at` and a garment stand right behind each other, and so the garment's own colour is named. */
function namesGarment(found: Found[], at: number, folded: FoldedText): boolean {
  if (facetOf(found[at]) !== 'color' || facetOf(found[at + 1]) !== 'garment') return false;
  return adjoins(found[at], found[at + 1], folded);
}

/** Index of the first colour of a pattern's colours that end right before `pattern`; `pattern` itself without any. */
function firstAccent(read: Found[], pattern: Found, folded: FoldedText): number {
  let first = read.length;
  let next = pattern;
  for (;;) {
    const one = read[first - 1];
    if (one === undefined || facetOf(one) !== 'color') return first;
    const joined = next === pattern ? adjoins(one, next, folded) : links(one, next, folded);
    if (!joined) return first;
    next = one;
    first -= 1;
  }
}

/**
 * In English "white striped red shirt" the shirt is red: a premodifier goes with what follows it at once (Quirk et al.
 * 1985, 17.113), so the white is the stripes' and goes into their span. Only where the garment's colour follows too.
 */
export function foldAccentColors(found: Found[], folded: FoldedText): Found[] {
  const read: Found[] = [];
  found.forEach((one, at) => {
    const accents = facetOf(one) === 'pattern' && namesGarment(found, at + 1, folded);
    if (!accents || !adjoins(one, found[at + 1], folded)) {
      read.push(one);
      return;
    }
    const first = firstAccent(read, one, folded);
    const start = read[first]?.start ?? one.start;
    read.length = first;
    read.push({ ...one, start });
  });
  return read;
}
