import type { Element } from './html-nodes.ts';

/** Class and id together, lower case: what names of parts are looked for in, with what was found there before. */
export interface NameHints {
  text: string;
  /** One bit a test: whether it was made, and whether it held. */
  made: number;
  held: number;
}

const MOST = 5_000;
const LONGEST = 400;
/** Bits of a small integer. */
const MAX_TESTS = 30;
/** The pages of one site use the same few hundred names: what was found in a name stays true. */
const KNOWN = new Map<string, NameHints>();
const NAMELESS: NameHints = { text: ' ', made: 0, held: 0 };

function hintsOf(element: Element): NameHints {
  if (element.hints !== null) return element.hints;
  let [first, second] = ['', ''];
  const { pairs } = element;
  for (let i = 0; i < pairs.length; i += 2) {
    if (pairs[i] === 'class') first = pairs[i + 1]!;
    else if (pairs[i] === 'id') second = pairs[i + 1]!;
  }
  return (element.hints = first === '' && second === '' ? NAMELESS : named(first, second));
}

function named(first: string, second: string): NameHints {
  const known = KNOWN.get(second === '' ? first : `${first} ${second}`);
  if (known !== undefined) return known;
  const both = `${first} ${second}`;
  const hints = { text: both.toLowerCase(), made: 0, held: 0 };
  if (both.length > LONGEST) return hints;
  if (KNOWN.size >= MOST) KNOWN.clear();
  KNOWN.set(second === '' ? both.slice(0, -1) : both, hints); // cut from `both`, not from the page, which may go
  return hints;
}

export const nameHints = (element: Element): string => hintsOf(element).text;

let tests = 0;

/** A test of class and id that is made once for each name, however many elements bear it. */
export function nameTest(pattern: RegExp): (element: Element) => boolean {
  if (tests >= MAX_TESTS || pattern.global || pattern.sticky)
    throw new RangeError(`no bit for ${pattern.source}`);
  const bit = 1 << tests++;
  return (element) => {
    const hints = element.hints ?? hintsOf(element);
    if ((hints.made & bit) === 0) {
      hints.made |= bit;
      if (pattern.test(hints.text)) hints.held |= bit;
    }
    return (hints.held & bit) !== 0;
  };
}
