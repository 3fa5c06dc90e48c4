import { FACETS, type Facet } from '../../core/words.ts';
import type { AliasRule, Taxonomy, TaxonomyEntry } from '../taxonomy/taxonomy-types.ts';
import { foldAlias } from '../text/fold-text.ts';
import { inflectAlias } from './inflect.ts';
import { Trie } from './trie.ts';

/** A rule with its words replaced by context numbers. */
export interface CompiledRule {
  unless: number[];
  onlyWith: number[];
  directlyBefore: number[];
  window: number;
}

/** One concept an alias may stand for; all its rules must hold. */
export interface Sense {
  entry: TaxonomyEntry;
  rules: CompiledRule[];
}

/** What a folded word is to the matcher; several of these at once. */
export interface Word {
  /** Possible concepts, ruled ones first. */
  senses: Sense[];
  /** A longer word in which aliases are not read. */
  guard: boolean;
  /** Context numbers this word belongs to. */
  contexts: number[];
  modifier: boolean;
  head: boolean;
}

/** The taxonomy compiled for one pass over folded text. */
export interface Lexicon {
  trie: Trie;
  words: Word[];
  /** Context number of each facet (a mention of it), by FACETS order. */
  facetContexts: Map<Facet, number>;
}

const ZH_WINDOW = 15;
const EN_WINDOW = 40;

export function compileLexicon(taxonomy: Taxonomy): Lexicon {
  const lexicon: Lexicon = { trie: new Trie(), words: [], facetContexts: new Map() };
  const contexts = new ContextNumbers(taxonomy, lexicon);
  for (const entry of taxonomy.entries) addEntry(lexicon, contexts, entry);
  for (const phrase of taxonomy.guards) guardPhrase(lexicon, phrase);
  for (const modifier of taxonomy.modifiers) wordOf(lexicon, foldAlias(modifier)).modifier = true;
  for (const word of lexicon.words) word.senses.sort((a, b) => strictness(b) - strictness(a));
  return lexicon;
}

/** The record of a folded word, made on first asking. */
export function wordOf(lexicon: Lexicon, folded: string): Word {
  const node = lexicon.trie.add(folded);
  const index = lexicon.trie.value(node);
  const known = lexicon.words[index];
  if (known !== undefined) return known;
  const word: Word = { senses: [], guard: false, contexts: [], modifier: false, head: false };
  lexicon.trie.setValue(node, lexicon.words.length);
  lexicon.words.push(word);
  return word;
}

function guardPhrase(lexicon: Lexicon, phrase: string): void {
  for (const form of inflectAlias(foldAlias(phrase), 'garment')) {
    const word = wordOf(lexicon, form);
    if (word.senses.length === 0) word.guard = true;
  }
}

function addEntry(lexicon: Lexicon, contexts: ContextNumbers, entry: TaxonomyEntry): void {
  const { concept } = entry;
  for (const alias of new Set([...concept.aliasesZh, ...concept.aliasesEn])) {
    const rules = entry.rules
      .filter((rule) => rule.for === null || rule.for.includes(alias))
      .map((rule) => compileRule(rule, alias, contexts));
    for (const form of inflectAlias(foldAlias(alias), concept.facet)) {
      const word = wordOf(lexicon, form);
      word.guard = false;
      if (!word.senses.some((sense) => sense.entry === entry)) word.senses.push({ entry, rules });
    }
  }
  for (const head of entry.heads) {
    const word = wordOf(lexicon, foldAlias(head));
    word.head = true;
    if (!word.senses.some((sense) => sense.entry === entry)) word.senses.push({ entry, rules: [] });
  }
  for (const phrase of entry.never) guardPhrase(lexicon, phrase);
}

function compileRule(rule: AliasRule, alias: string, contexts: ContextNumbers): CompiledRule {
  const numbers = (items: string[]): number[] => items.map((item) => contexts.number(item));
  return {
    unless: numbers(rule.unless),
    onlyWith: numbers(rule.onlyWith),
    directlyBefore: numbers(rule.directlyBefore),
    window: rule.window ?? (/[\u3400-\u9fff]/.test(alias) ? ZH_WINDOW : EN_WINDOW),
  };
}

function strictness(sense: Sense): number {
  return sense.rules.reduce(
    (sum, rule) => sum + (rule.onlyWith.length + rule.directlyBefore.length > 0 ? 2 : 1),
    0,
  );
}

/** Numbers contexts as rules first name them and puts their words into the trie. */
class ContextNumbers {
  readonly #taxonomy: Taxonomy;
  readonly #lexicon: Lexicon;
  readonly #numbers = new Map<string, number>();

  constructor(taxonomy: Taxonomy, lexicon: Lexicon) {
    this.#taxonomy = taxonomy;
    this.#lexicon = lexicon;
    for (const facet of FACETS) lexicon.facetContexts.set(facet, this.#take(`@${facet}`));
  }

  number(item: string): number {
    const known = this.#numbers.get(item);
    if (known !== undefined) return known;
    const number = this.#take(item);
    const words = item.startsWith('@') ? (this.#taxonomy.contexts.get(item.slice(1)) ?? []) : [item];
    for (const word of words) {
      for (const form of inflectAlias(foldAlias(word), 'garment'))
        wordOf(this.#lexicon, form).contexts.push(number);
    }
    return number;
  }

  #take(item: string): number {
    const number = this.#numbers.size;
    this.#numbers.set(item, number);
    return number;
  }
}
