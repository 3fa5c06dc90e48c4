import { simplifiedCode } from './simplified.ts';

/**
 * Whether two texts are one text published twice: with another headline, site furniture around it, shortened, edited
 * here and there, in the other Chinese script. Candidates share a value of their sketches; the judgement is made on
 * an alignment of both texts (bench/near-duplicates.ts measures both and is where the settings come from).
 */
export interface TokenText {
  /** A hash for each word, or for each Chinese character in its simplified form. */
  tokens: Int32Array;
  /** Tokens with a digit in them: another number is another thing. */
  numbers: Uint8Array;
  /** Share of Chinese characters. */
  han: number;
}

const TOKEN = /[\p{Script=Han}]|[\p{L}\p{N}]+/gu;
const FIRST_HAN = 0x2e80;
/** A longer text is judged by its beginning: some 12,000 English words. */
const MOST_TOKENS = 12_000;

export function tokenText(text: string): TokenText {
  const head = text.slice(0, 120_000);
  return PLAIN.test(head) ? plainTokens(head) : unicodeTokens(head);
}

/** ASCII and the signs typesetters put between words. */
const PLAIN = /^[\0-\x7f\xa0\u2010-\u2027]*$/;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** What `unicodeTokens` answers, in one walk over the codes: most pages that are not Chinese come by here. */
function plainTokens(text: string): TokenText {
  const tokens = new Int32Array(Math.min(MOST_TOKENS, (text.length + 1) >> 1));
  const numbers = new Uint8Array(tokens.length);
  let count = 0;
  let hash = FNV_BASIS;
  let inside = false;
  for (let at = 0; at <= text.length && count < tokens.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0x20;
    const small = code | 0x20;
    const isDigit = code >= 0x30 && code <= 0x39;
    if (isDigit || (small >= 0x61 && small <= 0x7a)) {
      if (isDigit) numbers[count] = 1;
      hash = Math.imul(hash ^ (isDigit ? code : small), FNV_PRIME);
      inside = true;
    } else if (inside) {
      tokens[count++] = hash;
      hash = FNV_BASIS;
      inside = false;
    }
  }
  return { tokens: tokens.subarray(0, count), numbers: numbers.subarray(0, count), han: 0 };
}

function unicodeTokens(text: string): TokenText {
  const found = text.normalize('NFKC').toLowerCase().match(TOKEN) ?? [];
  const length = Math.min(found.length, MOST_TOKENS);
  const tokens = new Int32Array(length);
  const numbers = new Uint8Array(length);
  let han = 0;
  for (let i = 0; i < length; i++) {
    const token = found[i]!;
    let hash = FNV_BASIS;
    for (let k = 0; k < token.length; k++) {
      const code = token.charCodeAt(k);
      if (code >= 48 && code <= 57) numbers[i] = 1;
      hash = Math.imul(hash ^ (code >= FIRST_HAN ? simplifiedCode(code) : code), FNV_PRIME);
    }
    if (token.length === 1 && token.charCodeAt(0) >= FIRST_HAN) han += 1;
    tokens[i] = hash;
  }
  return { tokens, numbers, han: length === 0 ? 0 : han / length };
}

/** murmur3's finish. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export const SKETCH_VALUES = 8;
/** Tokens in a shingle: words, or Chinese characters. */
const WORDS = 3;
const CHARACTERS = 5;

/**
 * Eight values: the least shingle hash in each of eight bins (one permutation hashing; Li, Owen and Zhang 2012), an
 * empty bin filled from the next full one (Shrivastava and Li 2014). A value is shared with about the chance of the
 * texts' containment, so that half an article still finds the whole.
 */
export function copySketch({ tokens, han }: TokenText): number[] {
  if (tokens.length === 0) return [];
  const size = Math.min(han > 0.5 ? CHARACTERS : WORDS, tokens.length);
  const least = new Float64Array(SKETCH_VALUES).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i + size <= tokens.length; i++) {
    let hash = 0x9747b28c;
    for (let k = i; k < i + size; k++) hash = Math.imul(hash ^ tokens[k]!, 0x01000193) ^ (hash >>> 15);
    const value = mix(hash);
    const bin = value & (SKETCH_VALUES - 1);
    if (value < least[bin]!) least[bin] = value;
  }
  return Array.from({ length: SKETCH_VALUES }, (_, bin) => {
    let step = 0;
    while (least[(bin + step) % SKETCH_VALUES] === Number.POSITIVE_INFINITY) step += 1;
    return (least[(bin + step) % SKETCH_VALUES]! + Math.imul(step, 0x9e3779b1)) | 0;
  });
}

interface Block {
  a: number;
  b: number;
  length: number;
}

const MOST_BLOCKS = 400;

const MOST_PLACES = 8;

/** Where each shingle stands in the text; of a refrain the first places. */
function placesOf(tokens: Int32Array, size: number): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (let i = 0; i + size <= tokens.length; i++) {
    const hash = shingle(tokens, i, size);
    const known = places.get(hash);
    if (known === undefined) places.set(hash, [i]);
    else if (known.length < MOST_PLACES) known.push(i);
  }
  return places;
}

