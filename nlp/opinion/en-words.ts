import type { Aspect, Polarity } from '../../core/words.ts';
import { unitsOf } from '../text/text-units.ts';
import {
  EN_BENT,
  EN_COPULAS,
  EN_DEGREES,
  EN_FIXED,
  EN_GENERIC,
  EN_GUARDS,
  EN_NOTS,
  EN_OVERALL,
  EN_PRODUCTS,
  EN_TARGETS,
  EN_UNREAL,
  type EnWord,
} from './en-lexicon.ts';

export interface EnToken {
  /** Lower case, straight apostrophes. */
  text: string;
  start: number;
  end: number;
}

/** A lexicon entry over the tokens `from .. to)`, or null for a word the lexicon does not know. */
export interface EnUnit {
  value: EnWord | null;
  from: number;
  to: number;
}

interface Node {
  next: Map<string, Node>;
  value: EnWord | null;
}

/** By unit: 1 letter or digit, 2 apostrophe, 3 hyphen, 4 accented letter; a capital has 8 added. */
const KINDS = new Uint8Array(65_536);
for (let unit = 48; unit <= 57; unit += 1) KINDS[unit] = 1;
for (let unit = 97; unit <= 122; unit += 1) KINDS[unit] = 1;
for (let unit = 65; unit <= 90; unit += 1) KINDS[unit] = 9;
for (const char of "'’") KINDS[char.charCodeAt(0)] = 2;
KINDS[45] = 3;
KINDS.fill(4, 0xc0, 0x250);

/** End of the letters and digits from `at` on, joined by single hyphens and apostrophes. */
function wordEnd(units: Uint16Array, from: number, limit: number): number {
  let at = from;
  for (;;) {
    while (at < limit && (KINDS[units[at]!]! & 7) === 1) at += 1;
    const joint = at < limit ? KINDS[units[at]!]! : 0;
    if ((joint !== 2 && joint !== 3) || at + 1 >= limit || (KINDS[units[at + 1]!]! & 7) !== 1) return at;
    at += 1;
  }
}

/** End of the token at `start`, or `start` where none begins. An apostrophe before a word belongs to it. */
function tokenEnd(units: Uint16Array, start: number, limit: number): number {
  const kind = KINDS[units[start]!]!;
  if ((kind & 7) === 1) return wordEnd(units, start, limit);
  if (kind === 2 && start + 1 < limit && (KINDS[units[start + 1]!]! & 7) === 1)
    return wordEnd(units, start + 1, limit);
  let at = start;
  if (kind === 4) while (at < limit && KINDS[units[at]!] === 4) at += 1;
  return at;
}

/** A word in lower case with straight apostrophes. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll('’', "'");
}

function wordsOf(phrase: string): string[] {
  const words: string[] = [];
  const units = unitsOf(phrase);
  for (let at = 0; at < phrase.length;) {
    const end = tokenEnd(units, at, phrase.length);
    if (end > at) words.push(plain(phrase.slice(at, end)));
    at = Math.max(end, at + 1);
  }
  return words;
}

/** Every word of the lexicon, by itself: texts are given these very strings, so that looking them up is quick. */
const lexiconWords = new Map<string, string>();

function addAll(root: Node, phrases: string, value: EnWord): void {
  for (const phrase of phrases.split('|')) {
    let node = root;
    for (const text of wordsOf(phrase)) {
      let child = node.next.get(text);
      if (child === undefined) {
        if (!lexiconWords.has(text)) lexiconWords.set(text, text);
        child = { next: new Map(), value: null };
        node.next.set(text, child);
      }
      node = child;
    }
    if (node !== root) node.value ??= value;
  }
}

/** Where a phrase stands in several lists the earlier list here counts. */
function buildRoot(): Node {
  const root: Node = { next: new Map(), value: null };
  addAll(root, EN_UNREAL, { kind: 'unreal' });
  addAll(root, EN_GUARDS, { kind: 'guard' });
  addAll(root, EN_NOTS, { kind: 'not' });
  for (const [polarity, phrases] of Object.entries(EN_OVERALL)) {
    addAll(root, phrases, { kind: 'polar', polarity: polarity as Polarity, aspect: 'overall', strength: 1 });
  }
  for (const [aspect, polarity, phrases] of EN_FIXED) {
    addAll(root, phrases, { kind: 'polar', polarity, aspect, strength: 1 });
  }
  for (const [aspect, alone, words] of EN_BENT) addAll(root, words, { kind: 'bent', aspect, alone });
  for (const [polarity, phrases] of Object.entries(EN_GENERIC)) {
    addAll(root, phrases, { kind: 'polar', polarity: polarity as Polarity, aspect: null, strength: 0.8 });
  }
  for (const { words, factor, excess } of EN_DEGREES) addAll(root, words, { kind: 'degree', factor, excess });
  for (const [aspect, words] of Object.entries(EN_TARGETS)) {
    addAll(root, words, { kind: 'target', aspect: aspect as Aspect });
  }
  addAll(root, EN_PRODUCTS, { kind: 'target', aspect: 'overall' });
  addAll(root, EN_COPULAS, { kind: 'copula' });
  return root;
}

const root = buildRoot();
const LONGEST_PHRASE = 8;

/** A word as it is written, what the lexicon calls it, and the phrases that begin with it. */
interface Spelling {
  text: string;
  begins: Node | null;
  /** Whether any phrase holds it. */
  inLexicon: boolean;
}

