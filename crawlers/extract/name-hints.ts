import type { Element } from './html-nodes.ts';

/** Class and id together, lower case: what names of parts are looked for in, with what was found there before. */
export interface NameHints {
  text: string;
  /** One bit a test, thirty to a number: whether it was made, and whether it held. */
  made: number[];
  held: number[];
}

const MOST = 5_000;
const LONGEST = 400;
/** Bits of a small integer, and how many of them there are. */
const BITS = 30;
const WORDS = 2;
/** The pages of one site use the same few hundred names: what was found in a name stays true. */
const KNOWN = new Map<string, NameHints>();
const NAMELESS: NameHints = { text: ' ', made: [0, 0], held: [0, 0] };

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
  const hints = { text: both.toLowerCase(), made: [0, 0], held: [0, 0] };
  if (both.length > LONGEST) return hints;
  if (KNOWN.size >= MOST) KNOWN.clear();
  KNOWN.set(second === '' ? both.slice(0, -1) : both, hints); // cut from `both`, not from the page, which may go
  return hints;
}

export const nameHints = (element: Element): string => hintsOf(element).text;

let tests = 0;

/** A test of class and id that is made once for each name, however many elements bear it. */
export function nameTest(pattern: RegExp): (element: Element) => boolean {
  if (tests >= BITS * WORDS || pattern.global || pattern.sticky)
    throw new RangeError(`no test of names can be made of ${pattern.source}`);
  const word = Math.floor(tests / BITS);
  const bit = 1 << (tests++ % BITS);
  return (element) => {
    const { text, made, held } = element.hints ?? hintsOf(element);
    if ((made[word]! & bit) === 0) {
      made[word]! |= bit;
      if (pattern.test(text)) held[word]! |= bit;
    }
    return (held[word]! & bit) !== 0;
  };
}
