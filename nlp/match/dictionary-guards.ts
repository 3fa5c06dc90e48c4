import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { wordOf, type Lexicon } from './lexicon.ts';

/** Signs that may stand beside an alias in a dictionary word without changing what it means (白衬衫, 蕾丝边). */
const TRANSPARENT = new Set(
  '衣裤裙鞋帽袜衫袄靴包装服饰领袖款风色系面料布质地型感的身上下大小新旧男女长短厚薄边条纹花状调味制品线绒皮毛呢棉麻丝纱裳'.split(
    '',
  ),
);
/** Two-character words rarer than this do not cast doubt on an edge. */
const MIN_PAIR_COUNT = 40;
const MAX_WORD_UNITS = 6;

/** What a general dictionary knows of the words around aliases. */
export interface DictionaryGuards {
  /** Two-character words, as first * 65536 + second unit. */
  pairs: Set<number>;
  /** How many longer words were added to the lexicon as guards. */
  guards: number;
}

/** Path of jieba's dictionary: there even where nodejieba's native part could not be built; null if not installed. */
export function dictionaryPath(): string | null {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('nodejieba/package.json'));
    return join(home, 'submodules/cppjieba/dict/jieba.dict.utf8');
  } catch {
    return null;
  }
}

/**
 * Puts every dictionary word that holds an alias without being made of aliases (网红, 棉花糖, 运动会) into the lexicon
 * as a guard: longest match then keeps the alias from cutting it in two. Read once, about 350,000 words.
 */
export function addDictionaryGuards(lexicon: Lexicon, path: string | null): DictionaryGuards {
  const result: DictionaryGuards = { pairs: new Set(), guards: 0 };
  if (path === null) return result;
  const text = readFileSync(path, 'utf8');
  for (let at = 0; at < text.length;) {
    const stop = text.indexOf('\n', at);
    const end = stop < 0 ? text.length : stop;
    const blank = text.indexOf(' ', at);
    const length = blank - at;
    if (length === 2) addPair(result, text, at, blank);
    if (length >= 2 && length <= MAX_WORD_UNITS && holdsForeignAlias(lexicon, text, at, blank)) {
      const word = wordOf(lexicon, text.slice(at, blank));
      if (word.senses.length === 0) {
        word.guard = true;
        result.guards += 1;
      }
    }
    at = end + 1;
  }
  return result;
}

function addPair(result: DictionaryGuards, text: string, at: number, blank: number): void {
  if (Number.parseInt(text.slice(blank + 1, blank + 8), 10) < MIN_PAIR_COUNT) return;
  result.pairs.add(text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1));
}

/** Whether an alias stands in the word and something beside the aliases is not transparent. */
function holdsForeignAlias(lexicon: Lexicon, text: string, from: number, to: number): boolean {
  let holds = false;
  let foreign = false;
  for (let at = from; at < to;) {
    const end = longestAlias(lexicon, text, at, to);
    if (end > at) {
      if ((at === from || isHead(lexicon, text, at, to)) && end === to) return false;
      holds = true;
      at = end;
      continue;
    }
    if (!TRANSPARENT.has(text[at] ?? '')) foreign = true;
    at += 1;
  }
  return holds && foreign;
}

/** 罩衣 and 水鞋 are garments though no alias: a head at the end makes them so. */
function isHead(lexicon: Lexicon, text: string, at: number, to: number): boolean {
  if (to - at !== 1) return false;
  return lexicon.words[lexicon.trie.value(lexicon.trie.step(0, text.charCodeAt(at)))]?.head ?? false;
}

function longestAlias(lexicon: Lexicon, text: string, from: number, to: number): number {
  let node = 0;
  let longest = from;
  for (let at = from; at < to; at += 1) {
    node = lexicon.trie.step(node, text.charCodeAt(at));
    if (node === 0) return longest;
    const word = lexicon.words[lexicon.trie.value(node)];
    if (word !== undefined && word.senses.length > 0) longest = at + 1;
  }
  return longest;
}
