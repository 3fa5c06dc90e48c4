import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ChineseWords } from '../segment/cut-by-dictionary.ts';
import { createUnknownCutter } from '../segment/cut-unknown.ts';
import { readDictionary } from '../segment/word-dictionary.ts';
import { wordOf, type Lexicon } from './lexicon.ts';

/** Signs that may stand beside an alias in a dictionary word without changing what it means (白衬衫, 蕾丝边). */
const TRANSPARENT = new Uint8Array(65_536);
for (const char of '衣裤裙鞋帽袜衫袄靴包装服饰领袖款风色系面料布质地型感的身上下大小新旧男女长短厚薄边条纹花状调味制品线绒皮毛呢棉麻丝纱裳')
  TRANSPARENT[char.charCodeAt(0)] = 1;

/** Folder of jieba's data: there even where nodejieba's native part could not be built; null if not installed. */
export function dictionaryFolder(): string | null {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('nodejieba/package.json'));
    return join(home, 'submodules/cppjieba/dict');
  } catch {
    return null;
  }
}

/**
 * Puts every dictionary word that holds an alias without being made of aliases (网红, 棉花糖, 运动会) into the lexicon
 * as a guard: longest match then keeps the alias from cutting it in two. Gives the words back, or null without a dictionary.
 */
export function addDictionaryGuards(lexicon: Lexicon, folder: string | null): ChineseWords | null {
  if (folder === null) return null;
  const guards: string[] = [];
  const dictionary = readDictionary(join(folder, 'jieba.dict.utf8'), (units, length) => {
    if (holdsForeignAlias(lexicon, units, length))
      guards.push(String.fromCharCode(...units.subarray(0, length)));
  });
  for (const guard of guards) {
    const word = wordOf(lexicon, guard);
    if (word.senses.length === 0) word.guard = true;
  }
  return { dictionary, unknown: createUnknownCutter(join(folder, 'hmm_model.utf8')) };
}

/** Whether an alias stands in the word and something beside the aliases is not transparent. */
function holdsForeignAlias(lexicon: Lexicon, units: Uint16Array, length: number): boolean {
  let holds = false;
  let foreign = false;
  for (let at = 0; at < length;) {
    const end = longestAlias(lexicon, units, at, length);
    if (end > at) {
      if (end === length && (at === 0 || namesGarment(lexicon, units, at, length))) return false;
      holds = true;
      at = end;
      continue;
    }
    foreign ||= TRANSPARENT[units[at] ?? 0] === 0;
    at += 1;
  }
  return holds && foreign;
}

/** 罩衣, 军大衣 and 慢跑鞋 are garments though no aliases: the head of a Chinese noun stands last. */
function namesGarment(lexicon: Lexicon, units: Uint16Array, at: number, length: number): boolean {
  let node = 0;
  for (let index = at; index < length; index += 1) node = lexicon.trie.step(node, units[index] ?? 0);
  const word = lexicon.words[lexicon.trie.value(node)];
  if (word === undefined) return false;
  if (length - at === 1) return word.head;
  return word.senses.some((sense) => sense.entry.concept.facet === 'garment');
}

function longestAlias(lexicon: Lexicon, units: Uint16Array, from: number, length: number): number {
  let node = 0;
  let longest = from;
  for (let at = from; at < length; at += 1) {
    node = lexicon.trie.step(node, units[at] ?? 0);
    if (node === 0) return longest;
    const word = lexicon.words[lexicon.trie.value(node)];
    if (word !== undefined && word.senses.length > 0) longest = at + 1;
  }
  return longest;
}