/** Runs of equal tokens, in the order of `b`; of several places in `a` the next one after the run before. */
function commonBlocks(a: Int32Array, b: Int32Array, size: number): Block[] {
  const places = placesOf(a, size);
  const blocks: Block[] = [];
  let [reachA, reachB] = [0, 0];
  for (let j = 0; j + size <= b.length && blocks.length < MOST_BLOCKS; j++) {
    const found = places.get(shingle(b, j, size));
    if (found === undefined) continue;
    const i = found.find((place) => place >= reachA) ?? found[0]!;
    if (a[i] !== b[j]) continue;
    let back = 0;
    while (i - back > 0 && j - back > reachB && a[i - back - 1] === b[j - back - 1]) back += 1;
    let ahead = size;
    while (i + ahead < a.length && j + ahead < b.length && a[i + ahead] === b[j + ahead]) ahead += 1;
    blocks.push({ a: i - back, b: j - back, length: back + ahead });
    reachA = Math.max(reachA, i + ahead);
    reachB = j + ahead;
    j = reachB - 1;
  }
  return blocks;
}

function shingle(tokens: Int32Array, at: number, size: number): number {
  let hash = 0x9747b28c;
  for (let k = at; k < at + size; k++) hash = Math.imul(hash ^ tokens[k]!, 0x01000193) ^ (hash >>> 15);
  return hash;
}

/** The heaviest chain of blocks that stands in the same order in both texts. */
function heaviestChain(blocks: Block[]): Block[] {
  const weight: number[] = [];
  const before: number[] = [];
  let best = -1;
  for (const [n, block] of blocks.entries()) {
    weight[n] = block.length;
    before[n] = -1;
    for (let m = 0; m < n; m++) {
      const other = blocks[m]!;
      if (other.a + other.length > block.a || weight[m]! + block.length <= weight[n]) continue;
      weight[n] = weight[m]! + block.length;
      before[n] = m;
    }
    if (best < 0 || weight[n] > weight[best]!) best = n;
  }
  const chain: Block[] = [];
  for (let n = best; n >= 0; n = before[n]!) chain.unshift(blocks[n]!);
  return chain;
}

export interface Likeness {
  /** Tokens of the shorter text. */
  least: number;
  /** Share of the shorter text that stands in the longer one, in order. */
  covered: number;
  /** Of what is aligned, the share that was not replaced by something else. */
  kept: number;
  /** The same with what differs before and after the aligned part. */
  keptWhole: number;
  /** Numbers that stand where the other text has another one. */
  otherNumbers: number;
  /** Length of the shorter by that of the longer. */
  ratio: number;
}

export function likeness(one: TokenText, two: TokenText): Likeness {
  const [a, b] = one.tokens.length <= two.tokens.length ? [one, two] : [two, one];
  const least = a.tokens.length;
  const size = Math.max(2, Math.min(one.han > 0.5 ? 4 : 3, Math.floor(least / 3)));
  const chain = heaviestChain(commonBlocks(a.tokens, b.tokens, size));
  let matched = 0;
  let replaced = 0;
  let otherNumbers = 0;
  let last: Block | null = null;
  for (const block of chain) {
    matched += block.length;
    if (last !== null) {
      const [fromA, fromB] = [last.a + last.length, last.b + last.length];
      replaced += Math.min(block.a - fromA, Math.max(0, block.b - fromB));
      otherNumbers += Math.min(count(a.numbers, fromA, block.a), count(b.numbers, fromB, block.b));
    }
    last = block;
  }
  const [start, end] = [chain[0], chain.at(-1)];
  const ends =
    start && end
      ? Math.min(start.a, start.b) +
        Math.min(least - end.a - end.length, b.tokens.length - end.b - end.length)
      : 0;
  return {
    least,
    covered: least === 0 ? 0 : matched / least,
    kept: matched === 0 ? 0 : matched / (matched + replaced),
    keptWhole: matched === 0 ? 0 : matched / (matched + replaced + ends),
    otherNumbers,
    ratio: least / Math.max(1, b.tokens.length),
  };
}

function count(flags: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += flags[i]!;
  return sum;
}

/** How alike texts of up to `tokens` tokens must be. Below 30 tokens another word is another text. */
const NEEDED = [
  { tokens: 30, kept: 1, covered: 0.8, ratio: 0.5, otherNumbers: 0 },
  { tokens: 90, kept: 0.96, covered: 0.65, ratio: 0.3, otherNumbers: 0 },
  { tokens: 250, kept: 0.94, covered: 0.6, ratio: 0.25, otherNumbers: 1 },
  { tokens: MOST_TOKENS + 1, kept: 0.925, covered: 0.55, ratio: 0.2, otherNumbers: 4 },
];
const LEAST_TOKENS = 4;
const ENDS_COUNT_BELOW = 30;
/** A Chinese text says in so much of a word what takes a word in English. */
const WORDS_OF_A_CHARACTER = 0.6;

export function isCopy(one: TokenText, two: TokenText): boolean {
  const found = likeness(one, two);
  const words = found.least * (one.han > 0.5 ? WORDS_OF_A_CHARACTER : 1);
  const needed = NEEDED.find(({ tokens }) => words < tokens);
  if (needed === undefined || found.least < LEAST_TOKENS) return false;
  return (
    (words < ENDS_COUNT_BELOW ? found.keptWhole : found.kept) >= needed.kept &&
    found.covered >= needed.covered &&
    found.ratio >= needed.ratio &&
    found.otherNumbers <= needed.otherNumbers
  );
}

/** A judge that reads each text once; for the span of one batch. */
export function copyJudge(): (
  one: { id: string; text: string },
  two: { id: string; text: string },
) => boolean {
  const read = new Map<string, TokenText>();
  const of = ({ id, text }: { id: string; text: string }): TokenText => {
    const known = read.get(id) ?? tokenText(text);
    read.set(id, known);
    return known;
  };
  return (one, two) => isCopy(of(one), of(two));
}
