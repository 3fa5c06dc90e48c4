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

const WORD = /['’]?[A-Za-z0-9]+(?:[-'’][A-Za-z0-9]+)*|[\u00c0-\u024f]+/g;

function tokensOf(text: string): EnToken[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0].toLowerCase().replaceAll('’', "'"),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function addAll(root: Node, phrases: string, value: EnWord): void {
  for (const phrase of phrases.split('|')) {
    let node = root;
    for (const { text } of tokensOf(phrase)) {
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

/** The tokens of a clause, and the lexicon's units over them by longest match from the left. */
export function readUnits(text: string, start: number, end: number): { tokens: EnToken[]; units: EnUnit[] } {
  const tokens = tokensOf(text.slice(start, end));
  for (const token of tokens) {
    token.start += start;
    token.end += start;
  }
  const units: EnUnit[] = [];
  for (let from = 0; from < tokens.length;) {
    let node: Node | undefined = root;
    let found: EnUnit = { value: null, from, to: from + 1 };
    for (let to = from; to < Math.min(tokens.length, from + LONGEST_PHRASE); to++) {
      node = node.next.get(tokens[to]!.text);
      if (node === undefined) break;
      if (node.value !== null) found = { value: node.value, from, to: to + 1 };
    }
    units.push(found);
    from = found.to;
  }
  return { tokens, units };
}
