import type { Aspect, Polarity } from '../../core/words.ts';
import { WordTrie } from './word-trie.ts';
import {
  AGENTS,
  ATTITUDES,
  BENT,
  DEGREES,
  FAULTS,
  FILLERS,
  FIXED,
  GENERIC,
  GUARDS,
  NOTS,
  PRODUCTS,
  TARGETS,
  UNREAL,
  type ZhWord,
} from './zh-lexicon.ts';

function addAll(trie: WordTrie<ZhWord>, words: string, value: (word: string) => ZhWord): void {
  for (const word of words.split(' ')) trie.add(word, value(word));
}

/** Degrees are words of their own: "很好" kept whole would hide "很好看". */
const GRADED = /^(?:很|挺|蛮|太|超喜)/;

function addGradable(trie: WordTrie<ZhWord>, words: string, value: ZhWord): void {
  for (const word of words.split(' ')) if (!GRADED.test(word)) trie.add(word, value);
}

function addEvaluations(trie: WordTrie<ZhWord>): void {
  for (const [aspect, polarity, words] of FIXED) {
    addGradable(trie, words, { kind: 'polar', polarity, aspect, attitude: false });
  }
  for (const [polarity, words] of Object.entries(ATTITUDES)) {
    addGradable(trie, words, {
      kind: 'polar',
      polarity: polarity as Polarity,
      aspect: null,
      attitude: true,
    });
  }
  for (const [polarity, words] of Object.entries(GENERIC)) {
    addGradable(trie, words, {
      kind: 'polar',
      polarity: polarity as Polarity,
      aspect: null,
      attitude: false,
    });
  }
}

/** The whole Chinese lexicon in one trie; where a word stands in several lists the earlier list here counts. */
export function buildZhWords(): WordTrie<ZhWord> {
  const trie = new WordTrie<ZhWord>();
  addAll(trie, UNREAL, () => ({ kind: 'unreal' }));
  addAll(trie, NOTS, () => ({ kind: 'not' }));
  for (const [aspect, words] of Object.entries(FAULTS)) {
    addAll(trie, words, () => ({ kind: 'fault', aspect: aspect as Aspect }));
  }
  addAll(trie, BENT, (word) => ({ kind: 'bent', sense: word }));
  addEvaluations(trie);
  for (const { words, factor, excess } of DEGREES) {
    addAll(trie, words, () => ({ kind: 'degree', factor, excess }));
  }
  for (const [aspect, words] of Object.entries(TARGETS)) {
    addAll(trie, words, () => ({ kind: 'target', aspect: aspect as Aspect, role: 'aspect' }));
  }
  addAll(trie, AGENTS, () => ({ kind: 'target', aspect: 'service', role: 'agent' }));
  addAll(trie, PRODUCTS, () => ({ kind: 'target', aspect: 'overall', role: 'product' }));
  addAll(trie, GUARDS, () => ({ kind: 'guard' }));
  addAll(trie, FILLERS, () => ({ kind: 'filler' }));
  return trie;
}