/** Spellings met lately by their hash: most words of a text are among a few thousand. */
const SLOT_BITS = 14;
/** Longer ones are not kept. */
const MOST_UNITS = 12;
const keptSpellings: (Spelling | undefined)[] = Array.from({ length: 1 << SLOT_BITS });
const keptLengths = new Uint8Array(1 << SLOT_BITS);
const keptUnits = new Uint16Array((1 << SLOT_BITS) * MOST_UNITS);

function isKept(slot: number, units: Uint16Array, start: number, end: number): boolean {
  if (keptLengths[slot] !== end - start) return false;
  const shift = slot * MOST_UNITS - start;
  for (let at = start; at < end; at += 1) if (keptUnits[at + shift] !== units[at]) return false;
  return true;
}

function spellingOf(text: string, units: Uint16Array, start: number, end: number): Spelling {
  if (end - start > MOST_UNITS) return newSpelling(text.slice(start, end));
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ units[at]!, 0x9e3779b1);
  const slot = (hash ^ (hash << 7)) >>> (32 - SLOT_BITS);
  if (isKept(slot, units, start, end)) return keptSpellings[slot]!;
  const spelling = newSpelling(text.slice(start, end));
  keptSpellings[slot] = spelling;
  keptLengths[slot] = end - start;
  for (let at = start; at < end; at += 1) keptUnits[slot * MOST_UNITS + at - start] = units[at]!;
  return spelling;
}

function newSpelling(written: string): Spelling {
  const word = plain(written);
  const known = lexiconWords.get(word);
  return { text: known ?? word, begins: root.next.get(word) ?? null, inLexicon: known !== undefined };
}

/** The tokens and phrases of the clause at hand; the arrays are used again for the next. */
const spellings: Spelling[] = [];
const starts: number[] = [];
const ends: number[] = [];
const values: (EnWord | null)[] = [];
const edges: number[] = [];

/** Fills the arrays with the tokens of a clause; returns their number. */
function readTokens(text: string, from: number, limit: number): number {
  const units = unitsOf(text);
  let count = 0;
  for (let at = from; at < limit;) {
    const end = tokenEnd(units, at, limit);
    if (end === at) {
      at += 1;
      continue;
    }
    spellings[count] = spellingOf(text, units, at, end);
    starts[count] = at;
    ends[count] = end;
    count += 1;
    at = end;
  }
  return count;
}

/** Fills the arrays with the longest phrases from the left: a value each, and where the next begins. */
function readPhrases(tokens: number): number {
  let count = 0;
  for (let from = 0; from < tokens; from = edges[count - 1]!) {
    let node = spellings[from]!.begins;
    values[count] = node?.value ?? null;
    edges[count] = from + 1;
    const limit = Math.min(tokens, from + LONGEST_PHRASE);
    for (let to = from + 1; node !== null && to < limit; to += 1) {
      const { inLexicon, text } = spellings[to]!;
      if (!inLexicon || node.next.size === 0) break;
      node = node.next.get(text) ?? null;
      const value = node?.value ?? null;
      if (value === null) continue;
      values[count] = value;
      edges[count] = to + 1;
    }
    count += 1;
  }
  return count;
}

/** Whether anything is evaluated before a condition or wish begins. */
function evaluates(phrases: number): boolean {
  for (let at = 0; at < phrases; at += 1) {
    const kind = values[at]?.kind;
    if (kind === 'polar' || kind === 'bent') return true;
    if (kind === 'unreal') return false;
  }
  return false;
}

const GRADES = new Set(['pretty', 'super', 'buttery', 'crazy', 'wicked']);
const DEGREE: EnWord = { kind: 'degree', factor: 1, excess: false };

/** "Pretty flimsy", "super soft": before an evaluation these are degrees and no praise. */
function gradesAsDegrees(tokens: EnToken[], units: EnUnit[]): void {
  for (let at = units.length - 2; at >= 0; at--) {
    const unit = units[at]!;
    const next = units[at + 1]!.value?.kind;
    if (next !== 'polar' && next !== 'bent' && next !== 'degree') continue;
    if (unit.to - unit.from === 1 && GRADES.has(tokens[unit.from]!.text)) unit.value = DEGREE;
  }
}

/** The tokens of a clause and the lexicon's phrases over them, made of what the arrays hold. */
interface ReadClause {
  tokens: EnToken[];
  units: EnUnit[];
}

function clauseOf(count: number, phrases: number): ReadClause {
  const tokens: EnToken[] = [];
  for (let at = 0; at < count; at += 1)
    tokens.push({ text: spellings[at]!.text, start: starts[at]!, end: ends[at]! });
  const units: EnUnit[] = [];
  for (let at = 0, from = 0; at < phrases; at += 1) {
    units.push({ value: values[at]!, from, to: edges[at]! });
    from = edges[at]!;
  }
  gradesAsDegrees(tokens, units);
  return { tokens, units };
}

/** The tokens of a clause, and the lexicon's units over them by longest match from the left. */
export function readUnits(text: string, start: number, end: number): ReadClause {
  const count = readTokens(text, start, end);
  return clauseOf(count, readPhrases(count));
}

/** The same for a clause that evaluates something; null for all others, which are many. */
export function readEvaluation(text: string, start: number, end: number): ReadClause | null {
  const count = readTokens(text, start, end);
  const phrases = readPhrases(count);
  return evaluates(phrases) ? clauseOf(count, phrases) : null;
}
