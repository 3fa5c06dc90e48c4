import type { Aspect, Polarity } from '../../core/words.ts';
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

const kindAt = (text: string, at: number): number => KINDS[text.charCodeAt(at)] ?? 0;

/** End of the letters and digits from `at` on, joined by single hyphens and apostrophes. */
function wordEnd(text: string, from: number, limit: number): number {
  let at = from;
  for (;;) {
    while (at < limit && (kindAt(text, at) & 7) === 1) at += 1;
    const joint = at < limit ? kindAt(text, at) : 0;
    if ((joint !== 2 && joint !== 3) || at + 1 >= limit || (kindAt(text, at + 1) & 7) !== 1) return at;
    at += 1;
  }
}

/** Words with inner hyphens and apostrophes; an apostrophe before a word belongs to it. */
function tokensOf(text: string, from: number, limit: number): EnToken[] {
  const tokens: EnToken[] = [];
  for (let at = from; at < limit;) {
    const kind = kindAt(text, at);
    const start = at;
    if ((kind & 7) === 1) at = wordEnd(text, at, limit);
    else if (kind === 2 && at + 1 < limit && (kindAt(text, at + 1) & 7) === 1)
      at = wordEnd(text, at + 1, limit);
    else if (kind === 4) while (at < limit && kindAt(text, at) === 4) at += 1;
    if (at === start) {
      at += 1;
      continue;
    }
    tokens.push({ text: plain(text, start, at), start, end: at });
  }
  return tokens;
}

/** The word in lower case with straight apostrophes; most are so already. */
function plain(text: string, start: number, end: number): string {
  const word = text.slice(start, end);
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 127 || kindAt(text, at) > 8) return word.toLowerCase().replaceAll('’', "'");
  }
  return word;
}

function addAll(root: Node, phrases: string, value: EnWord): void {
  for (const phrase of phrases.split('|')) {
    let node = root;
    for (const { text } of tokensOf(phrase, 0, phrase.length)) {
      let child = node.next.get(text);
      if (child === undefined) {
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

const GRADES = new Set(['pretty', 'super', 'buttery', 'crazy', 'wicked']);
const DEGREE: EnWord = { kind: 'degree', factor: 1, excess: false };

/** "Pretty flimsy", "super soft": before an evaluation these are degrees and no praise. */
function gradesAsDegrees(tokens: EnToken[], units: EnUnit[]): void {
  for (let at = units.length - 2; at >= 0; at--) {
    const unit = units[at]!;
    const next = units[at + 1]!.value?.kind;
    if (unit.to - unit.from > 1 || !GRADES.has(tokens[unit.from]!.text)) continue;
    if (next === 'polar' || next === 'bent' || next === 'degree') unit.value = DEGREE;
  }
}

/** The tokens of a clause, and the lexicon's units over them by longest match from the left. */
export function readUnits(text: string, start: number, end: number): { tokens: EnToken[]; units: EnUnit[] } {
  const tokens = tokensOf(text, start, end);
  const units: EnUnit[] = [];
  for (let from = 0; from < tokens.length;) {
    let node: Node | undefined = root;
    let value: EnWord | null = null;
    let after = from + 1;
    const limit = Math.min(tokens.length, from + LONGEST_PHRASE);
    for (let to = from; to < limit; to++) {
      node = node.next.get(tokens[to]!.text);
      if (node === undefined) break;
      if (node.value === null) continue;
      value = node.value;
      after = to + 1;
    }
    units.push({ value, from, to: after });
    from = after;
  }
  gradesAsDegrees(tokens, units);
  return { tokens, units };
}
